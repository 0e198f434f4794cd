import { describe, expect, test } from 'vitest'
import { noteOf } from '../../../../main/connectors/woocommerce/customer-words.ts'

const note = (...entries: readonly (readonly [string, unknown])[]) =>
  noteOf({ customer_note: '', meta_data: entries.map(([key, value]) => ({ key, value })) })

describe('R23: the note has what the customer wrote beside the remark', () => {
  test.each<[string, string, string]>([
    ['_gift_message', 'Auguri Anna!\nTi vogliamo bene', 'gift message: Auguri Anna!\nTi vogliamo bene'],
    ['_wc_other/negozio/messaggio-regalo', 'Auguri', 'messaggio regalo: Auguri'],
    ['_billing_note_per_il_corriere', 'Citofono <b>Rossi</b>', 'note per il corriere: Citofono Rossi'],
    ['Testo del biglietto', '❤', 'testo del biglietto: ❤'],
    ['delivery_instructions', 'Lasciare al portiere', 'delivery instructions: Lasciare al portiere'],
    ['ywcdd_order_delivery_date', '2026-12-05', 'delivery date: 2026-12-05'],
    ['Data di consegna', '5 dicembre 2026', 'data di consegna: 5 dicembre 2026'],
    ['date_of_delivery', '20261205', 'date of delivery: 20261205'],
    ['delivery_time', '10:00 - 12:00', 'delivery time: 10:00 - 12:00'],
  ])('%s', (key, value, right) => {
    expect(note([key, value])).toBe(right)
  })

  test.each<[string, unknown]>([
    ['_gift_message', ''],
    ['gift_message', 'no'],
    ['_gift_note', '1'],
    ['_gift_wrap', 'yes'],
    ['_orddd_delivery_date', '1796428800'],
    ['_delivery_date', { from: 1 }],
    ['_estimated_delivery', '2026-12-05'],
    ['_delivery_note', '123/2026'],
    ['_dedica', '["x"]'],
    ['_new_order_email_message', 'Grazie'],
    ['_shipping_note_page', 'https://negozio.example/'],
    ['customer_message', 'altro'],
  ])('%s = %j says nothing', (key, value) => {
    expect(note([key, value])).toBe('')
  })

  test('of the shipping, too', () => {
    const shipping_lines = [{ meta_data: [{ key: '_pickup_date', value: '2026-12-05' }] }, { meta_data: '' }]
    expect(noteOf({ customer_note: '', shipping_lines })).toBe('pickup date: 2026-12-05')
  })

  test('behind the remark, each once', () => {
    const twice = ['_gift_message', 'gift_message'].map((key) => ({ key, value: 'Auguri' }))
    expect(noteOf({ customer_note: 'Suonare<br>forte', meta_data: twice })).toBe(
      'Suonare\nforte\ngift message: Auguri',
    )
    for (const meta_data of ['', null, [null], { 3: { key: 'x' } }])
      expect(noteOf({ customer_note: 'a', meta_data })).toBe('a')
  })
})
