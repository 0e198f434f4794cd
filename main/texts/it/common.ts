import { formatDay, formatTime } from '../../words/format.ts'

/** Words that several screens share. */
export const common = {
  appName: 'Download Ordini',
  save: 'Salva',
  /** What was just done. */
  undo: 'Annulla',
  cancel: 'Annulla',
  /** Of a table that is long: how many of its rows are shown, and the button for more. */
  rowsShown: (shown: string, all: string) => `Righe mostrate: ${shown} di ${all}.`,
  moreRows: (count: string) => `Mostra altre ${count}`,
  close: 'Chiudi',
  remove: 'Rimuovi',
  edit: 'Modifica',
  loading: 'Caricamento…',
  retry: 'Riprova',
  opening: {
    title: 'Apro l’archivio degli ordini…',
    text: 'Ci vuole più del solito: il disco è occupato.',
  },
  restart: 'Riavvia il programma',
  all: 'Tutti',
  none: 'Nessuno',
  demo: 'Dimostrativo',
  whatToDo: 'Che cosa fare',
  somethingFailed: 'Non riuscito',
  /** Of a file just written. */
  openFile: 'Apri',
  showInFolder: 'Mostra nella cartella',
  notOpened: 'Il file non si è aperto',
  notOpenedHint: 'Forse su questo computer non c’è un programma per questo tipo di file.',
  copied: 'Copiato',
  copyNamed: (name: string) => `Copia: ${name}`,
  allShops: 'Tutti i negozi',
  noShop: 'Prima serve un negozio',
  navigation: 'Sezioni del programma',
  sections: {
    download: 'Download',
    log: 'Log',
    search: 'Ricerca',
    settings: 'Impostazioni',
  },
  searchOpensWindow: 'Ricerca ordini (si apre in una finestra sua)',
  platforms: {
    woocommerce: 'WooCommerce',
    prestashop: 'PrestaShop',
    shopify: 'Shopify',
    magento: 'Magento',
  },
  counters: { total: 'Totale', new: 'Nuovi', skipped: 'Saltati', wrong: 'Errati' },
  outcomes: {
    running: 'In corso',
    success: 'Riuscito',
    failed: 'Non riuscito',
    cancelled: 'Annullato',
    interrupted: 'Interrotto',
    annulled: 'Annullata',
  },
  triggers: { manual: 'A mano', auto: 'Automatico', cli: 'Da terminale' },
  levels: { info: 'Informazione', warning: 'Avviso', error: 'Errore' },
  /** A moment as people say it; `now` decides what today is. */
  moment(instant: string, now: Date): string {
    const day = formatDay(instant, 'it')
    const time = formatTime(instant, 'it')
    const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
    if (day === formatDay(now.toISOString(), 'it')) return `oggi alle ${time}`
    if (day === formatDay(yesterday.toISOString(), 'it')) return `ieri alle ${time}`
    return `il ${day} alle ${time}`
  },
  /** From when to when, as people say it. */
  span(from: string, to: string, now: Date): string {
    const day = formatDay(from, 'it')
    const times = `dalle ${formatTime(from, 'it')} alle ${formatTime(to, 'it')}`
    if (day !== formatDay(to, 'it')) {
      return `dal ${day} alle ${formatTime(from, 'it')} al ${formatDay(to, 'it')} alle ${formatTime(to, 'it')}`
    }
    return day === formatDay(now.toISOString(), 'it') ? times : `il ${day} ${times}`
  },
  /** How long: `3 ore`, `2 giorni`. */
  age(hours: number): string {
    if (hours >= 48) return `${Math.floor(hours / 24)} giorni`
    return hours === 1 ? 'un’ora' : `${hours} ore`
  },
  manual: 'Manuale di Download Ordini',
  manualPages: 'Pagine del manuale',
  /** As keyboards have them. */
  keyNames: { enter: 'Invio', shift: 'Maiusc' },
  shortcuts: {
    all: 'Scegli tutte le righe dell’elenco',
    copy: 'Copia le righe scelte',
    mark: 'Segna gli ordini scelti: da lavorare, in attesa, fatto',
    tags: 'Etichette degli ordini scelti',
    undo: 'Annulla l’ultimo segno, o l’ultima modifica',
    column: 'Sull’intestazione: colonna più stretta, più larga',
    menu: 'Menu della riga scelta nella ricerca',
    save: 'Salva le modifiche a un ordine',
    saveAndNext: 'Salva, e modifica l’ordine dopo',
    copyAddress: 'Copia l’indirizzo di spedizione dell’ordine aperto',
    list: 'Mostra questo elenco',
    manual: 'Apri il manuale',
    title: 'Scorciatoie da tastiera',
    download: 'Scarica gli ordini di tutti i negozi',
    search: 'Cerca fra gli ordini',
    log: 'Mostra il log',
    missing: 'Perché manca un ordine?',
    settings: 'Impostazioni',
    close: 'Chiudi il pannello o la finestra di dialogo',
    move: 'Scorri le righe di una tabella',
    open: 'Apri la riga scelta',
  },
  /** The buttons of a calendar. */
  calendar: {
    clear: 'Togli la data',
    nextMonth: 'Mese successivo',
    previousMonth: 'Mese precedente',
    nextYear: 'Anno successivo',
    previousYear: 'Anno precedente',
    nextDecade: 'Decennio successivo',
    previousDecade: 'Decennio precedente',
  },
}
