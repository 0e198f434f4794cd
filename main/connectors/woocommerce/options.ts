import type { OrderLine } from '../../words/order.ts'
import { plainLine } from '../plain-words.ts'
import { type Fields, isFields } from '../reader.ts'
import { parsedJson, rowsOf } from './reader.ts'

type Option = OrderLine['options'][number]

/**
 * A variation's options and what a customer chose, without what plugins keep for themselves (`_...`). Some keep the
 * choices themselves there, and nowhere else: rows with a name and a value.
 */
export function mapOptions(line: Fields): readonly Option[] {
  const options: Option[] = []
  const kept: Option[] = []
  for (const { key, value, display_key: name, display_value: text } of rowsOf(line.meta_data)) {
    if (typeof key !== 'string') continue
    const field = customField.exec(key)?.[1]
    if (field !== undefined) options.push({ name: field.replaceAll('_', ' '), value: shown(value) })
    else if (key.startsWith('_')) kept.push(...choicesIn(parsedJson(value) ?? value, 0))
    else
      options.push({
        name: shown(name) || plainLine(key.replace(/^pa_/, '')),
        value: shown(text) || shown(value),
      })
  }
  const seen = options.filter(({ value }) => value !== '')
  const others = kept.filter((choice) => !seen.some((option) => isSame(option, choice)))
  return [...seen, ...others.filter((choice, place) => others.findIndex(isEqual(choice)) === place)]
}

/** Custom Fields (RightPress) keeps each choice under a key of its own, its number and more under others. */
const customField = /^_wccf_pf_(?!id_|data_)(.{1,100})$/

/** Shown to the customer already, with or without its price behind the name. */
function isSame(option: Option, choice: Option): boolean {
  const [longer, name] = [option.name.toLowerCase(), choice.name.toLowerCase()]
  return longer === name || (option.value === choice.value && longer.startsWith(name))
}

function isEqual({ name, value }: Option): (other: Option) => boolean {
  return (other) => other.name === name && other.value === value
}

/**
 * The choices that plugins for extra product options keep: Extra Product Options (`_tmcartepo_data`), Custom Product
 * Addons (`_WCPA_order_meta_data`), Advanced Product Fields (`_wapf_meta`). Rows, by number or under `fields`.
 */
function choicesIn(kept: unknown, depth: number): readonly Option[] {
  if (depth > 5 || typeof kept !== 'object' || kept === null) return []
  if (isFields(kept)) {
    const choice = choiceOf(kept)
    if (choice !== null) return choice.value === '' ? [] : [choice]
    if (typeof kept.fields === 'object') return choicesIn(kept.fields, depth + 1)
    if (depth > 0) return []
  }
  const rows: readonly unknown[] = Object.values(kept)
  return rows.slice(0, mostRows).flatMap((row) => choicesIn(row, depth + 1))
}

const mostRows = 50

/** Null for what is no row of a name and a value: it may hold some. */
function choiceOf(row: Fields): Option | null {
  if (row.value === undefined) return null
  // Extra Product Options gives its unnamed fields keys that name the choice.
  const isNamed = row.section === undefined
  const name = firstText([row.label, row.name, isNamed ? row.key : row.section_label])
  if (name === '' && isNamed) return null
  if (typeof row.type === 'string' && isNoChoice.test(row.type)) return { name, value: '' }
  const chosen = chosenIn(row.value)
  const times = typeof row.quantity === 'number' && row.quantity > 1 ? ` × ${row.quantity}` : ''
  return { name: name || 'Opzione', value: chosen === '' ? '' : `${chosen}${times}` }
}

const isNoChoice = /^(header|paragraph|content|separator|html|hidden)$/

/** One value, or several, each with its own label. */
function chosenIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return shown(value)
  const all: readonly unknown[] = Object.values(value)
  const labels = all.slice(0, mostRows).map((one) => {
    return isFields(one) ? firstText([one.label, one.value, one.file_name, one.name, one.url]) : shown(one)
  })
  return joined(labels)
}

function firstText(values: readonly unknown[]): string {
  return values.map((value) => shown(value)).find((text) => text !== '') ?? ''
}

/** A metadata value for people: WooCommerce wraps `display_value` in HTML, and it may be any JSON. */
function shown(value: unknown, depth = 0): string {
  if (typeof value === 'string') return plainLine(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  // What is nested deeper is a plugin's own bookkeeping.
  if (depth > 3) return ''
  if (Array.isArray(value)) return joined(value.map((inner) => shown(inner, depth + 1)))
  if (!isFields(value)) return ''
  const parts = Object.entries(value).filter(([name]) => !name.startsWith('_'))
  return parts.map(([name, inner]) => `${name}: ${shown(inner, depth + 1)}`).join('; ')
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(', ')
}
