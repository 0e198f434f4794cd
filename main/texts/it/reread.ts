import type { UnreadReason } from '../../words/reread.ts'

const orders = (count: number, written: string) => (count === 1 ? 'un ordine' : `${written} ordini`)

/** Utilità → Rileggi gli ordini già scaricati. */
export const reread = {
  title: 'Rileggi gli ordini già scaricati',
  intro:
    'Accanto a ogni ordine restano i dati mandati dal negozio. Rileggerli con il programma e le impostazioni di oggi riempie o corregge i campi che nessuno ha toccato: dati fiscali, cliente, indirizzi, note, pagamento e spedizione. Importi, righe, stato e date non cambiano, e al negozio non si chiede nulla.',
  afterMapping: (shop: string) =>
    `I nuovi campi fiscali di ${shop} valgono per i prossimi ordini. Con un’anteprima vedi se servono anche a quelli già scaricati.`,
  shop: 'Negozio',
  look: 'Anteprima',
  lookAgain: 'Rifai l’anteprima',
  working: {
    preview: 'Anteprima in corso…',
    start: 'Rilettura in corso…',
    undo: 'Annullamento in corso…',
  },
  progress: (done: string, expected: string) => `${done} di ${expected} ordini`,
  progressLabel: 'Avanzamento',
  stop: 'Ferma',
  nothing: (count: number, written: string) =>
    count === 1
      ? 'Niente da cambiare: l’ordine si legge oggi come quando è stato scaricato.'
      : `Niente da cambiare: i ${written} ordini si leggono oggi come sono nell’archivio.`,
  noOrders: 'Non ci sono ancora ordini da rileggere.',
  would: (count: number, written: string, all: string) =>
    count === 1 ? `Cambierebbe un ordine su ${all}.` : `Cambierebbero ${written} ordini su ${all}.`,
  did: (count: number, written: string) =>
    count === 0
      ? 'Nessun ordine è cambiato.'
      : count === 1
        ? 'Un ordine è cambiato.'
        : `${written} ordini sono cambiati.`,
  didHint: 'Nella cronologia di ogni ordine è segnato come «Riletto».',
  table: {
    caption: 'Campi che cambiano',
    field: 'Campo',
    filled: 'Riempiti',
    corrected: 'Corretti',
    example: 'Per esempio, nell’ordine',
  },
  /** Of those that change: a choice, off (R41). */
  wentOut: (count: number, written: string) =>
    count === 1
      ? 'Segna da rifare anche quello già esportato o stampato'
      : `Segna da rifare anche i ${written} già esportati o stampati`,
  wentOutHint: 'Altrimenti restano come già usciti: quello che è uscito dice ancora i dati di prima.',
  wentOutAlready: (count: number, written: string) =>
    count === 1
      ? 'Uno di questi è già stato esportato o stampato.'
      : `${written} di questi sono già stati esportati o stampati.`,
  untouchable: (count: number, written: string) =>
    count === 1
      ? 'Un valore diverso resta com’è: il campo è stato toccato a mano, o preso dal sito.'
      : `${written} valori diversi restano come sono: i campi sono stati toccati a mano, o presi dal sito.`,
  unread: (count: number, written: string, reason: UnreadReason) =>
    `${count === 1 ? 'Un ordine non si può rileggere' : `${written} ordini non si possono rileggere`}: ${
      {
        'no-data': 'i dati del negozio non ci sono, o sono danneggiati.',
        unreadable: 'con le regole di oggi i dati del negozio non bastano a fare un ordine.',
        'no-time-zone':
          'non si sa il fuso orario del negozio. Premi Prova connessione nelle sue impostazioni, poi riprova.',
      }[reason]
    }`,
  start: (count: number, written: string) => `Rileggi ${orders(count, written)}`,
  failed: 'Non è riuscito',
  stopped: 'Fermato. Quel che è stato fatto resta: puoi continuare, o annullarlo.',
  past: 'Riletture fatte',
  pastOf: (when: string, shop: string, count: number, written: string) =>
    `${when} · ${shop} · ${orders(count, written)}`,
  unfinished: 'Fermata a metà: la prossima la continua.',
  undoing: 'Annullata a metà: premi ancora per finire.',
  undo: 'Annulla la rilettura',
  undoOf: (when: string) => `Annulla la rilettura del ${when}`,
  undone: (count: number, written: string) => `Rilettura annullata in ${orders(count, written)}.`,
  kept: (count: number, written: string) =>
    count === 1
      ? 'Un campo cambiato nel frattempo è rimasto com’è.'
      : `${written} campi cambiati nel frattempo sono rimasti come sono.`,
}
