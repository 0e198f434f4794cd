import type { exportOrders as italian } from '../it/export.ts'
import { order } from './order.ts'

/** Exported files: their headings and words, the dialog, the command line. */
export const exportOrders: typeof italian = {
  dialog: {
    title: 'Export the orders',
    fileName: 'orders',
    formats: { csv: 'Table (CSV)', xlsx: 'Excel', easyfatt: 'Easyfatt-XML' },
  },
  sheets: { orders: 'Orders', lines: 'Lines' },
  lineTypes: { item: 'Item', shipping: 'Shipping', ...order.kinds },
  columns: {
    shop: 'Shop',
    number: 'Order number',
    shopOrderId: 'Order ID',
    placedAt: 'Order date',
    state: 'State',
    customer: 'Customer',
    company: 'Company',
    email: 'E-mail',
    phone: 'Phone',
    fiscalCode: 'Fiscal code',
    vatNumber: 'VAT number',
    pec: 'PEC',
    sdiCode: 'SDI code',
    billingStreet: 'Address',
    billingPostcode: 'Postcode',
    billingCity: 'City',
    billingProvince: 'Province',
    billingCountry: 'Country',
    shippingName: 'Deliver to',
    shippingStreet: 'Delivery address',
    shippingPostcode: 'Delivery postcode',
    shippingCity: 'Delivery city',
    shippingProvince: 'Delivery province',
    shippingCountry: 'Delivery country',
    paymentMethod: 'Payment method',
    paidAt: 'Paid on',
    transactionId: 'Transaction',
    shippingMethod: 'Shipping method',
    note: 'Customer’s note',
    shopNote: "The shop's internal note",
    lineType: 'Line type',
    sku: 'SKU',
    description: 'Description',
    options: 'Options',
    quantity: 'Quantity',
    unitPrice: 'Unit price, net',
    discount: 'Line discount, net',
    vatRate: 'VAT rate %',
    net: 'Line net',
    tax: 'Line VAT',
    gross: 'Line total',
    currency: 'Currency',
    orderLines: 'Items, net',
    orderDiscount: 'of which discounts',
    orderShipping: 'Shipping, net',
    orderFees: 'Fees, net',
    orderUnclear: 'To be cleared up',
    orderTax: 'Order VAT',
    orderTotal: 'Order total',
    orderRefunded: 'Refunded',
    ownNote: 'Our note',
    tags: 'Tags',
  },
  // Italian here too: these words end up on the documents of an Italian program, in front of Italian customers.
  easyfatt: {
    vat: (rate) => `IVA ${rate}%`,
    shipping: 'Spese di spedizione',
    fee: 'Commissione',
    rounding: 'Arrotondamento',
    discount: (amount) => `Sconto applicato: ${amount} netto`,
    refunded: (amount) => `Rimborsato: ${amount}`,
    paid: (name, amount) => `Pagato con ${name}: ${amount}`,
    unclear: 'Da chiarire',
    takenOut: 'Tolto dall’ordine',
  },
  progress: (written, total) => `${written}/${total} orders`,
  exported: (count, written, file) =>
    count === 1 ? `1 order written to ${file}` : `${written} orders written to ${file}`,
  leftOut: (count, written) =>
    count === 1
      ? 'Mind: 1 order in another currency was not written. Easyfatt takes amounts in euro only.'
      : `Mind: ${written} orders in another currency were not written. Easyfatt takes amounts in euro only.`,
  unnumbered: (count, written) =>
    count === 1
      ? 'Mind: 1 order has no number for Easyfatt yet and was not written. The server of the shared archive gives it, and does not answer.'
      : `Mind: ${written} orders have no number for Easyfatt yet and were not written. The server of the shared archive gives them, and does not answer.`,
  omitted: (counts) =>
    `Left out because they are cancelled, failed or refunded: ${counts}. With --with-cancelled they go out as well.`,
  repeated: (count, written) =>
    count === 1
      ? 'Mind: 1 order had already been exported in this format. With --new-only only new ones go out.'
      : `Mind: ${written} orders had already been exported in this format. With --new-only only new ones go out.`,
  cancelled: 'Export cancelled: nothing was written.',
}
