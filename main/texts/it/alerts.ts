import { formatCount, formatInstant } from '../../words/format.ts'
import type { AlertTexts } from '../types.ts'
import { uncodedRemedy } from './easyfatt.ts'

const kept = (file: string | null) =>
  file === null ? '' : ` Il file danneggiato è stato messo da parte: ${file}.`

const what = (problem: 'damaged' | 'missing') =>
  problem === 'damaged' ? 'L’archivio degli ordini era danneggiato' : 'L’archivio degli ordini non c’era più'

/** What the program tells about itself. */
export const alerts: AlertTexts = {
  'archive-restored': ({ problem, keptAside, backupAt }) => ({
    message: `${what(problem)}: è stata rimessa la copia di sicurezza del ${formatInstant(backupAt, 'it')}.${kept(keptAside)}`,
    remedy:
      'Premi Download Ordini: gli ordini arrivati dopo la copia vengono scaricati di nuovo. Export e stampe fatti dopo la copia non risultano: con «solo i nuovi» quegli ordini escono di nuovo. Le modifiche fatte a mano dopo la copia sono solo nel file messo da parte: rifalle, o conserva il file e chiedi all’assistenza.',
  }),
  'archive-restarted': ({ problem, keptAside }) => ({
    message: `${what(problem)} e non c’era nessuna copia di sicurezza da rimettere: si riparte con un archivio vuoto.${kept(keptAside)}`,
    remedy:
      'Collega di nuovo i negozi e scarica gli ordini con un primo download personalizzato. Conserva il file messo da parte: l’assistenza può provare a leggerlo.',
  }),
  'archive-read-only': ({ file }) => ({
    message: `Nell’archivio ${file} non si può scrivere: gli ordini si possono cercare ed esportare, ma non scaricare né modificare.`,
    remedy:
      'Controlla che il disco e la cartella non siano di sola lettura e che tu abbia il permesso di scriverci, poi chiudi il programma (Esci) e riaprilo.',
  }),
  'backup-failed': () => ({ message: 'La copia di sicurezza non è riuscita.', remedy: '' }),
  'second-backup-failed': () => ({
    message: 'La copia di sicurezza è fatta, ma non è arrivata anche nell’altra cartella.',
    remedy: '',
  }),
  'after-download-failed': ({ shop, folder }) => ({
    message: `Dopo il download di ${shop} non è stato scritto nessun file nella cartella ${folder}: gli ordini restano nuovi, e al prossimo download si riprova.`,
    remedy: '',
  }),
  'after-download-uncoded': ({ shop, orders }) => ({
    message:
      orders === 1
        ? `Dopo il download di ${shop} un ordine non è entrato nel file per Easyfatt: manca il codice IVA.`
        : `Dopo il download di ${shop} ${formatCount(orders, 'it')} ordini non sono entrati nel file per Easyfatt: manca il codice IVA.`,
    remedy: uncodedRemedy,
  }),
  'easyfatt-port-taken': ({ port }) => ({
    message: `Easyfatt adesso non può prendere gli ordini: la porta ${port} di questo computer è di un altro programma.`,
    remedy:
      'Apri Utilità, Easyfatt: puoi riprovare quando l’altro programma è chiuso, o scegliere un’altra porta.',
  }),
  'desks-offline': ({ since }) => ({
    message: `Questa postazione non è collegata al server dal ${formatInstant(since, 'it')}: quello che fai qui aspetta, e da qui non si può scaricare.`,
    remedy:
      'In Utilità, Più postazioni, c’è scritto perché; lì puoi riprovare, cambiare l’accesso o lasciare le postazioni condivise.',
  }),
  'desks-stopped': () => ({
    message: 'Questa postazione non scambia più novità con le altre.',
    remedy: '',
  }),
  'settings-reset': ({ keptAside }) => ({
    message: `Il file delle preferenze era danneggiato: sono tornate quelle iniziali. Il file è stato messo da parte: ${keptAside}.`,
    remedy: 'Controlla le preferenze. Negozi e ordini non sono toccati.',
  }),
  'credentials-reset': ({ keptAside }) => ({
    message: `Il file delle chiavi di accesso era danneggiato: le chiavi dei negozi vanno scritte di nuovo. Il file è stato messo da parte: ${keptAside}.`,
    remedy: 'Apri le impostazioni di ogni negozio e scrivi la sua chiave. Gli ordini non sono toccati.',
  }),
  'secrets-in-addresses': ({ shops }) => ({
    message: `Nell’indirizzo di qualche negozio erano scritti una password o una chiave, e sono stati tolti: ${shops}.`,
    remedy:
      'Le copie di sicurezza dell’archivio fatte finora possono contenerli ancora: crea sul sito una chiave nuova, scrivila nelle impostazioni del negozio e revoca quella di prima. Se era la password per entrare nel sito, cambiala e scrivi nome e password nelle impostazioni del negozio.',
  }),
  'first-period-orders': ({ shop, orders }) => ({
    message:
      orders === 1
        ? `Il primo download di «${shop}» ha portato 1 ordine, come da lavorare e mai consegnato a nessuno.`
        : `Il primo download di «${shop}» ha portato ${formatCount(orders, 'it')} ordini, come da lavorare e mai consegnati a nessuno.`,
    remedy: 'Se sono già evasi e già passati a chi tiene i conti, segnali come tali tutti insieme.',
  }),
  'demo-orders-removed': ({ orders }) => ({
    message:
      orders === 1
        ? 'Era rimasto in archivio un ordine finto del Negozio dimostrativo, che avevi rimosso: è stato cancellato.'
        : `Erano rimasti in archivio ${formatCount(orders, 'it')} ordini finti del Negozio dimostrativo, che avevi rimosso: sono stati cancellati.`,
    remedy: 'Una copia dell’archivio com’era prima è fra le copie di sicurezza.',
  }),
  'orders-begin-done': () => ({
    message:
      'Da questo aggiornamento il programma tiene conto degli ordini da lavorare: quelli che c’erano già sono segnati come fatti.',
    remedy: '',
  }),
  'print-unsure': ({ orders, number, at }) => ({
    message:
      orders === 1
        ? `Non si sa se la stampa dell’ordine ${number}, cominciata il ${formatInstant(at, 'it')}, è uscita: il programma si è chiuso prima.`
        : `Non si sa se la stampa di ${formatCount(orders, 'it')} ordini (fra cui ${number}), cominciata il ${formatInstant(at, 'it')}, è uscita: il programma si è chiuso prima.`,
    remedy: `Conta come uscita. Se non lo è, apri l’ordine ${number} e nella sua cronologia premi Riprendi.`,
  }),
  'invoices-unknown': ({ year, from, to }) => ({
    message:
      from === to
        ? `Nell’archivio, tornato a una copia, manca la fattura elettronica numero ${to} del ${year}.`
        : `Nell’archivio, tornato a una copia, mancano le fatture elettroniche dal numero ${from} al ${to} del ${year}.`,
    remedy:
      'I loro numeri non si danno due volte. Prima di fare altre fatture guarda, fra i file già fatti, quali ordini le hanno già.',
  }),
  'part-restarted': ({ part }) => ({
    message: `${part === 'archive' ? 'La parte del programma che tiene l’archivio' : 'La parte del programma che scarica'} si è fermata per un errore ed è stata riavviata.`,
    remedy:
      'Gli ordini già salvati sono al sicuro. Se si ripete, prepara il pacchetto per l’assistenza (Utilità, Help).',
  }),
  'restart-needed': () => ({
    message: 'L’archivio non risponde più e non si è riusciti a riaprirlo.',
    remedy: 'Chiudi il programma (Esci) e riaprilo. Gli ordini già salvati sono al sicuro.',
  }),
  'update-not-installed': () => ({
    message: 'L’aggiornamento non si è potuto installare: il programma è ripartito com’era.',
    remedy:
      'Riprova da Help, Cerca aggiornamenti. Se si ripete, scarica la nuova versione e installala a mano: ordini e impostazioni restano.',
  }),
  'notification-failed': () => ({
    message: 'Il sistema non ha mostrato una notifica di Download Ordini.',
    remedy:
      'Controlla nelle impostazioni del computer che le notifiche di Download Ordini siano permesse. Gli errori restano comunque nel log e nell’icona del programma.',
  }),
  'window-reloaded': () => ({
    message: 'La finestra si era bloccata ed è stata riaperta. I download in corso non si sono fermati.',
    remedy: 'Se si ripete, prepara il pacchetto per l’assistenza (Utilità, Help).',
  }),
  'unexpected-error': () => ({
    message: 'Il programma ha avuto un errore imprevisto e lo ha annotato.',
    remedy:
      'Puoi continuare. Se qualcosa non risponde, chiudi e riapri il programma; se si ripete, prepara il pacchetto per l’assistenza (Utilità, Help).',
  }),
}
