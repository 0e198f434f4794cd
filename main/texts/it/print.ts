/** Paper and PDF (R28). */
export const print = {
  button: 'Stampa',
  printer: { list: 'Elenco', picking: 'Lista di prelievo', orders: 'Ordini, uno per pagina' },
  pdf: {
    list: 'Elenco in PDF',
    picking: 'Lista di prelievo in PDF',
    orders: 'Ordini in PDF, uno per pagina',
  },
  order: { printer: 'Stampa', pdf: 'Salva come PDF' },
  saved: 'PDF salvato',
  printed: 'Mandato alla stampante',
  already: (count: number, written: string) => (count === 1 ? '1 già stampato' : `${written} già stampati`),
  dialog: {
    title: 'Salva come PDF',
    orderFile: (number: string) => `ordine-${number}`,
    files: { list: 'elenco-ordini', picking: 'lista-di-prelievo', orders: 'ordini' },
  },
  page: {
    titles: { list: 'Elenco ordini', picking: 'Lista di prelievo', orders: 'Ordini' },
    printed: (when: string) => `stampato il ${when}`,
    articles: (count: number, written: string) => (count === 1 ? '1 articolo' : `${written} articoli`),
    pieces: (pieces: string, written: string) => (pieces === '1' ? '1 pezzo' : `${written} pezzi`),
    taken: 'Preso',
    quantity: 'Q.tà',
    sku: 'SKU',
    article: 'Articolo',
    wantedBy: 'Ordini',
    notes: 'Note',
  },
}
