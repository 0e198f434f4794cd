import { keyUsage } from '../../words/failure.ts'
import { formatDay } from '../../words/format.ts'
import type { FailureTexts } from '../types.ts'

/** What can go wrong on the way to the shop (R2, R22, R33). */
export const wayFailures = {
  'address-invalid': ({ address }) => ({
    message: `«${address}» non è l’indirizzo di un sito.`,
    remedy: 'Scrivi l’indirizzo come lo vedi nel browser, per esempio www.esempio.it.',
  }),
  'host-not-found': ({ host }) => ({
    message: `Il sito ${host} non esiste, oppure questo computer non riesce a trovarlo.`,
    remedy:
      'Controlla che l’indirizzo sia scritto bene e che la connessione a Internet funzioni, aprendo il sito nel browser.',
  }),
  'connection-refused': ({ host }) => ({
    message: `Il server di ${host} rifiuta il collegamento.`,
    remedy:
      'Controlla l’indirizzo (anche l’eventuale numero dopo i due punti). Se è giusto, il sito è spento: riprova più tardi o avvisa chi lo gestisce.',
  }),
  'connection-lost': ({ host }) => ({
    message: `Il collegamento con ${host} si è interrotto durante il download.`,
    remedy:
      'Gli ordini già letti sono salvi. Controlla la connessione a Internet e premi di nuovo Download Ordini.',
  }),
  'network-unreachable': ({ host }) => ({
    message: `Questo computer non riesce a raggiungere ${host}: sembra che Internet non funzioni.`,
    remedy: 'Controlla la rete (cavo, Wi-Fi, VPN) e riprova.',
  }),
  timeout: ({ host, seconds }) => ({
    message: `${host} non ha risposto entro ${seconds} secondi.`,
    remedy:
      'Di solito il sito è sovraccarico: riprova fra qualche minuto. Se succede spesso, avvisa chi gestisce il sito.',
  }),
  'tls-expired': ({ host, validTo }) => ({
    message: `Il certificato di sicurezza di ${host} è scaduto il ${formatDay(validTo, 'it')}: il collegamento non sarebbe protetto.`,
    remedy:
      'Chiedi a chi gestisce il sito di rinnovare il certificato. Controlla anche che la data di questo computer sia giusta.',
  }),
  'tls-self-signed': ({ host }) => ({
    message: `Il certificato di sicurezza di ${host} non è garantito da nessun ente riconosciuto.`,
    remedy:
      'Se il sito è tuo e usa un certificato fatto in casa, confronta l’impronta con quella di chi lo gestisce e accettala nelle impostazioni del negozio. Se è l’azienda o l’antivirus a controllare i collegamenti, fai installare su questo computer il loro certificato. Altrimenti non proseguire: potrebbe essere un sito falso.',
  }),
  'tls-wrong-host': ({ host }) => ({
    message: `Il certificato di sicurezza mostrato da ${host} è di un altro sito.`,
    remedy:
      'Controlla l’indirizzo (con o senza www). Se è giusto, chiedi a chi gestisce il sito di correggere il certificato.',
  }),
  'tls-fingerprint-changed': ({ host }) => ({
    message: `Il certificato di ${host} non è più quello che avevi accettato.`,
    remedy:
      'Chiedi a chi gestisce il sito se lo ha cambiato. Solo se conferma, accetta la nuova impronta nelle impostazioni del negozio.',
  }),
  'tls-failed': ({ host, reason }) => ({
    message: `Non è stato possibile aprire un collegamento protetto con ${host} (${reason}).`,
    remedy:
      reason === keyUsage
        ? 'Chi gestisce il sito deve rifare il certificato: il suo uso della chiave non comprende la firma (digitalSignature), e accettarne l’impronta non basta.'
        : 'Riprova; se si ripete, avvisa chi gestisce il sito. Anche un antivirus o il proxy dell’azienda può esserne la causa.',
  }),
  'proxy-refused': ({ proxy }) => ({
    message: `Il proxy dell’azienda (${proxy}) non lascia passare il collegamento.`,
    remedy:
      'Chiedi a chi gestisce la tua rete di permettere il sito, o correggi le impostazioni proxy del computer.',
  }),
  'proxy-auth-required': ({ proxy }) => ({
    message: `Il proxy dell’azienda (${proxy}) chiede un nome utente e una password.`,
    remedy:
      'Scrivili in Impostazioni > Preferenze > Proxy. Se non li conosci, chiedili a chi gestisce la tua rete.',
  }),
  'proxy-credentials-rejected': ({ proxy }) => ({
    message: `Il proxy dell’azienda (${proxy}) non accetta il nome utente e la password salvati.`,
    remedy:
      'Correggili in Impostazioni > Preferenze > Proxy. Se sono giusti, il proxy riconosce forse gli utenti in un altro modo (NTLM, Kerberos), che il programma non conosce: chiedi a chi gestisce la tua rete di lasciar passare il sito.',
  }),
  'no-proxy': () => ({
    message: 'Questo computer non usa un proxy.',
    remedy: 'Nome utente e password non servono: scarica di nuovo.',
  }),
  'proxy-unsupported': ({ proxy }) => ({
    message: `Il proxy impostato su questo computer (${proxy}) è di un tipo che il programma non sa usare.`,
    remedy:
      'Nelle impostazioni proxy del computer indica un proxy HTTP o SOCKS, o chiedi a chi gestisce la tua rete.',
  }),
  'insecure-http': ({ host }) => ({
    message: `${host} non usa un collegamento protetto (https): chiunque sulla rete potrebbe leggere la chiave e gli ordini.`,
    remedy:
      'Scrivi l’indirizzo con https://. Se il sito non lo ha ed è nella tua rete, puoi permettere il collegamento non protetto nelle impostazioni del negozio.',
  }),
  'redirected-elsewhere': ({ from, to }) => ({
    message: `${from} rimanda a un altro sito (${to}): la chiave non è stata inviata.`,
    remedy:
      'Se il negozio si è trasferito, scrivi il nuovo indirizzo nelle impostazioni e prova la connessione.',
  }),
  'too-many-redirects': ({ host }) => ({
    message: `${host} rimanda da un indirizzo all’altro senza mai arrivare.`,
    remedy:
      'Prova l’altro indirizzo (con o senza www). Se non basta, chiedi a chi gestisce il sito di correggere i rinvii (redirect).',
  }),
  'redirect-without-target': ({ address, status }) => ({
    message: `${address} rimanda altrove ma non dice dove (risposta ${status}).`,
    remedy:
      'È un errore del sito: chiedi a chi lo gestisce di correggere i rinvii (redirect), o la memoria (cache) che risponde al suo posto.',
  }),
} satisfies Partial<FailureTexts>
