import { order } from './order.ts'

/** Exported files: their headings and words, the dialog, the command line. */
export const exportOrders = {
  dialog: {
    title: 'Esporta gli ordini',
    fileName: 'ordini',
    formats: { csv: 'Tabella (CSV)', xlsx: 'Excel', easyfatt: 'Easyfatt-XML' },
  },
  sheets: { orders: 'Ordini', lines: 'Righe' },
  lineTypes: { item: 'Articolo', shipping: 'Spedizione', ...order.kinds },
  columns: {
    shop: 'Negozio',
    number: 'Numero ordine',
    shopOrderId: 'ID ordine',
    placedAt: 'Data ordine',
    state: 'Stato',
    customer: 'Cliente',
    company: 'Azienda',
    email: 'E-mail',
    phone: 'Telefono',
    fiscalCode: 'Codice fiscale',
    vatNumber: 'Partita IVA',
    pec: 'PEC',
    sdiCode: 'Codice destinatario SDI',
    billingStreet: 'Indirizzo',
    billingPostcode: 'CAP',
    billingCity: 'Città',
    billingProvince: 'Provincia',
    billingCountry: 'Nazione',
    shippingName: 'Destinatario',
    shippingStreet: 'Indirizzo di spedizione',
    shippingPostcode: 'CAP di spedizione',
    shippingCity: 'Città di spedizione',
    shippingProvince: 'Provincia di spedizione',
    shippingCountry: 'Nazione di spedizione',
    paymentMethod: 'Metodo di pagamento',
    paidAt: 'Pagato il',
    transactionId: 'Transazione',
    shippingMethod: 'Metodo di spedizione',
    note: 'Nota del cliente',
    shopNote: 'Nota interna del negozio',
    lineType: 'Tipo riga',
    sku: 'SKU',
    description: 'Descrizione',
    options: 'Opzioni',
    quantity: 'Quantità',
    unitPrice: 'Prezzo unitario netto',
    discount: 'Sconto riga netto',
    vatRate: 'Aliquota IVA %',
    net: 'Imponibile riga',
    tax: 'IVA riga',
    gross: 'Totale riga',
    currency: 'Valuta',
    orderLines: 'Articoli netto',
    orderDiscount: 'di cui sconti',
    orderShipping: 'Spedizione netto',
    orderFees: 'Commissioni netto',
    orderUnclear: 'Da chiarire',
    orderTax: 'IVA ordine',
    orderTotal: 'Totale ordine',
    orderRefunded: 'Rimborsato',
    ownNote: 'Nostra nota',
    tags: 'Etichette',
  },
  /** Inside the documents themselves, for Easyfatt. */
  easyfatt: {
    vat: (rate: string) => `IVA ${rate}%`,
    shipping: 'Spese di spedizione',
    fee: 'Commissione',
    rounding: 'Arrotondamento',
    discount: (amount: string) => `Sconto applicato: ${amount} netto`,
    refunded: (amount: string) => `Rimborsato: ${amount}`,
    paid: (name: string, amount: string) => `Pagato con ${name}: ${amount}`,
    unclear: 'Da chiarire',
    takenOut: 'Tolto dall’ordine',
  },
  progress: (written: string, total: string) => `${written}/${total} ordini`,
  exported: (count: number, written: string, file: string) =>
    count === 1 ? `1 ordine scritto in ${file}` : `${written} ordini scritti in ${file}`,
  leftOut: (count: number, written: string) =>
    count === 1
      ? 'Attenzione: 1 ordine in un’altra valuta non è stato scritto. Easyfatt riceve solo importi in euro.'
      : `Attenzione: ${written} ordini in un’altra valuta non sono stati scritti. Easyfatt riceve solo importi in euro.`,
  unnumbered: (count: number, written: string) =>
    count === 1
      ? 'Attenzione: 1 ordine non ha ancora il numero per Easyfatt e non è stato scritto. Lo dà il server dell’archivio condiviso, che non risponde.'
      : `Attenzione: ${written} ordini non hanno ancora il numero per Easyfatt e non sono stati scritti. Lo dà il server dell’archivio condiviso, che non risponde.`,
  omitted: (counts: string) =>
    `Lasciati fuori perché annullati, falliti o rimborsati: ${counts}. Con --with-cancelled escono anche questi.`,
  repeated: (count: number, written: string) =>
    count === 1
      ? 'Attenzione: 1 ordine era già stato esportato in questo formato. Con --new-only escono solo i nuovi.'
      : `Attenzione: ${written} ordini erano già stati esportati in questo formato. Con --new-only escono solo i nuovi.`,
  cancelled: 'Esportazione annullata: non è stato scritto nulla.',
}
