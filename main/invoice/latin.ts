import anyAscii from 'any-ascii'
import type { InvoiceField } from '../words/invoice.ts'
import { type Notes, warn } from './notes.ts'

/** What typography has beside the schema's characters; `any-ascii` says some of it otherwise than people do. */
const typography: Readonly<Record<string, string>> = {
  ...{ '‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", '“': '"', '”': '"', '„': '"', '‟': '"', '″': '"' },
  ...{ '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-', '•': '-', '…': '...' },
  ...{ '€': 'EUR', Œ: 'OE', œ: 'oe', '™': '(TM)', '\u00a0': ' ' },
}
const typographic = new RegExp(`[${Object.keys(typography).join('')}]`, 'g')
const spaces = /[\s\p{Zs}\0-\x1f\x7f-\x9f]+/gu
/** Pictures, what only joins or turns characters, and what is none. */
const unfit =
  /(?![\xa0-\xac\xae-\xff])(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Variation_Selector}\ufffd]|\u20e3)/gu

/** The text in the characters that the schema takes, Latin-1 without control characters, in one line. */
export function latin(text: string): string {
  return folded(text)
    .replace(typographic, (character) => typography[character] ?? '')
    .replace(unfit, '')
    .replace(/[^\x20-\x7e\xa0-\xff]+/gu, anyAscii)
    .replace(spaces, ' ')
    .trim()
}

/** As {@link latin}, for what takes ASCII only. */
export function ascii(text: string): string {
  return latin(text)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x20-\x7e]+/gu, anyAscii)
    .replace(spaces, ' ')
    .trim()
}

/** The text of a field, no longer than the schema takes: what had to be changed or cut is noted. */
export function fitted(
  notes: Notes,
  field: InvoiceField,
  text: string,
  longest: number,
  into = latin,
): string {
  const fit = into(text)
  const sent = folded(text)
  if (fit !== sent) notes.changes.push({ field, from: sent.slice(0, longest), to: fit.slice(0, longest) })
  if (fit.length <= longest) return fit
  warn(notes, 'text-cut', { field, text: fit })
  return fit.slice(0, longest).trim()
}

function folded(text: string): string {
  // JavaScript counts the byte order mark among the spaces.
  return text.replaceAll('\uFEFF', '').normalize('NFC').replace(spaces, ' ').trim()
}
