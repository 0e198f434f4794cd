import type { DifferentOrder, NumberTwice } from '../../words/desks.ts'
import { formatCount, formatDay, formatTime } from '../../words/format.ts'

const count = (value: number, one: string, many: string) =>
  value === 1 ? `1 ${one}` : `${formatCount(value, 'it')} ${many}`

/** *Utilità → Più postazioni* (R55). */
export const desks = {
  title: 'Più postazioni',
  intro: [
    'Più computer dello stesso ufficio possono lavorare sugli stessi ordini: quello che una postazione scarica, modifica o segna come fatto lo vedono le altre.',
    'Ogni postazione tiene il suo archivio e cerca veloce come adesso; un server PostgreSQL passa le novità dall’una all’altra.',
    'Chi lavora con un computer solo non ne ha bisogno.',
  ],
  setUp: {
    title: 'Il server',
    hint: 'Lo prepara una volta sola chi cura i computer: un PC che resta acceso, un NAS o un servizio in rete. A te dà indirizzo, utente, password e certificato.',
    script: 'Salva lo script per il server',
    scriptSaved: 'Script salvato',
    scriptKind: 'Script SQL',
    guide: 'Come si prepara il server',
  },
  form: {
    title: 'Collega questa postazione',
    hint: 'La password resta su questo computer, protetta dal sistema.',
    hintNotEncrypted:
      'La password resta su questo computer, in un file che solo il tuo utente può leggere: questo sistema non ha un deposito protetto.',
    host: 'Indirizzo del server',
    hostHint: 'Un nome o un numero, per esempio 192.168.1.20',
    port: 'Porta',
    database: 'Database',
    user: 'Utente',
    password: 'Password',
    desk: 'Nome di questa postazione',
    deskHint: 'Così la vedono le altre',
    certificate: 'Certificato del server',
    certificateHint:
      'Incolla il testo che comincia con -----BEGIN CERTIFICATE-----, o scegli il file. Resta vuoto se il certificato lo riconosce già il sistema.',
    certificateFile: 'Scegli il file…',
    certificateTooLong: 'Questo file è troppo grande per essere un certificato.',
    required: 'Va compilato',
    try: 'Prova',
    trying: 'Provo il collegamento…',
    works: 'Funziona: il server risponde, e questa postazione può entrare.',
    triedBad: 'La prova non è riuscita',
    join: 'Unisciti…',
  },
  preview: {
    title: 'Che cosa si unisce',
    reading: 'Leggo l’archivio condiviso e lo confronto con questo',
    table: {
      shop: 'Negozio',
      here: 'Qui',
      there: 'Nell’archivio condiviso',
      common: 'In comune',
      different: 'Diversi',
    },
    summary: (here: string, there: string, common: string) => `${here} qui, ${there} là, ${common} in comune`,
    nothing: 'Né qui né nell’archivio condiviso c’è ancora un ordine.',
    good: 'Gli ordini in comune sono gli stessi: si possono unire.',
    stopped: 'Così non si possono unire',
    different: (orders: number, shop: string) =>
      orders === 1
        ? `${shop}: un ordine ha lo stesso identificativo ma non è lo stesso`
        : `${shop}: ${formatCount(orders, 'it')} ordini hanno lo stesso identificativo ma non sono gli stessi`,
    differentOrder: ({ shopOrderId, here, there }: DifferentOrder) =>
      `${shopOrderId}: qui è il numero ${here.number} del ${formatDay(here.placedAt, 'it')}, là il ${there.number} del ${formatDay(there.placedAt, 'it')}`,
    more: (orders: number) => `e ${count(orders, 'altro', 'altri')}`,
    differentRemedy:
      'Di solito uno dei due archivi è di una copia di prova del sito, o di prima che il negozio fosse rifatto. Togliere il negozio non basta, perché i suoi ordini restano: questa postazione si può unire ricominciando da un archivio vuoto. Chiedi a chi cura i computer, o all’assistenza.',
    numbers: 'Lo stesso numero è stato dato due volte, qui e là',
    numberTwice(twice: NumberTwice): string {
      const what = twice.register === 'easyfatt' ? 'Numero di Easyfatt' : 'Fattura'
      return twice.same === 'number'
        ? `${what} ${twice.number}: qui dell’ordine ${twice.here}, là dell’ordine ${twice.there}`
        : `${what} dell’ordine ${twice.order}: qui ${twice.here}, là ${twice.there}`
    },
    numbersRemedy:
      'Numeri di Easyfatt e di fatture non si cambiano da soli: guarda quali documenti esistono davvero e chiedi all’assistenza.',
    copyFirst:
      'Prima di unire, il programma fa una copia dell’archivio: la trovi fra le copie di sicurezza. Poi questi ordini, il lavoro fatto e le note saranno di tutte le postazioni; le chiavi dei negozi no.',
    confirm: 'Unisci adesso',
    back: 'Indietro',
  },
  progress: {
    label: 'Avanzamento',
    reading: 'Leggo l’archivio condiviso',
    copying: 'Faccio una copia dell’archivio',
    applying: 'Prendo gli ordini delle altre postazioni',
    sending: 'Mando quello che è solo qui',
    figures: (done: string, total: string) => `${done} di ${total}`,
    meanwhile: 'Intanto puoi cercare, leggere e stampare gli ordini come sempre.',
    doNotWait: 'Non aspettare',
    failed: 'Non è riuscito',
    done: 'Questa postazione è collegata',
  },
  state: {
    title: 'Questa postazione',
    online: 'In linea',
    connecting: 'Si collega al server…',
    offline(since: string, now: Date): string {
      const [day, time] = [formatDay(since, 'it'), formatTime(since, 'it')]
      const isToday = day === formatDay(now.toISOString(), 'it')
      return isToday ? `Senza server dalle ${time}` : `Senza server dal ${day} alle ${time}`
    },
    stopped: 'Fermata',
    as: (desk: string, server: string) => `${desk}, su ${server}`,
    upToDate: 'Ha tutte le novità delle altre postazioni',
    behind: (facts: number) => `Indietro di ${count(facts, 'novità', 'novità')} delle altre postazioni`,
    noneWaiting: 'Niente aspetta di essere mandato',
    waiting: (facts: number) =>
      facts === 1
        ? '1 modifica fatta qui aspetta di essere mandata'
        : `${formatCount(facts, 'it')} modifiche fatte qui aspettano di essere mandate`,
    past: (orders: number) =>
      orders === 0
        ? 'Mando gli ultimi ordini che erano già qui'
        : `Da mandare ancora ${count(orders, 'ordine che era', 'ordini che erano')} già qui`,
    pastText:
      'Questa postazione si sta ancora unendo alle altre. Intanto puoi lavorare come sempre: solo consegnare «solo i nuovi» e dare numeri di fattura o di Easyfatt aspetta che abbia finito.',
    offlineTitle: 'Questa postazione non è collegata al server',
    offlineText:
      'Quello che fai qui aspetta, e parte appena il collegamento torna. Intanto da qui non si può scaricare, consegnare «solo i nuovi», né dare numeri di fattura o di Easyfatt.',
    stoppedTitle: 'Questa postazione non scambia più novità con le altre',
    stoppedText:
      'Puoi continuare a cercare, modificare, stampare e segnare gli ordini. Finché non la ricolleghi, da qui non si può scaricare, consegnare «solo i nuovi», né dare numeri di fattura o di Easyfatt.',
    outdatedText:
      'Puoi continuare a cercare, modificare, stampare e segnare gli ordini. Finché il programma non è aggiornato, da qui non si può scaricare, consegnare «solo i nuovi», né dare numeri di fattura o di Easyfatt; dopo si ricollega da solo.',
    retry: 'Riprova',
    rejoin: 'Ricollega…',
    leave: 'Lascia le postazioni condivise…',
  },
  reach: {
    open: 'Cambia l’accesso…',
    title: 'Accesso al server',
    hint: 'Se il server ha cambiato indirizzo, password o certificato. La password va scritta di nuovo.',
  },
  rename: {
    open: 'Cambia nome…',
    title: 'Cambia nome',
    hint: 'Così la vedono le altre, anche in quello che ha già fatto.',
  },
  others: {
    title: 'Chi c’è',
    desk: 'Postazione',
    isThis: 'questa',
    seen: 'Vista',
    now: 'adesso',
    behind: 'Indietro di',
    downloading: 'Scarica da',
    unknown: 'Finché questa postazione non è collegata non si sa chi altro c’è.',
  },
  shops: {
    title: 'Chi scarica dai negozi',
    hint: 'Da ogni negozio scarica una postazione alla volta, e solo se ha le chiavi. Le chiavi non passano mai da una postazione all’altra.',
    shop: 'Negozio',
    here: 'Da qui',
    may: 'Può scaricare',
    mayNot: 'Mancano le chiavi',
    noOthers: 'Nessun’altra',
    enter: 'Scrivi le chiavi',
    enterOf: (shop: string) => `Scrivi le chiavi di ${shop}`,
    others: 'Altre postazioni',
    downloader: 'Adesso scarica',
    nobody: 'Nessuna',
    none: 'Non c’è ancora nessun negozio.',
  },
  leave: {
    title: 'Lasciare le postazioni condivise?',
    stays:
      'Qui resta tutto: ordini, modifiche, stati e note di adesso, e le chiavi dei negozi. Da qui in poi questa postazione lavora da sola, e le altre non vedono quello che fa.',
    sent: 'Tutto quello che hai fatto qui è già arrivato alle altre.',
    unsent: (facts: number) =>
      facts === 1
        ? 'Una modifica fatta qui non è stata mandata: le altre postazioni non la vedranno.'
        : `${formatCount(facts, 'it')} modifiche fatte qui non sono state mandate: le altre postazioni non le vedranno.`,
    twice:
      'Attenzione: due postazioni che non sono più collegate scaricano e consegnano gli stessi ordini ognuna per conto suo.',
    confirm: 'Lascia',
    alone: 'Questa postazione non è collegata ad altre.',
    left: 'Questa postazione lavora da sola',
  },
  rejoin: {
    title: 'Ricollegare questa postazione?',
    text: 'Il programma fa una copia dell’archivio, lo confronta con quello condiviso e li unisce di nuovo. Se qualche ordine non è lo stesso si ferma, e non cambia niente.',
    confirm: 'Ricollega',
  },
  /** Orders are to go out while no other desk can be told. */
  away: {
    title: 'Adesso il server non si raggiunge',
    text: 'Un’altra postazione può consegnare gli stessi ordini senza saperlo. Se succede, tutte e due li trovano fra quelli da controllare.',
    goOn: 'Consegna lo stesso',
  },
  /** In the main window, beside everything else. */
  status: {
    name: (state: string) => `Postazioni: ${state}`,
    online: 'In linea',
    connecting: 'Si collega…',
    offline: 'Senza server',
    stopped: 'Fermata',
    behind: (facts: number) => `Indietro di ${formatCount(facts, 'it')}`,
  },
  /** Shops that came from another desk. */
  keys: {
    message: (shops: string) => `Da questa postazione non si può scaricare da ${shops}: mancano le chiavi.`,
    remedy: (others: string) =>
      others === ''
        ? 'Nessuna postazione le ha: scrivile qui, o su quella che deve scaricare.'
        : `I nuovi ordini arrivano quando li scarica ${others}. Per scaricarli anche da qui scrivi le chiavi.`,
  },
  tray: {
    offline: 'Postazioni: senza server',
    stopped: 'Postazioni: fermata',
  },
  open: 'Apri Più postazioni',
}
