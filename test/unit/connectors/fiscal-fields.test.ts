import { describe, expect, test } from 'vitest'
import { findFiscalData } from '../../../main/connectors/fiscal-fields.ts'

const none = { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' }

function find(meta: Readonly<Record<string, string>>, mapping = {}) {
  return findFiscalData(
    Object.entries(meta).map(([key, value]) => ({ key, value })),
    mapping,
  )
}

const cf = 'RSSMRA80A01H501U'
const piva = '01234567897'

describe('R25: the Italian fiscal fields are found in what the plugins write', () => {
  test.each([
    ['PDF Invoices Italian Add-on', ['_billing_cf', '_billing_piva', '_billing_pec', '_billing_pa_code']],
    [
      'Aruba',
      [
        '_billing_codice_fiscale_aruba_fe',
        '_billing_partita_iva_aruba_fe',
        '_billing_pec_aruba_fe',
        '_billing_sdi_aruba_fe',
      ],
    ],
    [
      'Fattura24',
      ['_billing_fiscalcode', '_billing_vatcode', '_billing_pecaddress', '_billing_recipientcode'],
    ],
    [
      'Fatture in Cloud',
      ['_billing_cod_fisc', '_billing_partita_iva', '_billing_pec_email', '_billing_codice_destinatario'],
    ],
    ['YITH', ['_billing_vat_ssn', '_billing_vat_number', '_billing_receiver_pec', '_billing_receiver_id']],
    ['Partita Iva per Fattura Elettronica', ['_billing_cf', '_billing_vat', '_billing_pec', '_billing_nin']],
    ['fields of the checkout', ['billing_codice_fiscale', 'partita_iva', 'pec', 'codice_univoco']],
    ['the recordings', ['_cf', '_billing_wc_piva_cf_piva', '_billing_pec', '_billing_sdi']],
  ])('%s', (_, [fiscalCode = '', vatNumber = '', pec = '', sdiCode = '']) => {
    const meta = { [fiscalCode]: cf, [vatNumber]: piva, [pec]: 'a@pec.example', [sdiCode]: 'M5UXCR1' }
    expect(find(meta)).toEqual({ fiscalCode: cf, vatNumber: piva, pec: 'a@pec.example', sdiCode: 'M5UXCR1' })
  })

  test("the shop's own mapping wins", () => {
    const meta = { _billing_cf: cf, x_cf: 'VRDLGU80A01H501X', x_iva: piva, _billing_piva: '99999999999' }
    expect(find(meta, { fiscalCode: 'x_cf', vatNumber: 'x_iva' })).toMatchObject({
      fiscalCode: 'VRDLGU80A01H501X',
      vatNumber: piva,
    })
    // An empty field is no field.
    expect(find({ _billing_cf: cf, x_cf: ' ' }, { fiscalCode: 'x_cf' }).fiscalCode).toBe(cf)
  })

  test.each([
    ['blanks and small letters are put right', { _billing_cf: ' rssmra80a01 h501u ' }, { fiscalCode: cf }],
    ['IT is no part of an Italian VAT number', { _billing_vat: `IT ${piva}` }, { vatNumber: piva }],
    ['other countries keep theirs', { vat_number: 'de123456789' }, { vatNumber: 'DE123456789' }],
    [
      'a PEC among the receivers is a PEC',
      { _billing_receiver_id: 'a@pec.example' },
      { pec: 'a@pec.example' },
    ],
    ['a code in the box for the PEC is a code', { _billing_pec: 'm5uxcr1' }, { sdiCode: 'M5UXCR1' }],
    [
      'a personal code in the box for the VAT number is a fiscal code',
      { _billing_piva: cf },
      { fiscalCode: cf },
    ],
    [
      'a company has its number in both',
      { _billing_cf: piva, _billing_piva: piva },
      { fiscalCode: piva, vatNumber: piva },
    ],
    ['what else a shop keeps is left alone', { _billing_fatt: 'yes', dati_fattura: 'x' }, {}],
  ])('%s', (_, meta, expected) => {
    expect(find(meta as Readonly<Record<string, string>>)).toEqual({ ...none, ...expected })
  })
})
