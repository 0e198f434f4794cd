import { mostFailures } from '../../words/run.ts'

/** The main window: Ordini → Download da eCommerce, and the first start. */
export const download = {
  menuPath: 'Ordini',
  title: 'Download da eCommerce',
  button: 'Download Ordini',
  buttonFor: (shop: string) => `Download Ordini di ${shop}`,
  running: 'Download in corso…',
  /** Links to what the operator has to see to (R40). */
  work: {
    label: 'Lavoro',
    todo: (count: number, written: string) =>
      count === 1 ? '1 ordine da lavorare' : `${written} ordini da lavorare`,
    unseen: (count: number, written: string) =>
      count === 1 ? '1 ordine non ancora visto' : `${written} ordini non ancora visti`,
    check: (count: number, written: string) =>
      count === 1 ? '1 ordine da controllare' : `${written} ordini da controllare`,
  },
  /** Today's orders and takings. */
  sales: {
    title: 'Vendite di oggi',
    until: (time: string) => `Ogni giorno fino alle ${time}`,
    none: 'Nessun ordine oggi, ieri e una settimana fa',
    currency: 'Valuta',
    today: 'Oggi',
    yesterday: 'Ieri',
    lastWeek: 'Una settimana fa',
    noOrders: 'nessun ordine',
    orders: (count: number, written: string) => (count === 1 ? '1 ordine' : `${written} ordini`),
    chart: (currency: string) => `Incasso di ora in ora, in ${currency}: i valori sono nella tabella accanto`,
  },
  cancel: 'Annulla',
  cancelling: 'Annullamento…',
  connecting: 'Collegamento al negozio…',
  /** A request that failed is about to be repeated. */
  retry: {
    answered: (status: number) => `Il sito ha risposto ${status}`,
    why: {
      'rate-limited': 'Il sito chiede di rallentare',
      maintenance: 'Il sito è in manutenzione',
      'server-error': 'Il sito ha avuto un errore interno',
      timeout: 'Il sito non ha risposto in tempo',
      'connection-lost': 'Il collegamento con il sito non è riuscito',
    },
    again: (why: string, seconds: number, attempt: number, of: number) =>
      `${why}: riprovo fra ${seconds} s (${attempt} di ${of})`,
  },
  progress: (read: string, expected: string | null) =>
    expected === null
      ? read === '1'
        ? '1 ordine letto'
        : `${read} ordini letti`
      : `${read} di ${expected} ordini letti`,
  progressLabel: 'Avanzamento del download',
  shops: 'Negozi',
  addShop: 'Aggiungi negozio',
  shopSettings: (shop: string) => `Impostazioni di ${shop}`,
  ordersStored: (count: number, written: string) =>
    count === 1 ? '1 ordine in archivio' : `${written} ordini in archivio`,
  health: {
    never: 'Mai scaricato',
    ok: 'A posto',
    running: 'In corso',
    failed: 'Ultimo download non riuscito',
    cancelled: 'Ultimo download annullato',
    interrupted: 'Ultimo download interrotto',
    stale: 'Non aggiornato',
    suspended: 'Sincronizzazione sospesa',
    incomplete: 'Da configurare',
  },
  leftOut: {
    titleOf: (name: string) => `Che cosa resta fuori: ${name}`,
    settings: 'Apri le impostazioni',
    accept: 'Va bene così',
    others: (count: number) =>
      count === 1
        ? 'Resta fuori qualcosa anche in un altro negozio: sceglilo nell’elenco.'
        : `Resta fuori qualcosa anche in altri ${count} negozi: sceglili nell’elenco.`,
  },
  failures: (count: number) => `${count} di ${mostFailures}`,
  countersOf: (name: string) => `Contatori di ${name}`,
  openNew: 'Mostra i nuovi ordini',
  openSkipped: 'Mostra nel log perché sono stati saltati',
  openWrong: 'Mostra nel log perché sono errati',
  openWrongList: (count: number) =>
    count === 1 ? 'Ordini errati: 1 da risolvere' : `Ordini errati: ${count} da risolvere`,
  last: {
    none: 'Nessun download finora.',
    success: (when: string, fresh: number, written: string) =>
      fresh === 0
        ? `Ultimo download riuscito ${when}: nessun ordine nuovo.`
        : `Ultimo download riuscito ${when}: ${fresh === 1 ? '1 ordine nuovo' : `${written} ordini nuovi`}.`,
    failed: (when: string) => `Ultimo download non riuscito, ${when}.`,
    cancelled: (when: string) => `Ultimo download annullato ${when}.`,
    interrupted: (when: string) => `Ultimo download interrotto ${when}.`,
    annulled: (when: string) => `Ultima sincronizzazione annullata ${when}.`,
    /** Of one that did not come to its end. */
    stay: (fresh: number, written: string) =>
      fresh === 1 ? 'L’ordine già arrivato resta.' : `I ${written} ordini già arrivati restano.`,
    several: (fine: number, of: number) =>
      fine === 0
        ? `Nessuno dei ${of} negozi è a posto.`
        : `${fine === 1 ? '1 negozio' : `${fine} negozi`} su ${of} a posto.`,
  },
  next: {
    first: 'Il primo download leggerà gli ordini delle ultime 24 ore.',
    firstFrom: (from: string) => `Il primo download leggerà gli ordini dal ${from}.`,
    firstPeriod: (from: string, to: string) => `Il primo download leggerà gli ordini dal ${from} al ${to}.`,
    from: (instant: string) => `Il prossimo leggerà gli ordini modificati dal ${instant}.`,
    configure: 'Prima di scaricare va completata la configurazione.',
  },
  finished: (fresh: string, skipped: string, wrong: string) =>
    `Download finito: ${fresh === '1' ? '1 nuovo' : `${fresh} nuovi`}, ${skipped === '1' ? '1 saltato' : `${skipped} saltati`}, ${wrong === '1' ? '1 errato' : `${wrong} errati`}.`,
  failureOf: (shop: string) => `Il download di ${shop} non è riuscito`,
  failureTitle: 'Il download non è riuscito',
  mend: {
    check: 'Controlla la connessione',
    settings: 'Apri le impostazioni',
    addShop: 'Collega un negozio',
    proxy: 'Dai nome e password al proxy',
    retry: 'Scarica di nuovo',
    log: 'Mostra nel log',
  },
  runs: {
    title: 'Ultimi download',
    empty: 'Qui compariranno i download fatti, con i loro contatori.',
    when: 'Quando',
    shop: 'Negozio',
    outcome: 'Esito',
    trigger: 'Avvio',
    duration: 'Durata',
    actions: 'Nuovi ordini',
    more: 'Mostra i precedenti',
    openLog: 'Mostra nel log',
    openLogOf: (when: string) => `Mostra nel log il download ${when}`,
    openNewOf: (when: string) => `Mostra i nuovi ordini del download ${when}`,
    annulled: (count: string, span: string) => `${count} sincronizzazioni annullate ${span}`,
    nothingNew: (count: string, span: string) =>
      `${count} sincronizzazioni senza ordini nuovi né errati ${span}`,
  },
  sync: {
    title: 'Sincronizzazione automatica',
    titleOf: (shop: string) => `Sincronizzazione automatica di ${shop}`,
    column: 'In automatico',
    every: (minutes: number) => (minutes % 60 === 0 ? everyHours(minutes / 60) : `ogni ${minutes} minuti`),
    off: 'Spenta',
    offHint: 'Gli ordini si scaricano solo con il pulsante.',
    nextIn: 'Prossima fra',
    nextAt: (time: string) => `alle ${time}`,
    soon: 'Sta per partire',
    working: 'In corso',
    suspended: 'Sospesa',
    pausedUntil: (time: string) => `In pausa fino alle ${time}`,
    resume: 'Riprendi adesso',
    failuresInARow: 'Errori di fila',
    suspendedOf: (shop: string) => `${shop}: sincronizzazione automatica sospesa`,
    suspendedTitle: 'Sincronizzazione automatica sospesa',
    suspendedWhy: `Dopo ${mostFailures} errori di fila i tentativi sono annullati.`,
    thenPress: 'Rimedia, poi premi Download Ordini: riparte da sola.',
  },
  healthView: {
    title: 'Salute',
    titleAll: 'Salute dei negozi',
    lastGood: (age: string) => `Scaricato l’ultima volta ${age}`,
    lastGoodShort: 'Ultimo riuscito',
    never: 'Nessun download riuscito finora',
    neverShort: 'mai',
    stale: (age: string) => `Nessun download riuscito da ${age}`,
    why: {
      off: 'La sincronizzazione automatica è spenta: accendila, o premi Download Ordini.',
      suspended: 'La sincronizzazione automatica è sospesa per troppi errori.',
      failing: 'Gli ultimi tentativi non sono riusciti.',
      paused: (time: string) => `La sincronizzazione automatica è in pausa fino alle ${time}.`,
      closed: 'Nel frattempo il computer era spento o il programma chiuso: la sincronizzazione riprende ora.',
    },
    days: (days: number) => `Ultimi ${days} giorni`,
    daysOf: (shop: string, days: number) => `Ultimi ${days} giorni di ${shop}`,
    day: 'Giorno',
    succeeded: 'Riusciti',
    failed: 'Non riusciti',
    fresh: 'Ordini nuovi',
    none: 'nessun download',
    counts: (succeeded: number, failed: number, fresh: string) =>
      [
        succeeded === 1 ? '1 download riuscito' : `${succeeded} download riusciti`,
        failed === 1 ? '1 non riuscito' : `${failed} non riusciti`,
        fresh === '1' ? '1 ordine nuovo' : `${fresh} ordini nuovi`,
      ].join(', '),
  },
  dock: {
    title: 'Log',
    hide: 'Riduci il log',
    show: 'Mostra il log',
    expand: 'Apri il log a tutta altezza',
  },
  welcome: {
    title: 'Benvenuto in Download Ordini',
    lead: 'Gli ordini del tuo negozio online, sul tuo computer, con un solo pulsante.',
    explain: 'Per cominciare serve un negozio: finché non è collegato non c’è nulla da scaricare.',
    connect: 'Collega il tuo negozio',
    connectText: 'Servono l’indirizzo del sito e una chiave di accesso. Ti guidiamo passo per passo.',
    demo: 'Prova con il Negozio dimostrativo',
    demoText: 'Un negozio finto su questo computer, con ordini italiani verosimili. Si toglie quando vuoi.',
    demoStarting: 'Preparazione del negozio…',
    promise: 'Gli ordini e la chiave restano su questo computer.',
  },
}

function everyHours(hours: number): string {
  return hours === 1 ? 'ogni ora' : `ogni ${hours} ore`
}
