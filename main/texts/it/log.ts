import { formatCount, formatInstant } from '../../words/format.ts'
import type { NoticeParams, Trigger } from '../../words/run.ts'
import type { Explanation, LogTexts } from '../types.ts'
import { shopWarnings } from './shop-warnings.ts'

const triggers: Readonly<Record<Trigger, string>> = {
  manual: 'a mano',
  auto: 'in automatico',
  cli: 'da riga di comando',
}

const completeness =
  'Per sicurezza fai Verifica completezza sul periodo: elenca gli ordini che mancano e li scarica.'

const count = (value: number) => formatCount(value, 'it')
const of = (value: number, one: string, more: string) => `${count(value)} ${value === 1 ? one : more}`

const bodyRecovered: Readonly<Record<NoticeParams['body-recovered']['what'], Explanation>> = {
  'php-notice': {
    message:
      'Il sito ha scritto degli avvisi di errore (PHP) prima dei dati; i dati erano interi e sono stati letti.',
    remedy: 'Chiedi a chi gestisce il sito di non mostrare gli avvisi (display_errors di PHP).',
  },
  'byte-order-mark': {
    message:
      'Il sito ha scritto un carattere di troppo (BOM) prima dei dati; i dati erano interi e sono stati letti.',
    remedy:
      'Avvisa chi gestisce il sito: un file di un modulo, di un plugin o del tema è salvato con il BOM.',
  },
  'control-characters': {
    message:
      'Il sito ha scritto nei dati dei caratteri che non vi possono stare (di controllo); sono stati tolti, il resto è stato letto.',
    remedy: 'Il sito scrive male i testi incollati dai clienti: di solito basta aggiornarlo.',
  },
}

