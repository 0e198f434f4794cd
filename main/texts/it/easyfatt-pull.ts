import { formatCount } from '../../words/format.ts'

const count = (value: number, one: string, many: string) =>
  value === 1 ? `1 ${one}` : `${formatCount(value, 'it')} ${many}`

/** *Easyfatt prende gli ordini da solo* (R45). */
export const easyfattPull = {
  /** What Easyfatt is told instead of orders; it may show it as it is. */
  refused: {
    host: 'Questo indirizzo vale solo su questo computer: in Easyfatt scrivilo come lo mostra Download Ordini, con 127.0.0.1.',
    replacing: 'Download Ordini sta rimettendo una copia dell’archivio: riprova fra un minuto.',
    path: 'A questo indirizzo non c’è nessun negozio: copia di nuovo l’indirizzo da Download Ordini, Utilità, Easyfatt.',
    method: 'Da qui gli ordini si possono solo scaricare.',
    password: 'Login o password non sono quelli di Download Ordini: copiali di nuovo da Utilità, Easyfatt.',
    value: (name: string, value: string) =>
      `Download Ordini non capisce che cosa chiede Easyfatt: ${name} è «${value}».`,
    busy: 'Download Ordini sta già dando gli ordini: riprova fra un minuto.',
    archive:
      'Adesso Download Ordini non può leggere gli ordini e segnare quali dà: aprilo, guarda gli avvisi, e riprova.',
  },
  title: 'Easyfatt prende gli ordini da solo',
  intro:
    'Easyfatt può chiedere gli ordini a questo programma, senza file: li scarichi da Easyfatt con Strumenti, Scarica ordini da e-Commerce. Vale solo su questo computer, e con una password.',
  needs: 'Serve Easyfatt Enterprise o Enterprise One, installato su questo computer.',
  doesNotWork:
    'Non funziona con Easyfatt nel cloud o su un altro computer (desktop remoto, terminal server): di lì questo computer non si vede. In quei casi esporta il file per Easyfatt.',
  switchOn: 'Attiva',
  switchOff: 'Disattiva',
  isOn: 'Attivo',
  isOff: 'Disattivato',
  isTaken: 'Attivo, ma Easyfatt non arriva fin qui',
  whileOpen:
    'Easyfatt può prendere gli ordini finché Download Ordini è aperto, anche con le finestre chiuse; non dopo Esci.',
  steps: {
    title: 'Che cosa scrivere in Easyfatt',
    open: 'In Easyfatt apri Opzioni, Moduli, E-commerce, e scegli uno dei siti liberi.',
    kind: 'Come tipo scegli «Sito personalizzato».',
    url: 'In «URL ricezione ordini» incolla:',
    access: 'In «Login» e «Password» incolla:',
    noUpload: '«URL aggiornamento prodotti» resta vuoto.',
  },
  copy: 'Copia',
  url: 'indirizzo',
  login: 'Login',
  password: 'Password',
  passwordOnce:
    'La password si vede solo adesso: incollala subito in Easyfatt. Se la perdi, fanne una nuova.',
  passwordKept: 'La password è quella che hai già incollato in Easyfatt: qui non si può rivedere.',
  newPassword: 'Nuova password',
  newPasswordTitle: 'Fare una password nuova?',
  newPasswordText: 'Quella di adesso smette di valere: la nuova va incollata in Easyfatt.',
  trial: 'Prova come farebbe Easyfatt',
  trialHint: 'Chiede gli ordini di quest’anno come li chiede Easyfatt. Nessuno conta come preso.',
  trialGood: (documents: number) =>
    documents === 0
      ? 'Funziona: quest’anno non c’è nessun ordine da dare'
      : `Funziona: arrivano ${count(documents, 'ordine', 'ordini')}`,
  trialNumbers: (first: string, last: string) => `Dal numero ${first} al numero ${last}`,
  trialOmitted: (omitted: number) =>
    `${count(omitted, 'lasciato', 'lasciati')} fuori perché annullati, non riusciti o rimborsati del tutto`,
  trialUnnumbered: (orders: number) =>
    `${count(orders, 'lasciato', 'lasciati')} fuori perché senza numero: lo dà il server dell’archivio condiviso, che non risponde`,
  trialRefused: (refused: number, numbers: string) =>
    `${count(refused, 'lasciato', 'lasciati')} fuori perché non in euro, o senza codice IVA per Easyfatt: ${numbers}`,
  trialBad: (sentence: string) => `Easyfatt riceverebbe: ${sentence}`,
  trialNoAnswer: 'All’indirizzo non risponde nessuno.',
  taken: (port: number) =>
    `La porta ${port} è di un altro programma: adesso Easyfatt non può prendere gli ordini.`,
  takenRemedy:
    'Chiudi l’altro programma e riprova, oppure scegli un’altra porta: l’indirizzo cambia, e va incollato di nuovo in Easyfatt per ogni negozio.',
  otherPort: 'Scegli un’altra porta',
  retry: 'Riprova',
  lastAsked: {
    sent: (documents: number, fresh: number) =>
      `Easyfatt ha chiesto gli ordini: ne ha avuti ${formatCount(documents, 'it')}, ${count(fresh, 'nuovo', 'nuovi')}.`,
    'broken-off': 'Easyfatt ha chiesto gli ordini e ha smesso di riceverli a metà: non contano come presi.',
    'wrong-password':
      'Qualcuno ha chiesto gli ordini con login o password sbagliati: in Easyfatt vanno incollati di nuovo.',
    refused: 'Easyfatt ha chiesto gli ordini e non li ha avuti.',
  },
  pulls: 'Ordini presi da Easyfatt',
  pull: (orders: number) => `Easyfatt ha preso ${count(orders, 'ordine nuovo', 'ordini nuovi')}`,
  offered: 'Sono gli ordini dati a Easyfatt: se poi li hai importati lo sa solo Easyfatt.',
  noPulls: 'Easyfatt non ha ancora preso nessun ordine.',
  redo: (orders: number) =>
    `${count(orders, 'ordine cambiato', 'ordini cambiati')} dopo che Easyfatt li ha presi`,
  redoText:
    'Easyfatt non prende due volte lo stesso numero, e non vede il cambiamento. Correggi anche lì e premi «Sistemato in Easyfatt»; oppure elimina l’ordine in Easyfatt, premi «Riprendi» qui sotto e scarica di nuovo.',
  redoMore: (more: number) => `e altri ${formatCount(more, 'it')}`,
  settled: 'Sistemato in Easyfatt',
  settleAll: 'Tutti sistemati in Easyfatt',
  openOrder: 'Apri l’ordine',
  tray: (port: number) => `Easyfatt: la porta ${port} è di un altro programma: scegline un’altra`,
  /** Opens the page. */
  show: 'Apri Easyfatt',
}
