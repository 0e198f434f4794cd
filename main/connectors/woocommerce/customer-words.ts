import { plainLine, plainLines } from '../plain-words.ts'
import type { Fields } from '../reader.ts'
import { remembered } from '../remembered.ts'
import { rowsOf } from './reader.ts'

/**
 * What the customer wrote: the remark, and what plugins for the checkout ask for beside it and keep as metadata of
 * the order or of its shipping: the message of a gift, notes for the courier, the day and hour wanted.
 */
export function noteOf(order: Fields): string {
  const remark = typeof order.customer_note === 'string' ? plainLines(order.customer_note) : ''
  const kept = [order, ...rowsOf(order.shipping_lines)].flatMap((row) => rowsOf(row.meta_data))
  const asked = new Set<string>()
  for (const { key, value } of kept) {
    if (typeof key !== 'string' || typeof value !== 'string') continue
    const { message, day } = askedBy(key)
    const name =
      (message && isWritten.test(value) ? message : '') || (day && isDayOrHour.test(value) ? day : '')
    if (name !== '') asked.add(`${name}: ${plainLines(value).trim()}`)
  }
  return [remark, ...asked].filter((text) => text !== '').join('\n')
}

/** What of it a key says that it was asked for by. */
const askedBy = remembered((key) => {
  const name = nameOf(key)
  const shown = (words: RegExp) => words.exec(name)?.[0].replaceAll('_', ' ').trim() ?? ''
  return { message: shown(messageName), day: shown(dayName) }
})

/** A key in small letters, without the decoration of the checkout block (`_wc_other/NAMESPACE/FIELD`) and of plugins. */
function nameOf(key: string): string {
  const bare = plainLine(key.slice(0, 100))
    .toLowerCase()
    .replace(/^_?wc_(billing|shipping|other)\/(?:[^/]*\/)?/, '')
  return bare.replace(/[^\p{L}\d]+/gu, '_').replace(/^_+|_+$/g, '')
}

const messageName =
  /(gift|regalo|bigliett\w*|auguri|greeting)_(\w+_)?(messag\w*|note|text|testo)$|(messag\w*|note?|testo)_(\w+_)?(regalo|gift|bigliett\w*|auguri)|(^|_)dedica(_|$)|(delivery|courier|consegna|corriere)_(note|notes|instructions?|comments?)$|(note?|istruzioni)_(\w+_)?(consegna|corriere)$/
const dayName =
  /(^|_)(delivery|pick_?up|consegna|ritiro)_(date|day|time|time_?slot|time_?frame|slot)$|(^|_)date_of_(delivery|pick_?up)$|(^|_)(data|giorno|ora|orario|fascia)_(\w+_)?(consegna|ritiro)$/

/** No number, no switch, no address, no data. */
const isWritten = /^(?!\s*(?:[[{]|https?:|(?:yes|no|on|off|true|false|s[iì])\s*$))(?=.*[^\d\s.,:;/-])/isu
/** A date or an hour that is no number of seconds. */
const isDayOrHour = /^(?!\s*(?:[[{]|\d{9,}\s*$))(?=.*\d).{4,60}$/s