export const log: LogTexts = {
  'run-started': ({ trigger, from, to }) => ({
    message: `Download avviato ${triggers[trigger] ?? trigger}${period(from, to)}.`,
    remedy: '',
  }),
  'chosen-run-started': ({ orders }) => ({
    message:
      orders === 1
        ? 'Avviato il download di un ordine scelto a mano.'
        : `Avviato il download di ${count(orders)} ordini scelti a mano.`,
    remedy: '',
  }),
  'run-finished': (counters) => ({
    message: `Download riuscito: ${of(counters.total, 'ordine letto', 'ordini letti')}, ${of(counters.new, 'nuovo', 'nuovi')}, ${of(counters.skipped, 'saltato', 'saltati')}, ${of(counters.wrong, 'errato', 'errati')}.`,
    remedy: '',
  }),
  'run-cancelled': () => ({
    message: 'Download annullato.',
    remedy: 'Gli ordini già letti sono salvi; il prossimo download riparte dallo stesso punto.',
  }),
  'run-interrupted': () => ({
    message: 'Download interrotto: il programma o il computer si è chiuso mentre era in corso.',
    remedy: 'Gli ordini già letti sono salvi; il prossimo download riparte dallo stesso punto.',
  }),
  'run-annulled': () => ({
    message: 'Operazione annullata a causa del superamento del numero di errori',
    remedy:
      'Rimedia alla causa degli errori, poi premi Download Ordini: la sincronizzazione automatica riparte.',
  }),
  'run-failed': 'Download non riuscito.',
  'order-skipped': 'Ordine saltato.',
  'order-wrong': 'Ordine errato.',
  'order-changed-on-site': ({ modifiedAt }) => ({
    message: `L’ordine, già scaricato, è stato modificato sul sito il ${formatInstant(modifiedAt, 'it')}.`,
    remedy:
      'La copia scaricata non è cambiata. Se la modifica ti serve, apri l’ordine e premi «Confronta col sito»: scegli tu che cosa prendere.',
  }),
  'wrong-order-mended': () => ({
    message: 'L’ordine, che era errato, ora è a posto ed è stato scaricato.',
    remedy: '',
  }),
  'wrong-order-accepted': () => ({
    message: 'L’ordine errato è stato preso così com’è: è in archivio, da chiarire.',
    remedy: 'Controllalo. Finché non lo modifichi puoi rimetterlo tra gli errati dalla sua scheda.',
  }),
  'accepted-order-taken-back': () => ({
    message: 'L’ordine, preso così com’era, è di nuovo tra gli errati.',
    remedy: '',
  }),
  'wrong-order-ignored': () => ({
    message: 'L’ordine errato è ora ignorato: i prossimi download lo saltano.',
    remedy: 'Per riprenderlo: Ordini errati, Ignorati, «Non ignorare più».',
  }),
  'wrong-order-heeded': () => ({
    message: 'L’ordine errato non è più ignorato: sarà riprovato al prossimo download che lo incontra.',
    remedy: '',
  }),
  'easyfatt-pulled': ({ orders }) => ({
    message:
      orders === 1
        ? 'Easyfatt ha preso 1 ordine nuovo'
        : `Easyfatt ha preso ${formatCount(orders, 'it')} ordini nuovi`,
    remedy: '',
  }),
  'after-download-written': ({ file, orders }) => ({
    message: orders === 1 ? `Scritto un ordine in ${file}.` : `Scritti ${count(orders)} ordini in ${file}.`,
    remedy: '',
  }),
  'after-download-foreign': ({ orders }) => ({
    message:
      orders === 1
        ? 'Un ordine non è stato scritto: non è in euro, e Easyfatt conosce solo gli euro.'
        : `${count(orders)} ordini non sono stati scritti: non sono in euro, e Easyfatt conosce solo gli euro.`,
    remedy: 'Se servono, esportali in CSV o Excel.',
  }),
  'after-download-failed': (folder) =>
    `Dopo il download non è stato scritto nessun file nella cartella ${folder}: gli ordini restano nuovi, e al prossimo download si riprova.`,
  'body-recovered': ({ what }) => bodyRecovered[what],
  'orders-limited': ({ days, from }) => ({
    message: `Il periodo richiesto comincia prima di quanto il negozio lascia vedere: gli ordini fatti prima del ${formatInstant(from, 'it')} (${days} giorni fa) non compaiono.`,
    remedy:
      'Se ti servono, aggiungi all’app del negozio il permesso «read_all_orders» e installala di nuovo.',
  }),
  'search-limited': ({ read }) => ({
    message: `Il sito trova quel numero da qualche parte in troppi ordini: è stato cercato nei ${count(read)} più recenti.`,
    remedy:
      'Se l’ordine è più vecchio, scaricalo da Verifica completezza, scegliendo il periodo in cui è stato fatto.',
  }),
  'refunds-not-read': ({ orders }) => ({
    message: `Il sito non dà il dettaglio dei rimborsi di ${orders === 1 ? 'un ordine' : `${count(orders)} ordini`}: ne restano gli importi, senza data e righe.`,
    remedy: 'Se si ripete, chiedi a chi gestisce il sito di lasciar leggere i rimborsi.',
  }),
  'api-version-changed': ({ asked, served }) => ({
    message: `Il negozio risponde con la versione ${served} della sua interfaccia per i programmi invece che con la ${asked}. Gli ordini sono stati letti.`,
    remedy: 'Aggiorna Download Ordini appena puoi: una versione futura potrebbe non leggerli più.',
  }),
  'clock-healed': ({ from }) => ({
    message: `In un download precedente l’orologio del negozio era avanti: gli ordini sono stati richiesti di nuovo dal ${formatInstant(from, 'it')}.`,
    remedy: completeness,
  }),
  'clocks-differ': ({ shopTime, computerTime, from }) => ({
    message: `L’orologio del sito (${formatInstant(shopTime, 'it')}) e quello di questo computer (${formatInstant(computerTime, 'it')}) segnano ore diverse: per non perdere nulla il primo download comincia da quella più indietro, dal ${formatInstant(from, 'it')}, e può portare ordini già lavorati.`,
    remedy:
      'Metti giusta l’ora di questo computer; se è giusta, avvisa chi gestisce il sito. Gli ordini vecchi si segnano tutti insieme come fatti e già consegnati.',
  }),
  'count-contradicts': ({ counted, listed }) => ({
    message: `Il negozio dice di avere ${count(counted)} ordini nel periodo, ma ne ha elencati ${count(listed)}: qualcuno potrebbe mancare.`,
    remedy: completeness,
  }),
  'list-repeats': () => ({
    message:
      'Leggendo l’elenco, il sito ha dato più volte una pagina al posto di un’altra (forse una cache): qualche ordine potrebbe mancare.',
    remedy: completeness,
  }),
  'list-unsure': () => ({
    message:
      'Il negozio ha risposto con un elenco vuoto senza dire quanti ordini ha, come invece fa sempre: forse a rispondere è stato altro (una cache, un firewall).',
    remedy: completeness,
  }),
  'list-cut': () => ({
    message:
      'L’elenco degli ordini è finito prima dell’ultimo ordine che il sito ha (forse ha risposto una cache, o un firewall): qualche ordine potrebbe mancare.',
    remedy: completeness,
  }),
  'list-lacks-known': ({ known, lacking }) => ({
    message: `Nell’elenco del negozio mancano ${count(lacking)} dei ${count(known)} ordini del periodo già scaricati, che però ci sono ancora: forse ne mancano anche di nuovi.`,
    remedy: completeness,
  }),
  'resource-broken': ({ resource }) => ({
    message: `Il sito va in errore ogni volta che gli si chiede «${resource}»: gli ordini di questo download sono stati letti senza.`,
    remedy:
      'Avvisa chi gestisce il sito: di solito è un modulo. Che cosa manca agli ordini senza quella riga lo dice la guida per collegare il negozio, ai permessi della chiave.',
  }),
  'shop-warning': (warning) => shopWarnings[warning.kind](warning),
  'order-not-listed': ({ after }) => ({
    message: `Il sito va in errore quando elenca l’ordine che viene dopo il n. ${after}, e non si riesce a sapere quale sia: non è stato scaricato.`,
    remedy: `Cercalo nel pannello del sito e fallo controllare a chi lo gestisce. ${completeness}`,
  }),
}

function period(from: string | null, to: string | null): string {
  if (from === null) return ''
  const start = ` sugli ordini dal ${formatInstant(from, 'it')}`
  return to === null ? `${start} a ora` : `${start} al ${formatInstant(to, 'it')}`
}

/** A code that this version does not know, met in an archive of another. */
export function unknownCode(code: string): string {
  return `Messaggio di un’altra versione del programma (${code}).`
}
