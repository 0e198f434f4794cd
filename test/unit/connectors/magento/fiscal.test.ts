import { describe, expect, test } from 'vitest'
import { type JsonObject, order } from '../../../magento-server/index.ts'
import { extended, mapped } from './mapped-order.ts'

describe('R25: the fiscal fields', () => {
  const billing = order(1).billing_address as JsonObject
  const none = { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' }
  test.each<[string, JsonObject, Partial<typeof none>]>([
    [
      'vat_id of the billing address',
      { billing_address: { ...billing, vat_id: 'IT01234567897' } },
      { vatNumber: '01234567897' },
    ],
    [
      'a personal code in taxvat',
      { customer_taxvat: 'rssmra80a01h501u' },
      { fiscalCode: 'RSSMRA80A01H501U' },
    ],
    [
      'a VAT number in taxvat, and a dash for the other',
      { customer_taxvat: '01234567897', billing_address: { ...billing, vat_id: '-' } },
      { vatNumber: '01234567897' },
    ],
    [
      'each in the box of the other',
      { customer_taxvat: '01234567897', billing_address: { ...billing, vat_id: 'RSSMRA80A01H501U' } },
      { vatNumber: '01234567897', fiscalCode: 'RSSMRA80A01H501U' },
    ],
    ['of Austria', { customer_taxvat: 'ATU12345678' }, { vatNumber: 'ATU12345678' }],
    ['of the Netherlands', { customer_taxvat: 'NL123456789B01' }, { vatNumber: 'NL123456789B01' }],
    ['with dots', { customer_taxvat: 'IT 012.345.678.97' }, { vatNumber: '01234567897' }],
    ['a VAT number in taxvat', { customer_taxvat: 'IT 01234567897' }, { vatNumber: '01234567897' }],
    [
      'both',
      { customer_taxvat: 'RSSMRA80A01H501U', billing_address: { ...billing, vat_id: '01234567897' } },
      { fiscalCode: 'RSSMRA80A01H501U', vatNumber: '01234567897' },
    ],
    [
      'a personal code in vat_id',
      { billing_address: { ...billing, vat_id: 'RSSMRA80A01H501U' } },
      { fiscalCode: 'RSSMRA80A01H501U' },
    ],
    [
      'attributes of a module on the billing address',
      {
        billing_address: {
          ...billing,
          extension_attributes: { codice_fiscale: 'RSSMRA80A01H501U', pec: 'anna@pec.example' },
          custom_attributes: [{ attribute_code: 'sdi_code', value: 'm5uxcr1' }],
        },
      },
      { fiscalCode: 'RSSMRA80A01H501U', pec: 'anna@pec.example', sdiCode: 'M5UXCR1' },
    ],
    [
      'attributes of a module on the order',
      { extension_attributes: extended({ codice_destinatario: 'M5UXCR1', partita_iva: '01234567897' }) },
      { sdiCode: 'M5UXCR1', vatNumber: '01234567897' },
    ],
    [
      'eleven digits are a company’s VAT number',
      {
        billing_address: {
          ...billing,
          company: 'Rossi S.r.l.',
          extension_attributes: { codice_fiscale: '01234567897' },
        },
      },
      { vatNumber: '01234567897' },
    ],
    [
      'Amasty’s order attributes',
      {
        extension_attributes: extended({
          amasty_order_attributes: [
            { attribute_code: 'codice_fiscale', value: 'RSSMRA80A01H501U', label: 'Codice fiscale' },
            { attribute_code: 'pec', value: 'anna@pec.example', label: null },
          ],
        }),
      },
      { fiscalCode: 'RSSMRA80A01H501U', pec: 'anna@pec.example' },
    ],
    [
      'a module’s fields, JSON in a text',
      { extension_attributes: extended({ invoice_data: '{"pec":"anna@pec.example","sdi":"M5UXCR1"}' }) },
      { pec: 'anna@pec.example', sdiCode: 'M5UXCR1' },
    ],
    [
      'fields beside the billing address’s own',
      {
        billing_address: { ...billing, codice_fiscale: 'RSSMRA80A01H501U', sdi: 'M5UXCR1', vat_is_valid: 1 },
      },
      { fiscalCode: 'RSSMRA80A01H501U', sdiCode: 'M5UXCR1' },
    ],
    [
      'a module’s fields all under one',
      { extension_attributes: extended({ invoice_data: { pec: 'anna@pec.example', sdi: 'M5UXCR1' } }) },
      { pec: 'anna@pec.example', sdiCode: 'M5UXCR1' },
    ],
  ])('%s', (_, changes, found) => {
    expect(mapped(order(1, changes)).fiscal).toEqual({ ...none, ...found })
  })

  test('by the shop’s own mapping first', () => {
    const json = order(1, {
      customer_taxvat: '01234567897',
      extension_attributes: extended({ az_codice: 'M5UXCR1', az_cf: 'RSSMRA80A01H501U' }),
    })
    expect(mapped(json, { sdiCode: 'az_codice', fiscalCode: 'az_cf', vatNumber: 'taxvat' }).fiscal).toEqual({
      ...none,
      sdiCode: 'M5UXCR1',
      fiscalCode: 'RSSMRA80A01H501U',
      vatNumber: '01234567897',
    })
  })
})

test('R25: custom attributes that are printed as a map are read', () => {
  const billing = order(1).billing_address as JsonObject
  const custom_attributes = { pec: { attribute_code: 'pec', value: 'ditta@pec.example' } }
  const { fiscal } = mapped(order(1, { billing_address: { ...billing, custom_attributes } }))
  expect(fiscal.pec).toBe('ditta@pec.example')
})
