import type { RefundKind, RefundLeftOutWhy } from '../../words/refund.ts'

/** Utilità → Rimborsi da registrare (R49). */
export const refunds = {
  title: 'Rimborsi da registrare',
  kind: 'Quali rimborsi',
  states: {
    open: (written: string) => `Da registrare (${written})`,
    undated: (written: string) => `Senza data (${written})`,
    registered: 'Registrati',
  },
  shop: 'Negozio',
  from: 'Dal giorno',
  to: 'Al giorno',
  table: 'Rimborsi',
  choose: (order: string) => `Scegli il rimborso dell’ordine ${order}`,
  chooseAll: 'Scegli tutti',
  chooseNone: 'Togli la scelta',
  chosen: (count: number, written: string) =>
    count === 0 ? 'Nessuno scelto' : count === 1 ? '1 scelto' : `${written} scelti`,
  columns: {
    at: 'Rimborsato il',
    order: 'Ordine',
    customer: 'Cliente',
    amount: 'Importo',
    parts: 'Aliquote IVA',
    handed: 'Ordine uscito',
    registration: 'Registrato come',
  },
  rate: (rate: string) => `${rate}%`,
  unknownRate: 'aliquota ignota',
  shared: 'ripartito',
  sharedHint:
    'Le righe del rimborso non arrivano al suo importo: il resto è diviso secondo le aliquote dell’ordine',
  neverOut: 'no',
  noDate: 'senza data',
  registrations: {
    easyfatt: (number: string) => `Easyfatt ${number}`,
    td04: (number: string) => `Nota di credito elettronica ${number}`,
    hand: () => 'A mano',
  } satisfies Record<RefundKind, (number: string) => string>,
  registered: (how: string, when: string) => `${how}, ${when}`,
  /** In an order, after its amount and date. */
  registeredAs: (how: string) => `registrato: ${how}`,
  mark: 'Segna come registrati',
  marked: (count: number, written: string) =>
    count === 1 ? 'Il rimborso conta come registrato' : `${written} rimborsi contano come registrati`,
  file: 'Note di credito per Easyfatt…',
  dialog: { title: 'Note di credito per Easyfatt', fileName: 'note-di-credito' },
  written: (count: number, written: string) =>
    count === 1 ? '1 nota di credito scritta' : `${written} note di credito scritte`,
  noneWritten: 'Non è stato scritto nulla',
  leftOut: {
    undated: (count: number, written: string) => (count === 1 ? '1 senza data' : `${written} senza data`),
    currency: (count: number, written: string) =>
      count === 1 ? '1 in un’altra valuta' : `${written} in un’altra valuta`,
    vat: (count: number, written: string) =>
      count === 1
        ? '1 senza codice IVA nelle tabelle di Easyfatt'
        : `${written} senza codice IVA nelle tabelle di Easyfatt`,
    registered: (count: number, written: string) =>
      count === 1 ? '1 già registrato' : `${written} già registrati`,
  } satisfies Record<RefundLeftOutWhy, (count: number, written: string) => string>,
  notWritten: (counts: string) => `Restano da registrare: ${counts}.`,
  takeBack: 'Riprendi',
  takenBack: (count: number, written: string) =>
    count === 1 ? 'Il rimborso è di nuovo da registrare' : `${written} rimborsi sono di nuovo da registrare`,
  notTakenBack: 'Una nota di credito elettronica si riprende in Utilità, Fatture elettroniche',
  unknown: (since: string, until: string) =>
    `L’archivio è una copia di prima: che cosa è stato registrato tra il ${since} e il ${until} non si sa. Controlla nel gestionale, e segna a mano quello che c’è già.`,
  none: {
    open: 'Nessun rimborso da registrare',
    undated: 'Nessun rimborso senza data',
    registered: 'Nessun rimborso registrato',
  },
  dates: {
    title: 'Date da chiedere',
    intro:
      'Di questi rimborsi l’archivio non ha la data: quando furono scaricati non si teneva, o il negozio non la diceva. Il negozio la può dire adesso; si aggiungono solo date e righe, il resto non cambia.',
    ask: 'Chiedi al negozio le date',
    asking: (shop: string) => `Chiedo a ${shop}…`,
    orders: (done: string, expected: string) => `${done} ordini su ${expected}`,
    progress: 'Date chieste',
    found: (count: number, written: string) =>
      count === 0 ? 'nessuna data trovata' : count === 1 ? 'trovata 1 data' : `trovate ${written} date`,
    left: (count: number, written: string) =>
      count === 1
        ? 'Di 1 rimborso il negozio non la dice: controlla che la chiave possa leggere i rimborsi, o segnalo a mano.'
        : `Di ${written} rimborsi il negozio non la dice: controlla che la chiave possa leggere i rimborsi, o segnali a mano.`,
    noShop: 'Nessun negozio da interrogare: quelli di questi rimborsi sono stati rimossi. Segnali a mano.',
  },
  /** In the document itself: always Italian. */
  easyfatt: {
    rest: (order: string) => `Rimborso dell’ordine ${order}`,
    about: (order: string, day: string, amount: string) =>
      `Rimborso di ${amount} sull’ordine ${order} del ${day}`,
  },
}
