/** Orders that exports and prints leave out (R42): cancelled, failed, wholly refunded. */
export const leftOut = {
  counts: {
    cancelled: (count: number, written: string) => (count === 1 ? '1 annullato' : `${written} annullati`),
    failed: (count: number, written: string) => (count === 1 ? '1 fallito' : `${written} falliti`),
    refunded: (count: number, written: string) => (count === 1 ? '1 rimborsato' : `${written} rimborsati`),
  },
  /** On paper, beside an order. */
  marks: { cancelled: 'annullato', failed: 'fallito', refunded: 'rimborsato' },
  changedOnSite: 'modificato sul sito',
  title: 'Ordini annullati, falliti o rimborsati',
  some: (found: string, counts: string) =>
    `Su ${found} ordini: ${counts}. Se non li includi restano fuori, e nuovi per la prossima volta.`,
  all: (counts: string) => `Non ci sono altri ordini: ${counts}. Se non li includi non esce nulla.`,
  leave: (rest: number, written: string) =>
    rest === 1 ? 'Lasciali fuori (resta 1 ordine)' : `Lasciali fuori (restano ${written} ordini)`,
  include: 'Includi anche questi',
  omitted: (counts: string) => `Lasciati fuori: ${counts}`,
}
