import { mostFailures } from '../../words/run.ts'
import { exportOrders } from './export.ts'

/** Menus, tray, dialogs, notifications and the command line: everything main itself shows. */
export const native = {
  program: 'Download Ordini',
  demoShop: 'Negozio dimostrativo',
  menu: {
    orders: 'Ordini',
    download: 'Download da eCommerce',
    search: 'Ricerca ordini',
    edit: 'Modifica',
    undo: 'Annulla',
    redo: 'Ripeti',
    cut: 'Taglia',
    copy: 'Copia',
    paste: 'Incolla',
    selectAll: 'Seleziona tutto',
    view: 'Visualizza',
    zoomIn: 'Ingrandisci',
    zoomOut: 'Riduci',
    resetZoom: 'Dimensioni normali',
    fullScreen: 'Schermo intero',
    utilities: 'Utilità',
    log: 'Log',
    wrong: 'Ordini errati',
    missing: 'Perché manca?',
    completeness: 'Verifica completezza',
    easyfatt: 'Easyfatt',
    reread: 'Rileggi gli ordini già scaricati',
    accountant: 'Commercialista',
    shops: 'Negozi',
    backups: 'Copie di sicurezza',
    preferences: 'Preferenze',
    help: 'Help',
    firstPeriod: 'Primo download personalizzato',
    manual: 'Manuale',
    updates: 'Cerca aggiornamenti',
    shortcuts: 'Scorciatoie da tastiera',
    support: 'Pacchetto per l’assistenza',
    about: 'Informazioni su Download Ordini',
    window: 'Finestra',
    minimize: 'Riduci a icona',
    close: 'Chiudi',
    quit: 'Esci',
    hide: 'Nascondi Download Ordini',
    hideOthers: 'Nascondi altri',
    services: 'Servizi',
  },
  tray: {
    work: {
      todo: (count: string) => `Da lavorare: ${count}`,
      unseen: (count: string) => `Non visti: ${count}`,
      check: (count: string) => `Da controllare: ${count}`,
    },
    fine: 'a posto',
    stale: 'non aggiornato',
    syncing: 'download in corso',
    failing: (failures: number) => `non riesce (${failures} di ${mostFailures})`,
    failed: 'ultimo download non riuscito',
    suspended: 'sincronizzazione sospesa',
    off: 'sincronizzazione automatica spenta',
    paused: (until: string) => `in pausa fino alle ${until}`,
    last: (when: string) => `ultimo ${when}`,
    never: 'mai scaricato',
    cancelled: 'ultimo download annullato',
    interrupted: 'ultimo download interrotto',
    next: (when: string) => `prossimo ${when}`,
    noShops: 'Nessun negozio collegato',
    download: 'Download Ordini',
    search: 'Ricerca ordini',
    open: 'Apri',
    pause: 'Sospendi per un’ora',
    resume: 'Riprendi adesso',
    quit: 'Esci',
  },
  notifications: {
    firstFailure: (shop: string) => `${shop}: sincronizzazione non riuscita`,
    suspended: (shop: string) => `${shop}: sincronizzazione sospesa`,
    suspendedBody: (cause: string) =>
      `${mostFailures} tentativi non riusciti di fila. ${cause} Rimedia, poi premi Download Ordini.`,
    recovered: (shop: string) => `${shop}: di nuovo a posto`,
    recoveredBody: (orders: number) => (orders === 1 ? '1 ordine nuovo.' : `${orders} ordini nuovi.`),
    newOrders: (shop: string, orders: number) =>
      orders === 1 ? `${shop}: 1 ordine nuovo` : `${shop}: ${orders} ordini nuovi`,
    newOrdersBody: 'Clicca per vederli.',
    cancelled: (shop: string, number: string) => `${shop}: ordine ${number} annullato o rimborsato`,
    cancelledMany: (shop: string, orders: number) => `${shop}: ${orders} ordini annullati o rimborsati`,
    cancelledBody: 'È successo sul sito, dopo il download. Clicca per controllare.',
    written: (shop: string, orders: number) =>
      orders === 1 ? `${shop}: scritto 1 ordine` : `${shop}: scritti ${orders} ordini`,
    inTray: 'Download Ordini resta attivo',
    inTrayBody:
      'La sincronizzazione continua; il programma è nell’area di notifica. Dove non si vede, avvialo di nuovo: la finestra si riapre. Per chiuderlo: Esci.',
  },
  exportLog: { title: 'Esporta il log', fileName: 'log-download-ordini', csv: 'Tabella (CSV)' },
  exportOrders,
  support: {
    title: 'Salva il pacchetto per l’assistenza',
    fileName: 'assistenza-download-ordini',
    zip: 'Archivio ZIP',
    made: 'Il pacchetto per l’assistenza è pronto.',
    detail: (file: string) =>
      `${file}\n\nContiene versioni, preferenze, esiti dei download e del controllo dell’archivio. Non contiene clienti, indirizzi, numeri d’ordine, nomi dei negozi né chiavi di accesso.`,
    failed: 'Il pacchetto per l’assistenza non è riuscito.',
    show: 'Apri cartella',
    close: 'Chiudi',
  },
  crashed: {
    page: 'Questa finestra ha avuto un errore',
    pageText:
      'Gli ordini già salvati sono al sicuro e i download in corso non si fermano. L’errore è annotato nel file program.log, che il pacchetto per l’assistenza contiene.',
    title: 'Download Ordini si è bloccato',
    body: 'La finestra si è bloccata più volte. Chiudi il programma e riaprilo: gli ordini già salvati sono al sicuro. Se si ripete, manda all’assistenza il file program.log che sta nella cartella del programma.',
  },
  orderMenu: {
    open: 'Apri',
    log: 'Che cosa dice il log',
    mark: { todo: 'Da lavorare', waiting: 'In attesa', done: 'Fatto' },
    tags: 'Etichette…',
    sameCustomer: 'Tutti gli ordini di questo cliente',
    copy: (count: number): string => (count === 1 ? 'Copia la riga' : 'Copia le righe'),
    export: (count: number): string => (count === 1 ? 'Esporta l’ordine' : 'Esporta gli ordini scelti'),
    selectAll: 'Scegli tutti',
  },
  migrating: {
    message: 'Aggiornamento dell’archivio degli ordini…',
    detail:
      'Una versione nuova del programma lo riordina, una volta sola: con centinaia di migliaia di ordini ci vuole qualche minuto. Prima ne fa una copia. Si apre da solo appena ha finito; se viene interrotto, ricomincia al prossimo avvio.',
    button: 'Ho capito',
  },
  startFailed: 'Download Ordini non può partire',
  cli: {
    usage: `Uso: npm start -- [OPZIONI]   (senza opzioni si apre la finestra)

  --download [--shop NOME]... [--after] [--json]
                                         scarica gli ordini nuovi, come il pulsante; con --after scrive poi i file
                                         scelti in Dopo il download, nelle impostazioni dei negozi
  --check [--shop NOME]... [--json]      prova la connessione
                                         entrambi dicono anche che cosa resta fuori (con --json: "warnings")
  --add-shop FILE                        aggiunge o aggiorna un negozio da un file JSON (- per lo standard input)
  --list-shops [--json]                  elenca i negozi; con --json anche quale postazione scarica da ognuno
  --remove-shop NOME                     toglie un negozio (i suoi ordini restano; quelli finti del
                                         negozio dimostrativo sono cancellati)
  --export FILE [--shop NOME] [--from DATA] [--to DATA] [--state STATO] [--text TESTO] [--work LAVORO]
                                         [--new-only] [--with-cancelled]
                                         scrive gli ordini in CSV, XLSX o XML per Easyfatt, secondo il nome del file;
                                         con --new-only quelli non ancora esportati in quel formato, o cambiati da allora;
                                         annullati, falliti e rimborsati restano fuori, e lo dice: con --with-cancelled no
  --mark LAVORO [--until DATA] [--json]  segna gli ordini, scelti come per --export: todo (da lavorare),
                                         waiting (in attesa, con --until fino a quel giorno), done (fatto)
  --accept-wrong [--shop NOME]... [--order NUMERO]... [--json]
                                         prende così come sono gli ordini errati solo per gli importi o per il cliente
  --reread NOME [--yes] [--json]         dice che cosa cambierebbe a rileggere gli ordini già scaricati; con --yes li rilegge
  --report MESE FILE.zip [--shop NOME]...
                                         il pacchetto per il commercialista di un mese (2026-11): incassi per giorno e
                                         aliquota, OSS, soglia UE, fatture richieste, pagamenti; senza il PDF, e lo dice
  --join FILE [--json]                   unisce questa postazione a quelle che condividono l’archivio, da un file JSON
                                         (- per lo standard input) con host, password, desk, e se serve port, database,
                                         user, certificate; prima dice che cosa si unisce, e se qualcosa non torna si ferma
  --leave [--json]                       lascia le postazioni condivise: da qui in poi questa lavora da sola
  --profile CARTELLA                     dove stanno archivio, impostazioni e log
  --demo                                 avvia e usa il negozio dimostrativo
  --help                                 questo aiuto

Esito: 0 se tutto è riuscito, 1 se un negozio non è riuscito, 2 se il comando o la configurazione è sbagliata,
130 o 143 se è stato interrotto (Ctrl+C, SIGTERM).`,
    noDisplay:
      'Le finestre hanno bisogno di uno schermo (DISPLAY o WAYLAND_DISPLAY). Senza schermo ci sono i comandi: --help li elenca.',
    profileFileUnreadable: (file: string, code: string) =>
      `Il file ${file} non si può leggere (${code}): forse è di un altro utente. Correggi i permessi, o scegli un’altra cartella con --profile.`,
    profileUnusable: (folder: string, code: string) =>
      `La cartella del profilo ${folder} non si può usare (${code}). Scegline un’altra con --profile, o correggi i permessi.`,
    unknownOption: (option: string) => `Opzione sconosciuta: ${option}. Con --help l’elenco delle opzioni.`,
    missingValue: (option: string) => `A ${option} manca il valore. Con --help l’elenco delle opzioni.`,
    strayArgument: (argument: string) =>
      `Argomento non previsto: ${argument}. Con --help l’elenco delle opzioni.`,
    oneCommand: (options: string) =>
      `Queste opzioni non vanno insieme: ${options}. Usarne una sola per volta.`,
    needsCommand: (option: string) =>
      `${option} ha senso solo insieme a un comando. Con --help l’elenco delle opzioni.`,
    added: (name: string) => `Negozio aggiunto: ${name}`,
    updated: (name: string) => `Negozio aggiornato: ${name}`,
    removed: (name: string) => `Negozio tolto: ${name}. I suoi ordini restano nell’archivio.`,
    removedDemo: (name: string) => `Negozio tolto: ${name}. I suoi ordini finti sono stati cancellati.`,
    accepted: (accepted: number, wrong: number) =>
      `presi così come sono: ${accepted}, ancora errati: ${wrong}`,
    marked: {
      todo: (count: number, told: string) =>
        count === 1 ? 'Un ordine segnato da lavorare.' : `${told} ordini segnati da lavorare.`,
      waiting: (count: number, told: string) =>
        count === 1 ? 'Un ordine messo in attesa.' : `${told} ordini messi in attesa.`,
      done: (count: number, told: string) =>
        count === 1 ? 'Un ordine segnato come fatto.' : `${told} ordini segnati come fatti.`,
    },
    outputUnwritable: (code: string) =>
      `Quello che il comando dice non si può scrivere (${code}): il disco è pieno?`,
    noSuchState: (state: string, there: string) =>
      `Attenzione: nessun ordine ha lo stato ${state}.${there === '' ? '' : ` Ci sono: ${there}.`}`,
    after: (shop: string, orders: number, told: string, file: string) =>
      orders === 1 ? `${shop}: 1 ordine scritto in ${file}` : `${shop}: ${told} ordini scritti in ${file}`,
    afterFailed: (folder: string) =>
      `dopo il download non è stato scritto nessun file nella cartella ${folder}.`,
    rereadWithYes: 'Con --yes li rilegge.',
    noneAccepted: 'Nessun ordine errato si può prendere così com’è.',
    notAcceptable: (number: string) =>
      `L’ordine ${number} non è tra quelli errati che si possono prendere così come sono.`,
    noShops: 'Nessun negozio configurato.',
    counters: (c: { total: number; new: number; skipped: number; wrong: number }) =>
      `totale ${c.total}, nuovi ${c.new}, saltati ${c.skipped}, errati ${c.wrong}`,
    connecting: 'collegamento',
    outcomes: {
      running: 'in corso',
      success: 'riuscito',
      failed: 'non riuscito',
      cancelled: 'annullato',
      interrupted: 'interrotto',
      annulled: 'annullata',
    },
    checkOutcomes: { ok: 'a posto', warning: 'attenzione', failed: 'non va', 'not-tried': 'non provato' },
    fingerprint: (fingerprint: string) => `Impronta (SHA-256) del certificato mostrato: ${fingerprint}`,
    plainCredentials:
      'Attenzione: questo sistema non ha un archivio sicuro per le credenziali; sono in un file che solo questo utente può leggere.',
  },
}
