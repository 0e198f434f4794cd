import { describe, expect, test } from 'vitest'
import { item, type JsonObject, order } from '../../../magento-server/index.ts'
import { extended, mapped } from './mapped-order.ts'

const noteOf = (attributes: JsonObject, changes: JsonObject = {}) =>
  mapped(order(1, { extension_attributes: extended(attributes), ...changes })).note

describe('R23: what the customer wrote', () => {
  test.each<[string, JsonObject, string]>([
    ['Bold’s field', { bold_order_comment: 'Citofono <b>Bianchi</b>' }, 'Citofono Bianchi'],
    ['a field under a module’s own', { osc: { delivery_note: 'Dopo le 18' } }, 'Dopo le 18'],
    [
      'Amasty’s order attributes',
      { amasty_order_attributes: [{ attribute_code: 'order_notes', value: 'Al portiere' }] },
      'Al portiere',
    ],
    [
      'the day and the hour asked for',
      { amdeliverydate_date: '2026-12-24', delivery_time: '8:00 - 12:00' },
      'deliverydate date: 2026-12-24\ndelivery time: 8:00 - 12:00',
    ],
    [
      'Mageplaza’s delivery, JSON in a text',
      {
        mp_delivery_information: JSON.stringify({
          deliveryDate: '12/24/2026',
          deliveryTime: '8:00 - 12:00',
          deliveryComment: 'Al portiere',
        }),
      },
      'delivery date: 12/24/2026\ndelivery time: 8:00 - 12:00\nAl portiere',
    ],
    ['a message with a gift, from whom and for whom', gift('Anna', 'Bruno'), 'Auguri! (Anna → Bruno)'],
    ['a message that is a text', { gift_message: 'Auguri!' }, 'Auguri!'],
    ['a message of nobody', gift('', ''), 'Auguri!'],
  ])('in %s', (_, attributes, note) => {
    expect(noteOf(attributes)).toBe(note)
  })

  test.each<JsonObject>([
    { send_note: 1 },
    { admin_comment: 'Cliente difficile' },
    { fraud_note: 'Rischio alto' },
    { payment_note: 'ok' },
    { order_comments: '[{"id":1}]' },
    { order_comment: { text: 'x' } },
    { footnote: 'x' },
    { delivery_time: 1796112000 },
    { estimated_delivery_date: '2026-12-24' },
  ])('is not what the shop or a program did: %j', (attributes) => {
    expect(noteOf(attributes)).toBe('')
  })

  test('once, though it stands in two fields; with a product’s own', () => {
    const items = [item(1, { extension_attributes: { item_comment: 'Senza nastro' } })]
    const changes = { customer_note: 'Suonare due volte', items }
    expect(noteOf({ order_comment: 'Suonare due volte' }, changes)).toBe(
      'Suonare due volte\nProdotto 1: Senza nastro',
    )
  })
})

test('R23: a business’s own order number and company are not lost', () => {
  const payment = { method: 'purchaseorder', po_number: 'PO-778' }
  const company_order_attributes = { order_id: 1, company_id: 3, company_name: 'Rossi &amp; Figli' }
  const json = order(1, { payment, extension_attributes: extended({ company_order_attributes }) })
  const { note, customer } = mapped(json)
  expect([note, customer.company]).toEqual(['Ordine del cliente: PO-778', 'Rossi & Figli'])
})

function gift(sender: string, recipient: string): JsonObject {
  return { gift_message: { message: 'Auguri!', sender, recipient } }
}
