import { formatInstant } from '../../words/format.ts'
import type { CompletenessWhy } from '../../words/schemas.ts'
import type { WhyMissingTexts } from '../types.ts'

/** Why an order is not in the archive (R17). */
const whyMissing: WhyMissingTexts = {
  downloaded: ({ at }) => ({
    message: `È nell’archivio: scaricato il ${formatInstant(at, 'it')}.`,
    remedy: '',
  }),
  wrong: () => ({ message: 'Un download lo ha incontrato, ma è errato:', remedy: '' }),
  ignored: ({ at }) => ({
    message: `È errato, e dal ${formatInstant(at, 'it')} hai scelto di ignorarlo. Era errato perché:`,
    remedy: 'Finché è ignorato i download lo saltano.',
  }),
  skipped: () => ({ message: 'I download lo saltano.', remedy: '' }),
  'too-early': ({ lastAt }) => ({
    message: `È stato fatto o modificato dopo l’ultimo download (${formatInstant(lastAt, 'it')}): nessun download lo ha ancora potuto leggere.`,
    remedy: 'Arriva con il prossimo download; se non vuoi aspettare, scaricalo adesso.',
  }),
  failing: ({ lastAt }) => ({
    message: `È stato fatto o modificato dopo l’ultimo download riuscito (${formatInstant(lastAt, 'it')}); quelli provati dopo non sono riusciti.`,
    remedy: 'Guarda nel log perché non riescono e rimedia: poi arriva da solo.',
  }),
  'no-download': () => ({
    message: 'Da questo negozio non è ancora riuscito nessun download.',
    remedy: 'Premi Download Ordini; oppure scarica solo questo ordine.',
  }),
  'outside-windows': ({ at, next }) => ({
    message: `Nessun download ha letto il periodo della sua ultima modifica (${formatInstant(at, 'it')}).`,
    remedy: next
      ? 'Il prossimo download leggerà quel periodo. Se non vuoi aspettare, scaricalo adesso.'
      : 'Nemmeno i prossimi leggeranno quel periodo: scaricalo adesso.',
  }),
  unexplained: () => ({
    message: 'Un download avrebbe dovuto incontrarlo, ma nel log non ce n’è traccia.',
    remedy: 'Scaricalo adesso. Se ne mancano altri dello stesso periodo, fai la verifica di completezza.',
  }),
}

/** The dialog *Perché manca?*. */
export const missing = {
  title: 'Perché manca?',
  intro: 'Scrivi il numero di un ordine: il programma dice che cosa ne sa e lo chiede al negozio.',
  number: 'Numero dell’ordine',
  placeholder: 'Per esempio 1001',
  shop: 'Negozio',
  ask: 'Cerca',
  asking: (shop: string) => `Chiedo a ${shop}…`,
  stop: 'Interrompi',
  checked: 'Controllato adesso sul sito',
  orderOf: (number: string, shop: string) => `Ordine ${number} · ${shop}`,
  state: 'Stato sul sito',
  placed: 'Fatto il',
  identifier: 'Identificativo sul sito',
  gone: 'Sul sito ora non c’è più: è stato cancellato o messo nel cestino.',
  unknown: (number: string, shop: string) => `${shop} non ha nessun ordine ${number}`,
  unknownText:
    'Non è neppure nell’archivio o nel log. Controlla il numero (com’è scritto nel pannello del sito) e il negozio; se è nel cestino del sito, ripristinalo.',
  unreachable: (shop: string) => `${shop} in questo momento non si può interrogare`,
  unreachableText: 'Quel che segue è ciò che sa il programma; il negozio può aver cambiato qualcosa.',
  nothingHere: 'Nell’archivio e nel log non ce n’è traccia.',
  askAgain: 'Chiedi di nuovo',
  open: 'Apri l’ordine',
  openRun: 'Mostra il download nel log',
  fetch: 'Scarica comunque',
  fetchNow: 'Scarica adesso',
  retry: 'Riprova',
  heed: 'Non ignorare più',
  changeStates: 'Cambia gli stati da scaricare',
  openWrong: 'Ordini errati',
  why: whyMissing,
}

/** What became of orders that the operator chose. */
export const chosen = {
  show: 'Mostra',
  title: (fresh: number) =>
    fresh === 0
      ? 'Nessun ordine scaricato'
      : fresh === 1
        ? '1 ordine scaricato'
        : `${fresh} ordini scaricati`,
  wrong: (count: number) => (count === 1 ? '1 è errato' : `${count} sono errati`),
  skipped: (count: number) =>
    count === 1 ? '1 saltato (nel log si legge perché)' : `${count} saltati (nel log si legge perché)`,
  cancelled: 'Interrotto: quel che era già scaricato è salvo.',
}

