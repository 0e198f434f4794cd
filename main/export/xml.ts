import { plainText } from './plain-text.ts'

/** The pieces of an XML file that is written as it comes; libraries want the whole document first. */
export type Attributes = Readonly<Record<string, string>>

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as element content or attribute value; what XML 1.0 does not allow is left out. */
export function escapeXml(text: string): string {
  const plain = plainText(text)
  return /[&<>"]/.test(plain) ? plain.replace(/[&<>"]/g, (character) => entities[character] ?? '') : plain
}

/** `content` is text, or the elements inside (already XML). */
export function element(
  name: string,
  content: string | readonly string[],
  attributes: Attributes = {},
): string {
  let opening = name
  for (const [key, value] of Object.entries(attributes)) opening += ` ${key}="${escapeXml(value)}"`
  const inside = typeof content === 'string' ? escapeXml(content) : content.join('')
  return inside === '' ? `<${opening}/>` : `<${opening}>${inside}</${name}>`
}
