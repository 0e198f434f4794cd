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
    [
      'Exporter for Danea (ilGhera)',
      ['_billing_wcexd_cf', '_billing_wcexd_piva', '_billing_wcexd_pec', '_billing_wcexd_pa_code'],
    ],
    [
      'Exporter for Reviso (ilGhera)',
      ['_billing_wcefr_cf', '_billing_wcefr_piva', '_billing_wcefr_pec', '_billing_wcefr_pa_code'],
    ],
    [
      'capitals (YITH Checkout Manager, themes)',
      ['_billing_Codice_Fiscale', '_billing_Partita_IVA', '_billing_PEC', '_billing_Codice_SDI'],
    ],
    ['WOO Codice Fiscale', ['_billing_CF', '_billing_iva', '_billing_pec', '_billing_sdi']],
    [
      'the checkout block',
      [
        '_wc_other/wcsdi/codice_fiscale',
        '_wc_billing/negozio/partita-iva',
        '_wc_other/negozio/pec',
        '_wc_billing/negozio/codice_destinatario',
      ],
    ],
    [
      'copies of its fields',
      ['_wcsdi_codice_fiscale', '_wcsdi_piva', '_wcsdi_pec', '_wcsdi_codice_destinatario'],
    ],
    [
      'names that a shop made up',
      [
        '_wc_billing/x/il-tuo-codice-fiscale',
        'billing_partita_iva_azienda',
        '_billing_indirizzo_pec',
        '_billing_codice_univoco_sdi',
      ],
    ],
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
    ['one box: a VAT number', { _billing_cfpiva: piva }, { vatNumber: piva }],
    ['one box: a personal code', { _billing_cfpiva: cf }, { fiscalCode: cf }],
    ['one box: a PEC', { _billing_sdi_pec: 'a@pec.example' }, { pec: 'a@pec.example' }],
    ['one box: the code of a public body', { _billing_pec: 'UFY9MH' }, { sdiCode: 'UFY9MH' }],
    [
      'the VAT number in the box for the code, the personal code beside it, the code among the PEC',
      { _billing_cf: piva, _billing_cf2: cf, _billing_PEC: 'M5UXCR1' },
      { fiscalCode: cf, vatNumber: piva, sdiCode: 'M5UXCR1' },
    ],
    [
      'of who wants an invoice, eleven digits are the VAT number',
      { _billing_invoice_type: 'invoice', _billing_cf: piva },
      { vatNumber: piva },
    ],
    [
      'by whatever name the checkout asks who buys',
      { _billing_tipologia: 'Persona giuridica', _billing_cf: piva },
      { vatNumber: piva },
    ],
    [
      'Aruba’s own name for it',
      { _billing_customer_type_aruba_fe: 'company', _billing_codice_fiscale_aruba_fe: piva },
      { vatNumber: piva },
    ],
    [
      'what else has a type tells nothing',
      { _delivery_type: 'business', _billing_cf: piva },
      { fiscalCode: piva },
    ],
    [
      'of a private person they stay',
      { _billing_invoice_type: 'private-invoice', _billing_cf: piva },
      { fiscalCode: piva },
    ],
    [
      'a body without a VAT number keeps its code',
      { _billing_customer_type: 'business', _billing_cf: '80012345678' },
      { fiscalCode: '80012345678' },
    ],
    ['one box by a made-up name: a VAT number', { billing_piva_o_cf: piva }, { vatNumber: piva }],
    ['the words the other way round', { _billing_cf_o_piva: piva }, { vatNumber: piva }],
    ['one box: a personal code by a made-up name', { billing_piva_o_cf: cf }, { fiscalCode: cf }],
    ['one box: a body’s code', { billing_piva_o_cf: '80012345678' }, { fiscalCode: '80012345678' }],
    ['with dots', { 'P.IVA': piva, 'C.F.': cf }, { vatNumber: piva, fiscalCode: cf }],
    ['with dots, asked', { '_billing_p.iva': piva, 'billing_c.f.': cf }, { vatNumber: piva, fiscalCode: cf }],
    [
      'of invoices',
      { _fattura_piva: piva, _fattura_pec: 'a@pec.example', fattura_cf: cf, einvoice_sdi: 'M5UXCR1' },
      { vatNumber: piva, pec: 'a@pec.example', fiscalCode: cf, sdiCode: 'M5UXCR1' },
    ],
    ['of electronic ones', { ei_pec: 'a@pec.example' }, { pec: 'a@pec.example' }],
    [
      'what else invoices have is left alone',
      {
        _fattura_iva: '22',
        _fattura_sdi_stato: 'INVIATA',
        fattura_pec: 'no',
        einvoice_vat: 'yes',
        'P.IVA': 'no',
      },
      {},
    ],
    [
      'zeros are no number',
      { vat_number: '00000000000', _billing_vat_number: piva, _billing_cf: '0', _billing_sdi: '0000000' },
      { vatNumber: piva, sdiCode: '0000000' },
    ],
    ['a lost zero comes back', { _billing_piva: '1234567897' }, { vatNumber: piva }],
    ['where the check digit says so', { _billing_piva: '1234567890' }, { vatNumber: '1234567890' }],
    [
      'the shipping address comes last',
      { '_wc_shipping/x/pec': 'b@pec.example', '_wc_other/x/pec': 'a@pec.example' },
      { pec: 'a@pec.example' },
    ],
    [
      'with blanks, or with capitals for them',
      {
        'Codice Fiscale': cf,
        'billing_Partita IVA': piva,
        emailPEC: 'a@pec.example',
        _billing_codiceSDI: 'M5UXCR1',
      },
      { fiscalCode: cf, vatNumber: piva, pec: 'a@pec.example', sdiCode: 'M5UXCR1' },
    ],
    [
      'under names of plugins that nobody knows, what has the form without doubt',
      {
        _acme24_codice_fiscale: cf,
        art_partita_iva: piva,
        fatturapa_pec: 'a@pec.example',
        fatturapa_cod_destinatario: 'm5uxcr1',
      },
      { fiscalCode: cf, vatNumber: piva, pec: 'a@pec.example', sdiCode: 'M5UXCR1' },
    ],
    [
      'but not what is like it, nor what is of others',
      {
        _acme_sdi_stato: 'INVIATA',
        _acme_sdi_id: '1234567',
        _acme_sdi_progressivo: '00A1B2C',
        _acme_codice_fiscale: 'RSSMRA80A01H501A',
        _acme_partita_iva: '01234567890',
        _negozio_partita_iva: piva,
        seller_pec: 'a@pec.example',
        vendor_vat_number: piva,
      },
      {},
    ],
    [
      'and after all others',
      { _acme_codice_fiscale: cf, _billing_cf: 'VRDLGU80A01H501X' },
      { fiscalCode: 'VRDLGU80A01H501X' },
    ],
    [
      'entities of HTML are no part of it',
      { _billing_cf: `${cf}&nbsp;`, _billing_pec: 'a&#64;pec.example' },
      { fiscalCode: cf, pec: 'a@pec.example' },
    ],
    [
      'each in the box of the other',
      { _billing_cf: piva, _billing_piva: cf },
      { fiscalCode: cf, vatNumber: piva },
    ],
    ['what is too long is none', { _billing_pec: `${'a'.repeat(300)}@pec.example` }, {}],
    [
      'what else a shop keeps is left alone',
      { _billing_fatt: 'yes', dati_fattura: 'x', iva: '22', _shop_vat: piva, _billing_vat_rate: '22' },
      {},
    ],
  ])('%s', (_, meta, expected) => {
    expect(find(meta as Readonly<Record<string, string>>)).toEqual({ ...none, ...expected })
  })

  test('with a company, eleven digits are its VAT number; unless the shop says what they are', () => {
    const entries = [{ key: '_billing_cf', value: piva }]
    expect(findFiscalData(entries, {}, 'Rossi srl')).toEqual({ ...none, vatNumber: piva })
    const mapped = findFiscalData(entries, { fiscalCode: '_billing_cf' }, 'Rossi srl')
    expect(mapped).toEqual({ ...none, fiscalCode: piva })
  })

  test.each(['-', '--', 'n/a', 'N.D.', 'no', 'Non ho', 'nessuna', 'Nessuno', 'assente', '0', '/'])(
    'what says that there is none is none: %s',
    (text) => {
      const typed = { _billing_cf: text, _billing_piva: text, _billing_pec: text, _billing_sdi: text }
      expect(find(typed)).toEqual(none)
    },
  )

  test.each(['P.IVA 01234567897', 'IT-01234567897', 'Partita IVA: 012 345 678 97', 'IT 012.345.678.97'])(
    'an Italian number is what customers write it with, without that: %s',
    (text) => {
      expect(find({ _billing_piva: text })).toEqual({ ...none, vatNumber: piva })
      expect(find({ _billing_vat_number: 'CHE-123.456.789 IVA' }).vatNumber).toBe('CHE-123.456.789IVA')
    },
  )

  test.each([
    [
      'fiscalCode',
      cf,
      ['codfis', 'codice_fisc', 'codice_fiscale_o_piva', 'cfiscale', 'dni', 'tax_id', 'taxid'],
    ],
    [
      'vatNumber',
      piva,
      ['pi', 'partiva', 'part_iva', 'num_iva', 'vatid', 'tax_id', 'tax_number', 'codice_iva'],
    ],
    ['pec', 'a@pec.example', ['pecmail', 'emailpec', 'posta_certificata', 'posta_elettronica_certificata']],
    ['sdiCode', 'M5UXCR1', ['sdicode', 'codicesdi', 'codice_ipa', 'ipa_code', 'pa_index']],
  ] as const)('%s under other words for it', (field, value, keys) => {
    for (const key of keys)
      expect(find({ [`_billing_${key}`]: value }), key).toEqual({ ...none, [field]: value })
  })

  test.each([
    ['ATU12345678', 'ATU12345678'],
    ['ESB12345674', 'ESB12345674'],
    ['FRXX123456789', 'FRXX123456789'],
    ['NL 123456789 B01', 'NL123456789B01'],
    ['CHE-123.456.789', 'CHE-123.456.789'],
    ['IT-012.345.678.97', piva],
  ])("under a shop's own name, numbers as their countries write them: %s", (typed, vatNumber) => {
    expect(find({ _billing_partita_iva_azienda: typed })).toEqual({ ...none, vatNumber })
  })

  test.each([
    ['a dot behind it', { _billing_sdi: 'M5UXCR1.' }, { sdiCode: 'M5UXCR1' }],
    ['its own label', { _billing_sdi: 'SDI: M5UXCR1' }, { sdiCode: 'M5UXCR1' }],
    ['its own label, of a PEC', { _billing_pec: 'PEC: a@pec.example' }, { pec: 'a@pec.example' }],
    ['both', { _billing_pec: 'M5UXCR1 / a@pec.example' }, { pec: 'a@pec.example', sdiCode: 'M5UXCR1' }],
    [
      'both, the other way',
      { _billing_sdi: 'a@pec.example - M5UXCR1' },
      { pec: 'a@pec.example', sdiCode: 'M5UXCR1' },
    ],
    ['the VAT number', { _billing_sdi: piva }, { vatNumber: piva }],
    ['the VAT number again', { _billing_pec: piva, _billing_piva: piva }, { vatNumber: piva }],
    ['the fiscal code', { _billing_sdi: cf }, { fiscalCode: cf }],
    ['a code without a digit', { _billing_pec: 'KRRHBBB' }, { sdiCode: 'KRRHBBB' }],
    ['blanks', { _billing_sdi: 'M5U XCR1' }, { sdiCode: 'M5UXCR1' }],
  ])('in the box for PEC or code, %s', (_, typed, expected) => {
    expect(find(typed as Readonly<Record<string, string>>)).toEqual({ ...none, ...expected })
  })

  test.each([
    'x',
    'xxx',
    'privato',
    'no pec',
    'no p.iva',
    'senza',
    'nulla',
    'Nessuna PEC',
    'test',
    'false',
    '1',
    '22%',
    '11111111111',
    'XXXXXXXXXXXXXXXX',
    '3331234567',
  ])('what has the form of none of them is none: %s', (text) => {
    for (const key of ['_billing_pec', '_billing_sdi', '_billing_sdi_type'])
      expect(find({ [key]: text }), key).toEqual(none)
  })

  test.each([`${piva} ${cf}`, `${piva}/${cf}`, `P.IVA IT${piva} - C.F. ${cf.toLowerCase()}`])(
    'both numbers in one box, whichever it is: %s',
    (text) => {
      for (const key of ['_billing_cf', '_billing_piva', '_billing_cfpiva'])
        expect(find({ [key]: text }), key).toEqual({ ...none, fiscalCode: cf, vatNumber: piva })
    },
  )

  test('what has a like name is none of them', () => {
    const like = { _ape_color: 'A12345', _payment_pi: piva, _stripe_tax_id: piva, _receiver_code: 'A12345B' }
    expect(find(like)).toEqual(none)
  })

  test.each(['1', '22', '22%', '12345', '11111111111', 'si'])(
    'nor is a number what none can be: %s',
    (text) => {
      expect(find({ _billing_vat: text, _billing_cf: text })).toEqual(none)
    },
  )

  test("what the shop's own mapping names is taken as it is", () => {
    expect(find({ x: 'RO18' }, { vatNumber: 'x' }).vatNumber).toBe('RO18')
    expect(find({ x: 'C1' }, { sdiCode: 'x' }).sdiCode).toBe('C1')
  })

  test('the code of those who have none in Italy stays', () => {
    expect(find({ _billing_sdi: 'XXXXXXX' })).toEqual({ ...none, sdiCode: 'XXXXXXX' })
    expect(find({ _billing_sdi: '0000000' })).toEqual({ ...none, sdiCode: '0000000' })
  })
})