/** The screen *Ordini errati* (R7). */
export const wrongOrders = {
  title: 'Ordini errati',
  table: 'Ordini errati',
  back: 'Torna al download',
  open: (written: string) => `Da risolvere (${written})`,
  ignored: (written: string) => `Ignorati (${written})`,
  kind: 'Quali ordini mostrare',
  columns: {
    number: 'Ordine',
    shop: 'Negozio',
    customer: 'Cliente',
    placedAt: 'Data',
    total: 'Totale',
    last: 'Incontrato',
    why: 'Perché è errato',
  },
  choose: (number: string) => `Scegli l’ordine ${number}`,
  chosen: (count: number) => (count === 1 ? '1 scelto' : `${count} scelti`),
  chooseNone: 'Togli la scelta',
  retry: 'Riprova',
  retryAll: 'Riprova tutti',
  accept: 'Prendilo così com’è',
  acceptMany: (count: number) => `Prendili così come sono (${count})`,
  acceptHint: 'Lo mette in archivio col totale del negozio; la differenza diventa una riga «Da chiarire»',
  acceptRemedy:
    'Oppure «Prendilo così com’è»: entra in archivio col totale del negozio, e la differenza diventa una riga «Da chiarire». Si può rimettere tra gli errati.',
  ignore: 'Ignora',
  heed: 'Non ignorare più',
  ignoredToast: (count: number) => (count === 1 ? '1 ordine ignorato' : `${count} ordini ignorati`),
  ignoredToastText: 'I prossimi download lo saltano. Lo ritrovi fra quelli ignorati.',
  heededToast: (count: number) =>
    count === 1 ? '1 ordine non è più ignorato' : `${count} ordini non sono più ignorati`,
  more: (count: number) => (count === 1 ? '(e un altro motivo)' : `(e altri ${count} motivi)`),
  detail: 'Dettaglio dell’ordine errato',
  why: 'Perché è errato',
  met: 'Incontrato',
  first: (when: string) => `La prima volta ${when}`,
  last: (when: string) => `L’ultima volta ${when}`,
  log: 'Mostra nel log',
  known: 'Quello che se ne legge',
  noPage: 'L’indirizzo dell’ordine nel pannello del negozio non si conosce.',
  noRaw: 'Il negozio non è riuscito a darne i dati.',
  empty: 'Nessun ordine errato',
  emptyText: 'Tutti gli ordini incontrati dai download si sono potuti leggere.',
  emptyIgnored: 'Nessun ordine ignorato',
  emptyIgnoredText: 'Qui finiscono gli ordini errati che scegli di ignorare: i download li saltano.',
}

const completenessWhys: Readonly<Record<CompletenessWhy, string>> = {
  'not-downloaded': 'Non scaricati',
  state: 'Stato da non scaricare',
  'too-old': 'Prima del primo download',
  wrong: 'Errati',
  ignored: 'Ignorati',
  gone: 'Non più sul sito',
}

/** The screen *Verifica completezza* (R17). */
export const completeness = {
  title: 'Verifica completezza',
  intro:
    'Confronta gli ordini fatti in un periodo sul sito con quelli nell’archivio. Non cambia nulla, finché non scarichi quel che manca.',
  shop: 'Negozio',
  from: 'Ordini fatti dal',
  to: 'Fino al (compreso)',
  presets: { week: 'Ultimi 7 giorni', month: 'Ultimi 30 giorni', year: 'Dall’inizio dell’anno' },
  start: 'Verifica',
  again: 'Verifica di nuovo',
  running: 'Confronto in corso…',
  read: (read: string, expected: string | null) =>
    expected === null
      ? read === '1'
        ? '1 ordine letto dal sito'
        : `${read} ordini letti dal sito`
      : `${read} di ${expected} ordini letti dal sito`,
  progress: 'Avanzamento della verifica',
  errors: {
    required: 'Scegli una data.',
    order: 'La fine viene prima dell’inizio.',
    future: 'È nel futuro.',
  },
  failed: 'La verifica non è riuscita',
  figures: 'Risultato della verifica',
  onSite: 'Sul sito',
  inArchive: 'Nell’archivio',
  missing: 'Da scaricare',
  excluded: 'Esclusi dalle regole',
  gone: 'Non più sul sito',
  result: (from: string, to: string, when: string) =>
    `Ordini fatti dal ${from} al ${to}, verificati ${when}.`,
  shortened: (from: string) =>
    `Il negozio non mostra gli ordini fatti prima del ${from}: il confronto comincia da lì.`,
  unsure:
    'Forse l’elenco del sito non era intero: qualche ordine potrebbe mancare senza comparire qui. Verifica di nuovo più tardi.',
  complete: 'Non manca niente',
  completeText: 'Ogni ordine del periodo che è sul sito è anche nell’archivio.',
  expectedText: 'Tutto ciò che si deve scaricare c’è: quel che manca è lasciato fuori per un motivo.',
  why: completenessWhys,
  hints: {
    'not-downloaded': 'Non sono stati scaricati, e nessuna regola li esclude.',
    state: 'Il loro stato non è fra quelli da scaricare: per esempio non sono pagati.',
    'too-old': 'Sono stati fatti prima del periodo del primo download.',
    wrong: 'I download li hanno incontrati, ma sono errati.',
    ignored: 'Sono errati, e hai scelto di ignorarli.',
    gone: 'Sono nell’archivio, ma sul sito sono stati cancellati o messi nel cestino.',
  } satisfies Readonly<Record<CompletenessWhy, string>>,
  kinds: 'Quali differenze mostrare',
  table: 'Differenze fra sito e archivio',
  columns: {
    number: 'Ordine',
    placed: 'Fatto il',
    state: 'Stato sul sito',
    archivedState: 'Stato nell’archivio',
  },
  choose: (number: string) => `Scegli l’ordine ${number}`,
  fetchAll: (count: number, written: string) =>
    count === 1 ? 'Scarica l’ordine che manca' : `Scarica tutti e ${written}`,
  fetchChosen: (count: number) => (count === 1 ? 'Scarica quello scelto' : `Scarica i ${count} scelti`),
  retryAll: (count: number, written: string) => (count === 1 ? 'Riprova' : `Riprova tutti e ${written}`),
  retryChosen: (count: number) => (count === 1 ? 'Riprova quello scelto' : `Riprova i ${count} scelti`),
  chooseNone: 'Togli la scelta',
  openOrder: 'Apri l’ordine',
  nothing: 'Nessuno di questi',
  ready: 'Scegli il periodo e premi Verifica',
  readyText: 'Si legge solo l’elenco degli ordini: anche 100.000 richiedono pochi minuti.',
}
