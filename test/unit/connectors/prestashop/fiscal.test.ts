import { describe, expect, test } from 'vitest'
import { addedCustomerFields } from '../../../../main/connectors/prestashop/customer-fields.ts'
import { fiscalData } from '../../../../main/connectors/prestashop/fiscal.ts'
import { readRecording } from '../../../prestashop-server/recordings.ts'

const cf = 'RSSMRA80A01H501U'
const piva = '01234567897'

describe('R25: fiscal fields of PrestaShop', () => {
  test('a module’s own fields beat what was once written by hand', () => {
    const address = {
      sdi: 'KRRH6B9',
      pec: 'nuova@pec.example',
      other: 'Codice SDI: M5UXCR1\nPEC: vecchia@pec.example\nCodice destinatario: BA6ET11',
    }
    expect(fiscalData(address, null, {})).toMatchObject({ sdiCode: 'KRRH6B9', pec: 'nuova@pec.example' })
    const customer = { codice_univoco: 'KRRH6B9' }
    expect(fiscalData({ other: 'Codice SDI: M5UXCR1' }, customer, {})).toMatchObject({ sdiCode: 'KRRH6B9' })
  })

  test('customers’ fields count as addresses’ do, also by the shop’s own mapping', () => {
    const customer = {
      pec: 'c@pec.example',
      codice_destinatario: 'M5UXCR1',
      codice_fiscale: cf,
      campo_mio: piva,
    }
    expect(fiscalData({ other: '' }, customer, { vatNumber: 'campo_mio' })).toEqual({
      fiscalCode: cf,
      vatNumber: piva,
      pec: 'c@pec.example',
      sdiCode: 'M5UXCR1',
    })
  })

  test('the fields of French businesses, where a shop asks for Italian ones in them', () => {
    const customer = { company: 'Rossi S.r.l.', siret: piva, ape: 'm5uxcr1' }
    const expected = { fiscalCode: '', vatNumber: piva, pec: '', sdiCode: 'M5UXCR1' }
    expect(fiscalData(null, customer, {})).toEqual(expected)
    expect(fiscalData({ vat_number: `IT${piva}` }, { ...customer, siret: '07643520567' }, {})).toEqual(
      expected,
    )
    const french = { company: 'Dupont SARL', siret: '73282932000074', ape: '4711F' }
    expect(fiscalData(null, french, {})).toEqual({ fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' })
  })

  test.each([
    ['SDI M5UXCR1 PEC c@pec.it', { sdiCode: 'M5UXCR1', pec: 'c@pec.it' }],
    ['pec = b@pec.it', { pec: 'b@pec.it' }],
    ['PEC - b@pec.it / SDI - M5UXCR1', { pec: 'b@pec.it', sdiCode: 'M5UXCR1' }],
    ['Codice univoco: UF1ABC - C.F. rssmra80a01h501u', { sdiCode: 'UF1ABC', fiscalCode: cf }],
    [`P.IVA IT${piva}, codice destinatario KRRH6B9`, { vatNumber: piva, sdiCode: 'KRRH6B9' }],
    ['Partita IVA 01234567897 Cod. Fisc. 01234567897', { vatNumber: piva, fiscalCode: piva }],
    ['SDI &quot;M5UXCR1&quot;<br>PEC: c@pec.it', { pec: 'c@pec.it' }],
    // Words behind a label are no code.
    ['SDI ALLEGATO, suonare al portiere', { sdiCode: '' }],
    ['codice destinatario diverso da prima', { sdiCode: '' }],
    [
      'Suonare 🔔 «D’Angelo», poi lasciare al portiere',
      { sdiCode: '', pec: '', vatNumber: '', fiscalCode: '' },
    ],
  ])('free text: %s', (other, right) => {
    expect(fiscalData({ other }, null, {})).toMatchObject(right)
  })

  test('modules that name their fields after the invoice', () => {
    const address = { einvoice_sdi: 'M5UXCR1', ei_pec: 'c@pec.example', fattura_piva: piva }
    expect(fiscalData(address, null, {})).toEqual({
      fiscalCode: '',
      vatNumber: piva,
      pec: 'c@pec.example',
      sdiCode: 'M5UXCR1',
    })
  })

  test('both codes, each in the box of the other', () => {
    expect(fiscalData({ vat_number: cf, dni: piva }, null, {})).toMatchObject({
      vatNumber: piva,
      fiscalCode: cf,
    })
  })

  test('eleven digits in the box of the fiscal code are a company’s VAT number', () => {
    expect(fiscalData({ company: 'Rossi S.r.l.', dni: piva, vat_number: '' }, null, {})).toMatchObject({
      vatNumber: piva,
      fiscalCode: '',
    })
  })

  test('long texts of any kind take no time', () => {
    for (const sign of ['<', '&', ' ', '[', 'pec ', 'sdi a', '. ', 'a.', '@', 'codice ']) {
      const other = sign.repeat(300_000 / sign.length)
      const begun = process.cpuUsage()
      fiscalData({ other, company: other, vat_number: other, pec: other }, { note: other }, {})
      expect(process.cpuUsage(begun).user).toBeLessThan(1_000_000)
    }
  })
})

describe('which fields modules have added to customers', () => {
  const answer = (body: string, status = 200) => ({
    status,
    headers: {},
    body: Buffer.from(body),
    url: new URL('https://shop.example/api/customers'),
    serverDate: null,
    elapsedMs: 0,
    retries: 0,
  })
  const described = (fields: readonly string[]) =>
    `<?xml version="1.0"?>\n<prestashop xmlns:xlink="x">\n<customer>\n${fields
      .map((field) => `\t<${field} format="isString" maxSize="255"><![CDATA[]]></${field}>\n`)
      .join(
        '',
      )}<associations>\n<groups nodeType="group">\n\t<group><id></id></group></groups></associations></customer></prestashop>`

  test('are told by the webservice’s description; no password, nothing of PrestaShop’s own', () => {
    const own = [
      'id_default_group',
      'passwd',
      'secure_key',
      'firstname',
      'email',
      'note',
      'reset_password_token',
    ]
    const body = described([...own, 'pec', 'codice_destinatario', 'my_passphrase'])
    expect(addedCustomerFields(answer(body))).toEqual(['pec', 'codice_destinatario'])
  })

  test('are none where the answer is another', () => {
    expect(addedCustomerFields(answer(readRecording('schema_synopsis_json').response.body))).toEqual([])
    expect(addedCustomerFields(answer(readRecording('schema_synopsis_xml').response.body))).toEqual([])
    expect(addedCustomerFields(answer(described(['pec']), 500))).toEqual([])
    expect(addedCustomerFields(answer(`<customer>${'<a '.repeat(100_000)}`)).length).toBeLessThan(50)
  })
})
