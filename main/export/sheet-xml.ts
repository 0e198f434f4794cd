import { dateOf, dayMs, localText } from '../words/local-time.ts'
import { plainDecimal } from './cells.ts'
import type { Column, ColumnKind } from './columns.ts'
import { plainText } from './plain-text.ts'
import { escapeXml } from './xml.ts'

/** Indices into the `cellXfs` of `workbook-parts.ts`. */
const styles = { header: 1, date: 2, amount: 3, number: 4, text: 5, day: 6 } as const

/** Excel's own limits ("Excel specifications and limits"). */
const cellLimit = 32_767
const digitLimit = 15
/** Day 0 of Excel's calendar in days of Unix time; true from 1 March 1900 on. */
const epoch = 25_569

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** The beginning of a worksheet: the header row stays in sight. */
export function sheetOpening<Row>(columns: readonly Column<Row>[]): string {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  const cells = columns.map(({ header }, index) => textCell(`${letters(index)}1`, header, styles.header))
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${cells.join('')}</row>`
}

/** The end of a worksheet that has so many rows: with a filter on each column. */
export function sheetClosing(columns: number, rows: number): string {
  return `</sheetData><autoFilter ref="A1:${letters(columns - 1)}${rows}"/></worksheet>`
}

/** Turns rows into XML. */
export function rowWriter<Row>(columns: readonly Column<Row>[]): (row: Row, number: number) => string {
  const prepared = columns.map(({ kind, value }, index) => ({ kind, value, letter: letters(index) }))
  return (row, number) => {
    let xml = `<row r="${number}">`
    for (const { kind, value, letter } of prepared) {
      const content = value(row)
      if (content !== '') xml += cell(`${letter}${number}`, kind, content)
    }
    return `${xml}</row>`
  }
}

function cell(reference: string, kind: ColumnKind, value: string): string {
  const number = inExcel(kind, value)
  if (number === null) return textCell(reference, value, styles.text)
  return `<c r="${reference}" s="${styles[kind]}"><v>${number}</v></c>`
}

/** As a number; null for what goes out as a text. */
function inExcel(kind: ColumnKind, value: string): string | null {
  if (kind === 'text') return null
  if (kind === 'date') return serialOf(value)
  if (kind === 'day') return String(Date.parse(value) / dayMs + epoch)
  return numberOf(value)
}

/** Excel computes with floats: what has more digits than they hold goes out as a text, whole (R24). */
function numberOf(value: string): string | null {
  const decimal = plainDecimal(value)
  if (decimal === null) return null
  return decimal.replace(/^-?[0.]*/, '').replace('.', '').length <= digitLimit ? decimal : null
}

/** Days since Excel's day 0 on this computer's clock: Excel knows no time zones. */
function serialOf(instant: string): string | null {
  const date = dateOf(instant)
  if (date === null || date.getFullYear() < 1901 || date.getFullYear() > 9999) return null
  // As if it were UTC.
  const local = Date.parse(`${localText(date).replace(' ', 'T')}Z`)
  return String(local / dayMs + epoch)
}

function textCell(reference: string, text: string, style: number): string {
  const short = plainText(text).slice(0, cellLimit).toWellFormed()
  // Excel reads `_x0041_` as a character's code: an underscore that only looks so is written as its own code.
  const literal = short.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(literal)}</t></is></c>`
}

/** 0 -> A, 26 -> AA. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}
