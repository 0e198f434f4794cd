import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Big from 'big.js'
import {
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm'
import { childrenOf, textOf as maybeTextOf, readXml, type XmlElement } from './exports.ts'

/** The official schema, its samples and what is known of the format: not ours to keep, they lie beside the checkout. */
const shared = process.env.SHARED_DIR ?? fileURLToPath(new URL('../../../shared', import.meta.url))
const folder = join(shared, 'schemas/fatturapa')

/** Where they are absent, the tests that need them are skipped, and say so by their names. */
export const schemaThere = existsSync(join(folder, 'FatturaPA_v1.2.2.xsd'))
export const skipNote = schemaThere ? '' : ` (skipped: ${folder} is not here)`

export function sampleOf(name: string): XmlElement {
  return readXml(readFileSync(join(folder, name), 'utf8'))
}

let validator: XsdValidator | null = null

/** What the official schema says against a file; null: nothing. */
export function schemaProblem(xml: string): string | null {
  validator ??= readSchema()
  const document = XmlDocument.fromString(xml)
  try {
    validator.validate(document)
    return null
  } catch (error) {
    return String(error)
  } finally {
    document.dispose()
  }
}

/** The schema imports that of signatures from the web: it is read from beside it. */
function readSchema(): XsdValidator {
  const text = (name: string) =>
    readFileSync(join(folder, name), 'utf8')
      .replace(/^\uFEFF/, '')
      .replace(/<!DOCTYPE[\s\S]*?\]>/, '')
  const buffer = Buffer.from(text('xmldsig-core.xsd'))
  xmlRegisterInputProvider(new XmlBufferInputProvider({ 'mem/xmldsig-core.xsd': buffer }))
  const main = text('FatturaPA_v1.2.2.xsd').replace(
    /schemaLocation="[^"]*xmldsig-core-schema.xsd"/,
    'schemaLocation="xmldsig-core.xsd"',
  )
  const document = XmlDocument.fromString(main, {
    url: 'mem/f.xsd',
    option: ParseOption.XML_PARSE_NONET,
  })
  return XsdValidator.fromDoc(document)
}

/** The element at a path of names, or an empty one. */
export function at(element: XmlElement, path: string): XmlElement {
  let here = element
  for (const name of path.split('/')) {
    const [next] = childrenOf(here, name)
    if (next === undefined) return { name, attributes: {}, children: [], text: '' }
    here = next
  }
  return here
}

/** The text of the one child of that name; empty when there is none. */
export function textOf(element: XmlElement, name: string): string {
  return maybeTextOf(element, name) ?? ''
}

/** Names and texts of an element, for comparing. */
export function plain(element: XmlElement): unknown {
  if (element.children.length === 0) return element.text
  return element.children.map((child) => [child.name, plain(child)])
}

export const bodyOf = (root: XmlElement) => at(root, 'FatturaElettronicaBody')
export const linesIn = (body: XmlElement) => childrenOf(at(body, 'DatiBeniServizi'), 'DettaglioLinee')
export const summariesIn = (body: XmlElement) => childrenOf(at(body, 'DatiBeniServizi'), 'DatiRiepilogo')
export const paymentsIn = (body: XmlElement) => childrenOf(at(body, 'DatiPagamento'), 'DettaglioPagamento')
const big = (element: XmlElement, name: string) => new Big(textOf(element, name) || '0')
const sum = (elements: readonly XmlElement[], name: string) =>
  elements.reduce((all, element) => all.plus(big(element, name)), new Big(0))

/**
 * The content checks of the exchange system, by their codes, as far as they can be done without its registers: exact, and
 * by other means than the program's. Which of them refuse a body.
 */
