import { formatInstantExact } from '../../words/format.ts'
import type { FailureTexts } from '../types.ts'
import { stateName } from './states.ts'

/** What can be wrong with the shop's answers (R2). */
export const answerFailures = {
  'api-not-found': ({ address }) => ({
    message: `A ${address} non c’è un negozio della piattaforma scelta.`,
    remedy:
      'Controlla l’indirizzo (il negozio potrebbe stare in una cartella, per esempio www.esempio.it/shop) e la piattaforma, e che il negozio sia attivo sul sito.',
  }),
  'plain-permalinks': ({ address }) => ({
    message: `Il sito ${address} usa i permalink «Semplici», con i quali il negozio non mette a disposizione gli ordini.`,
    remedy:
      'In WordPress apri Impostazioni → Permalink, scegli «Nome articolo» e salva. Poi prova di nuovo la connessione.',
  }),
  'api-disabled': ({ address }) => ({
    message: `Il sito ${address} ha disattivato l’accesso dei programmi esterni (REST API).`,
    remedy:
      'Di solito lo fa un plugin di sicurezza: chiedi a chi gestisce il sito di permettere le pagine che cominciano con /wp-json/wc/.',
  }),
  'credentials-rejected': ({ host }) => ({
    message: `${host} non riconosce la chiave: è sbagliata, incompleta o è stata revocata.`,
    remedy:
      'Copia di nuovo la chiave dal sito nelle impostazioni del negozio, o creane una nuova, e prova la connessione.',
  }),
  'credentials-secret-wrong': ({ host }) => ({
    message: `${host} riconosce la chiave, ma il suo segreto è sbagliato.`,
    remedy:
      'Il segreto si vede una volta sola, quando la chiave viene creata: se non lo hai più, crea una chiave nuova e copia tutti e due i valori.',
  }),
  'authorization-stripped': ({ host }) => ({
    message: `Il server di ${host} toglie la chiave dalla richiesta prima che arrivi al negozio.`,
    remedy:
      'Chiedi a chi gestisce il sito di lasciar passare l’intestazione Authorization. Con Apache basta questa riga nel file .htaccess: SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1',
  }),
  'token-alone-refused': ({ host }) => ({
    message: `${host} non accetta il token di accesso da solo: o è sbagliato, o il negozio vuole tutte e quattro le chiavi dell’integrazione (da Magento 2.4.4 è così).`,
    remedy:
      'In Magento apri Sistema → Estensioni → Integrazioni, e nelle impostazioni del negozio scegli il modo di accesso con quattro valori: chiave, segreto, token di accesso e segreto del token.',
  }),
  'permission-missing': ({ host }) => ({
    message: `${host} riconosce la chiave, ma la chiave non ha il permesso di leggere gli ordini.`,
    remedy:
      'Sul sito dai alla chiave il permesso di leggere gli ordini. In WooCommerce: «Leggi» (o «Lettura»), a nome di un utente che gestisce gli ordini; in PrestaShop: «Visualizza (GET)» sulla riga orders; in Shopify: read_orders; in Magento: Vendite → Operazioni → Ordini → Azioni → Mostra (View).',
  }),
  'store-views-unreadable': ({ host }) => ({
    message: `Le viste da scaricare sono scelte con il loro codice, e la chiave di ${host} non può leggere quali viste ci sono.`,
    remedy:
      'In Magento dai all’integrazione anche il permesso Negozi → Impostazioni → Tutti i negozi e riautorizzala; oppure nelle impostazioni del negozio scegli le viste fra quelle che la prova mostra, o per numero.',
  }),
  'key-of-other-shop': ({ host }) => ({
    message: `${host} riconosce la chiave, ma la chiave non è associata a questo negozio del multinegozio.`,
    remedy:
      'In PrestaShop apri Parametri avanzati → Webservice, modifica la chiave e in «Associazione negozio» spunta i negozi da scaricare; oppure in Download Ordini, nelle impostazioni del negozio, scegli i negozi a cui la chiave è associata.',
  }),
  'clock-wrong': ({ host, shopTime, computerTime }) => ({
    message: `L’orologio del sito ${host} (${formatInstantExact(shopTime, 'it')}) e quello di questo computer (${formatInstantExact(computerTime, 'it')}) sono troppo diversi: il sito rifiuta la richiesta.`,
    remedy:
      'Metti giusta l’ora di questo computer, meglio se automatica. Se è giusta, avvisa chi gestisce il sito.',
  }),
  'site-login-needed': ({ host }) => ({
    message: `${host} chiede un nome utente e una password prima di mostrare il sito, come fanno i siti di prova.`,
    remedy:
      'Scrivili nelle impostazioni del negozio, sotto Avanzate, o correggili: sono quelli che il browser chiede all’apertura del sito, non quelli dell’amministrazione.',
  }),
  'site-login-in-the-way': ({ host }) => ({
    message: `${host} chiede un nome utente e una password prima di mostrare il sito, come fanno i siti di prova. In PrestaShop e in Magento la chiave viaggia al posto di quella password: insieme non passano.`,
    remedy:
      'Chiedi a chi gestisce il sito di lasciare aperte senza password le pagine sotto /rest/ (Magento) o /api/ (PrestaShop), che chiedono comunque la chiave, almeno per l’indirizzo Internet di questo computer.',
  }),
  'blocked-by-security': ({ host, status }) => ({
    message: `Una protezione di ${host} (firewall o plugin di sicurezza) blocca questo programma (risposta ${status}).`,
    remedy:
      'Chiedi a chi gestisce il sito di permettere Download Ordini, per esempio con l’indirizzo Internet del tuo ufficio.',
  }),
  captcha: ({ host }) => ({
    message: `Invece degli ordini ${host} mostra una pagina che chiede di dimostrare di essere una persona (captcha).`,
    remedy:
      'È una protezione contro i robot: chiedi a chi gestisce il sito, o alla società che lo ospita, di non applicarla alle pagine degli ordini o all’indirizzo Internet del tuo ufficio.',
  }),
  maintenance: ({ host, retryAfterSeconds }) => ({
    message: `${host} è in manutenzione.`,
    remedy: `Riprova ${after(retryAfterSeconds)}. Se dura a lungo, chiedi a chi gestisce il sito se la manutenzione è rimasta accesa per sbaglio.`,
  }),
  'rate-limited': ({ host, retryAfterSeconds }) => ({
    message: `${host} ha ricevuto troppe richieste e chiede di aspettare.`,
    remedy: `Riprova ${after(retryAfterSeconds)}. Se succede spesso, allunga l’intervallo della sincronizzazione automatica.`,
  }),
  'server-error': ({ host, status }) => ({
    message: `Il sito ${host} ha avuto un errore interno (${status}).`,
    remedy:
      'Il guasto è sul sito: riprova fra qualche minuto e, se si ripete, avvisa chi lo gestisce, che ne trova il motivo nel registro degli errori del server.',
  }),
  'http-status': ({ host, status }) => ({
    message: `${host} ha dato una risposta inattesa (${status}).`,
    remedy: 'Prova la connessione dalle impostazioni del negozio per vedere che cosa non va.',
  }),
  'request-refused': ({ host, parameter }) => ({
    message: `${host} non accetta una parte della richiesta (${parameter}).`,
    remedy:
      'Il negozio ha forse una versione vecchia o un modulo o plugin che cambia le regole: aggiornalo, o avvisa chi gestisce il sito.',
  }),
  'body-html': ({ host }) => ({
    message: `Invece degli ordini ${host} ha risposto con una pagina web.`,
    remedy:
      'Apri il sito nel browser: di solito è una pagina di errore, di accesso o di manutenzione. Se il sito sembra a posto, avvisa chi lo gestisce.',
  }),
  'body-empty': ({ host }) => ({
    message: `${host} ha dato una risposta vuota.`,
    remedy:
      'Di solito il sito si è bloccato a metà del lavoro: riprova e, se si ripete, chiedi a chi lo gestisce di guardare il registro degli errori del server.',
  }),
  'body-truncated': ({ host }) => ({
    message: `La risposta di ${host} si è interrotta a metà.`,
    remedy:
      'Riprova. Se si ripete, avvisa chi gestisce il sito: il server chiude le risposte prima della fine.',
  }),
  'body-not-json': ({ host }) => ({
    message: `La risposta di ${host} non si può leggere: non contiene ordini nella forma prevista.`,
    remedy:
      'Spesso un modulo o plugin del sito scrive i suoi avvisi dentro la risposta: chiedi a chi lo gestisce di spegnere la visualizzazione degli errori (display_errors di PHP).',
  }),
  'body-shape': ({ host, expected }) => ({
    message: `La risposta di ${host} non ha la forma prevista (per chi gestisce il sito: «${expected}»).`,
    remedy:
      'Se succede una volta sola, riprova. Altrimenti una cache risponde al posto del negozio, o un suo modulo o plugin cambia i dati degli ordini: chiedi a chi gestisce il sito di escludere dalla cache gli indirizzi delle API e di aggiornare il negozio.',
  }),
  'states-unknown': ({ states, known }) => ({
    message: `Il negozio non ha gli stati da scaricare: ${namesOf(states)}.`,
    remedy: `Nelle impostazioni del negozio scegli fra gli stati che ha: ${namesOf(known)}.`,
  }),
  'states-not-told': ({ host }) => ({
    message: `${host} non dice quali stati hanno i suoi ordini.`,
    remedy:
      'Gli ordini si scaricano lo stesso, negli stati scelti nelle impostazioni del negozio: controlla lì che siano scritti come sul sito. Per vederne l’elenco la chiave deve essere di un utente che può vedere anche i rapporti (Report) del negozio.',
  }),
  'shop-unavailable': ({ host, status }) => ({
    message: `La piattaforma ha chiuso per il momento il negozio ${host} (risposta ${status}).`,
    remedy:
      'Di solito è un abbonamento non pagato o un negozio in pausa: entra nel pannello del negozio e segui quello che ti chiede.',
  }),
  'app-not-installed': ({ host }) => ({
    message: `L’app di cui hai dato ID client e segreto non è installata sul negozio ${host}, o non appartiene alla stessa organizzazione.`,
    remedy:
      'Nella Dev Dashboard di Shopify apri l’app, premi «Installa app» e scegli questo negozio. App e negozio devono stare nella stessa organizzazione.',
  }),
  'customer-data-denied': ({ host }) => ({
    message: `${host} non permette a questa app di leggere i dati dei clienti, e senza di essi nemmeno gli ordini.`,
    remedy:
      'Nelle impostazioni dell’app, alla voce «Accesso ai dati protetti dei clienti», chiedi l’accesso a nome, indirizzo, e-mail e telefono. Alcuni piani di Shopify lo permettono solo alle app create dal pannello del negozio.',
  }),
  'api-version-unsupported': ({ host, asked, served }) => ({
    message:
      served === ''
        ? `${host} non conosce la versione ${asked} della sua interfaccia per i programmi.`
        : `${host} risponde con la versione ${served} della sua interfaccia per i programmi; questa versione di Download Ordini parla la ${asked} e le due non si capiscono più.`,
    remedy: 'Aggiorna Download Ordini. Se è già aggiornato, segnalalo a chi lo sviluppa.',
  }),
  'shop-address-unknown': ({ address }) => ({
    message: `Dal sito ${address} non si capisce qual è il negozio Shopify.`,
    remedy:
      'Scrivi l’indirizzo interno del negozio, nomedelnegozio.myshopify.com: si legge nel pannello di Shopify, in Impostazioni → Domini.',
  }),
  'orders-withheld': ({ orders }) => ({
    message:
      orders === 1
        ? 'Il negozio elenca un ordine e poi, quando gli viene chiesto, non lo consegna, senza dire che è stato cancellato.'
        : `Il negozio elenca ${orders} ordini e poi, quando gli vengono chiesti, non li consegna.`,
    remedy:
      'Di solito è una cache, un firewall o un plugin che risponde al posto del negozio: chiedi a chi gestisce il sito di escludere gli indirizzi delle API. Il prossimo download riparte dallo stesso punto.',
  }),
  'orders-limited': ({ host, days }) => ({
    message: `${host} lascia leggere all’app solo gli ordini degli ultimi ${days} giorni.`,
    remedy:
      'Per il lavoro di ogni giorno basta. Se ti servono ordini più vecchi, aggiungi all’app il permesso «read_all_orders» e installala di nuovo.',
  }),
  'scopes-missing': ({ host, scopes }) => ({
    message: `Gli ordini di ${host} si possono leggere, ma mancano questi permessi: ${scopes}.`,
    remedy:
      'Gli ordini si scaricano lo stesso, con qualche dato in meno. Se vuoi anche quelli, aggiungi i permessi nel pannello del negozio: la guida dice come.',
  }),
  'webservice-disabled': ({ host }) => ({
    message: `Il webservice di ${host} è spento: il negozio non risponde ai programmi esterni.`,
    remedy:
      'In PrestaShop apri Parametri avanzati → Webservice, metti «Attiva servizio web PrestaShop» su Sì e salva.',
  }),
  'permissions-missing': ({ host, resources }) => ({
    message: `La chiave di ${host} non può leggere tutto ciò che serve agli ordini: manca ${resources}.`,
    remedy:
      'In PrestaShop apri Parametri avanzati → Webservice, modifica la chiave, spunta «Visualizza (GET)» per queste righe e salva.',
  }),
  'time-zone-unknown': ({ host }) => ({
    message: `${host} non dice in quale fuso orario sono le date dei suoi ordini.`,
    remedy:
      'Scrivi il fuso orario nelle impostazioni del negozio (per esempio Europe/Rome), oppure in PrestaShop dai alla chiave il permesso «Visualizza (GET)» sulla riga configurations.',
  }),
} satisfies Partial<FailureTexts>

function after(seconds: number | null): string {
  if (seconds === null || seconds <= 0) return 'fra qualche minuto'
  if (seconds < 90) return `fra ${seconds} secondi`
  return `fra ${Math.ceil(seconds / 60)} minuti`
}

/** Names of states, from a list of their ids. */
function namesOf(ids: string): string {
  return ids.split(', ').map(stateName).join(', ')
}
