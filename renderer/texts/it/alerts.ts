import { formatInstant } from '../../format.ts'
import type { AlertTexts } from '../types.ts'

const kept = (file: string | null) =>
  file === null ? '' : ` Il file danneggiato è stato messo da parte: ${file}.`

const what = (problem: 'damaged' | 'missing') =>
  problem === 'damaged' ? "L'archivio degli ordini era danneggiato" : "L'archivio degli ordini non c'era più"

/** What the program tells about itself. */
export const alerts: AlertTexts = {
  'archive-restored': ({ problem, keptAside, backupAt }) => ({
    message: `${what(problem)}: è stata rimessa la copia di sicurezza del ${formatInstant(backupAt, 'it')}.${kept(keptAside)}`,
    remedy:
      'Premi Download Ordini: gli ordini arrivati dopo la copia vengono scaricati di nuovo. Le modifiche fatte a mano dopo la copia sono solo nel file messo da parte: rifalle, o conserva il file e chiedi all’assistenza.',
  }),
  'archive-restarted': ({ problem, keptAside }) => ({
    message: `${what(problem)} e non c'era nessuna copia di sicurezza da rimettere: si riparte con un archivio vuoto.${kept(keptAside)}`,
    remedy:
      'Collega di nuovo i negozi e scarica gli ordini con un primo download personalizzato. Conserva il file messo da parte: l’assistenza può provare a leggerlo.',
  }),
  'backup-failed': () => ({ message: 'La copia di sicurezza non è riuscita.', remedy: '' }),
  'settings-reset': ({ keptAside }) => ({
    message: `Il file delle preferenze era danneggiato: sono tornate quelle iniziali. Il file è stato messo da parte: ${keptAside}.`,
    remedy: 'Controlla le preferenze. Negozi e ordini non sono toccati.',
  }),
  'credentials-reset': ({ keptAside }) => ({
    message: `Il file delle chiavi di accesso era danneggiato: le chiavi dei negozi vanno scritte di nuovo. Il file è stato messo da parte: ${keptAside}.`,
    remedy: 'Apri le impostazioni di ogni negozio e scrivi la sua chiave. Gli ordini non sono toccati.',
  }),
  'part-restarted': ({ part }) => ({
    message: `${part === 'archive' ? "La parte del programma che tiene l'archivio" : 'La parte del programma che scarica'} si è fermata per un errore ed è stata riavviata.`,
    remedy:
      "Gli ordini già salvati sono al sicuro. Se si ripete, prepara il pacchetto per l'assistenza (Utilità, Help).",
  }),
  'restart-needed': () => ({
    message: "L'archivio non risponde più e non si è riusciti a riaprirlo.",
    remedy: 'Chiudi il programma (Esci) e riaprilo. Gli ordini già salvati sono al sicuro.',
  }),
  'window-reloaded': () => ({
    message: 'La finestra si era bloccata ed è stata riaperta. I download in corso non si sono fermati.',
    remedy: "Se si ripete, prepara il pacchetto per l'assistenza (Utilità, Help).",
  }),
  'unexpected-error': () => ({
    message: 'Il programma ha avuto un errore imprevisto e lo ha annotato.',
    remedy:
      "Puoi continuare. Se qualcosa non risponde, chiudi e riapri il programma; se si ripete, prepara il pacchetto per l'assistenza (Utilità, Help).",
  }),
}