export function contentErrors(root: XmlElement, body = bodyOf(root)): readonly string[] {
  const found: string[] = []
  const check = (code: string, isRight: boolean, where: unknown = '') => {
    if (!isRight) found.push(`${code} ${where}`.trim())
  }
  const lines = linesIn(body)
  const summaries = summariesIn(body)
  for (const line of lines) {
    const [rate, natura] = [big(line, 'AliquotaIVA'), textOf(line, 'Natura')]
    let price = big(line, 'PrezzoUnitario')
    for (const reduction of childrenOf(line, 'ScontoMaggiorazione')) {
      check('00438', textOf(reduction, 'Importo') + textOf(reduction, 'Percentuale') !== '')
      const by = big(reduction, 'Importo')
      price = textOf(reduction, 'Tipo') === 'SC' ? price.minus(by) : price.plus(by)
    }
    const quantity = childrenOf(line, 'Quantita').length === 0 ? new Big(1) : big(line, 'Quantita')
    const off = price.times(quantity).minus(big(line, 'PrezzoTotale')).abs()
    check('00423', off.lt('0.01'), `${price} x ${quantity} = ${textOf(line, 'PrezzoTotale')}`)
    check('00400', !rate.eq(0) || natura !== '')
    check('00401', rate.eq(0) || natura === '')
    check('00424', rate.eq(0) || rate.gte(1))
    check('00445', !/^N[236]$/.test(natura))
  }
  for (const summary of summaries) {
    const [rate, natura] = [big(summary, 'AliquotaIVA'), textOf(summary, 'Natura')]
    const due = rate.times(big(summary, 'ImponibileImporto')).div(100)
    check('00421', due.minus(big(summary, 'Imposta')).abs().lt('0.01'), JSON.stringify(plain(summary)))
    check('00429', !rate.eq(0) || natura !== '')
    check('00430', rate.eq(0) || natura === '')
  }
  const keys = (elements: readonly XmlElement[], name: string) =>
    [...new Set(elements.map((element) => textOf(element, name)))].sort()
  const rates = keys(lines, 'AliquotaIVA')
  for (const rate of rates) {
    const ofRate = (elements: readonly XmlElement[]) =>
      elements.filter((element) => textOf(element, 'AliquotaIVA') === rate)
    const taxable = sum(ofRate(summaries), 'ImponibileImporto')
    const made = sum(ofRate(lines), 'PrezzoTotale').plus(sum(ofRate(summaries), 'Arrotondamento'))
    check('00422', taxable.minus(made).abs().lt(1), `${rate}: ${taxable} ${made}`)
    // The program's own rule is stricter.
    check('own 00422', taxable.eq(made), `${rate}: ${taxable} ${made}`)
  }
  check('00443', String(rates) === String(keys(summaries, 'AliquotaIVA')))
  check('00444', String(keys(lines, 'Natura')) === String(keys(summaries, 'Natura')))
  check('00419', summaries.length >= rates.length)
  const head = at(body, 'DatiGenerali/DatiGeneraliDocumento')
  check('00425', /\d/.test(textOf(head, 'Numero')))
  const linked = at(body, 'DatiGenerali/DatiFattureCollegate')
  if (textOf(head, 'TipoDocumento') === 'TD04')
    check('00418', textOf(linked, 'Data') <= textOf(head, 'Data') && textOf(linked, 'IdDocumento') !== '')
  const total = sum(summaries, 'ImponibileImporto').plus(sum(summaries, 'Imposta'))
  check('own total', total.eq(big(head, 'ImportoTotaleDocumento')))
  check('own total of payments', sum(paymentsIn(body), 'ImportoPagamento').lte(total))
  return [...found, ...headerErrors(root)]
}

function headerErrors(root: XmlElement): readonly string[] {
  const header = at(root, 'FatturaElettronicaHeader')
  const code = textOf(at(header, 'DatiTrasmissione'), 'CodiceDestinatario')
  const buyer = at(header, 'CessionarioCommittente/DatiAnagrafici')
  const country = textOf(at(buyer, 'IdFiscaleIVA'), 'IdPaese')
  const found = []
  if (country === '' && textOf(buyer, 'CodiceFiscale') === '') found.push('00417')
  if (code.length !== 7) found.push('00427')
  if (code === 'XXXXXXX' && (country === '' || country === 'IT')) found.push('00313')
  if (root.attributes.versione !== textOf(at(header, 'DatiTrasmissione'), 'FormatoTrasmissione'))
    found.push('00428')
  return found
}
