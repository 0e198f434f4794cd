import { describe, expect, test } from 'vitest'
import type { KeptShop } from '../../../../main/connectors/connector.ts'
import { readKept } from '../../../../main/connectors/prestashop/kept.ts'
import { shopSettingsSchema } from '../../../../main/words/shop.ts'

const facts = {
  root: 'https://bottega.example/',
  routing: 'path',
  authentication: 'basic',
  timeZone: 'Europe/Rome',
  name: 'La Bottega',
}

const shop = (settings: object = {}, known: Readonly<Record<string, string>> | null = facts): KeptShop => ({
  settings: shopSettingsSchema.parse(settings),
  connection: known && { url: 'https://bottega.example', facts: known },
})

/** As raw data are kept, of before messages and customisations were asked for. */
const kept = {
  order: {
    id: 7,
    reference: 'ABCDEFGHI',
    current_state: '4',
    id_currency: '1',
    payment: 'Contrassegno',
    date_add: '2026-11-20 10:00:00',
    date_upd: '2026-11-20 10:00:00',
    note: 'Chiamare prima',
    shipping_number: ' BRT773512143 ',
    total_products: '10.000000',
    total_products_wt: '12.200000',
    total_paid_tax_excl: '10.000000',
    total_paid_tax_incl: '12.200000',
  },
  details: [
    {
      id: 1,
      product_name: 'Vaso',
      product_quantity: '1',
      unit_price_tax_excl: '10.000000',
      unit_price_tax_incl: '12.200000',
      total_price_tax_excl: '10.000000',
      total_price_tax_incl: '12.200000',
      associations: { taxes: [{ id: '1' }] },
    },
  ],
  customer: {
    id: 1,
    firstname: 'Anna',
    lastname: 'Rossi',
    email: 'anna@posta.example',
    modulo_codice: 'RSSNNA80A41H501X',
  },
  invoiceAddress: null,
  deliveryAddress: null,
  slips: [],
  cartRules: [],
  payments: [],
  currency: { id: 1, iso_code: 'EUR', precision: '2' },
  carrier: null,
  countries: [],
  provinces: [],
  taxes: [{ id: 1, rate: '22.000' }],
  state: 'Spedito',
}

const orderOf = (result: ReturnType<typeof readKept>) =>
  'order' in result ? result.order : expect.fail(JSON.stringify(result))

describe('R15 R23 an order of PrestaShop out of the data kept', () => {
  test('is read as today, with its state’s name and number', () => {
    expect(orderOf(readKept(kept, shop()))).toMatchObject({
      number: 'ABCDEFGHI',
      placedAt: '2026-11-20T09:00:00.000Z',
      state: 'Spedito',
      stateId: '4',
      shopNote: 'Chiamare prima',
      trackingNumber: 'BRT773512143',
      note: '',
      totals: { total: '12.20' },
    })
  })

  test('R25 a fiscal field that the settings name now is found', () => {
    const settings = { fiscalFields: { fiscalCode: 'modulo_codice' } }
    expect(orderOf(readKept(kept, shop(settings))).fiscal.fiscalCode).toBe('RSSNNA80A41H501X')
  })

  test('the time zone of the settings goes before the shop’s; without one it is refused by its name', () => {
    expect(orderOf(readKept(kept, shop({ timeZone: 'America/New_York' }))).placedAt).toBe(
      '2026-11-20T15:00:00.000Z',
    )
    expect(orderOf(readKept(kept, shop({ timeZone: 'Europe/Rome' }, null))).placedAt).toBe(
      '2026-11-20T09:00:00.000Z',
    )
    const unknown = expect.objectContaining({ value: { code: 'time-zone-unknown', params: { host: '' } } })
    expect(() => readKept(kept, shop({}, null))).toThrow(unknown)
  })

  test('what is no order is wrong, and breaks nothing', () => {
    const unreadable = { wrong: [{ code: 'unreadable-field', params: { field: 'order' } }], state: null }
    for (const raw of [null, 'x', [], {}, { order: [] }, { order: null }])
      expect(readKept(raw, shop())).toEqual(unreadable)
    for (const raw of [
      { ...kept, details: null },
      { ...kept, customer: 5, currency: null },
    ])
      expect(readKept(raw, shop())).toHaveProperty('wrong')
  })
})
