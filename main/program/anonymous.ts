import { createHmac, randomBytes } from 'node:crypto'

/** Parameters whose texts are the program's own words: never an address, a name, or anything of a customer. */
const ownWords: ReadonlySet<string> = new Set([
  'apiVersion',
  'authentication',
  'authenticated',
  'code',
  'currency',
  'expected',
  'field',
  'outcome',
  'parameter',
  'part',
  'permalinks',
  'platformVersion',
  'problem',
  'trigger',
  'version',
])

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
/** What a code looks like; what it cannot be is an e-mail address, a host or a sentence. */
const word = /^[A-Za-z0-9_-]{1,40}$/

/**
 * Makes values fit for strangers' eyes: figures, instants and the program's own codes stay, every other text becomes
 * a mark that is the same wherever the text is the same, and means nothing outside of this one bundle.
 */
export function anonymiser(secret: Uint8Array = randomBytes(32)) {
  const mark = (text: string) => `#${createHmac('sha256', secret).update(text).digest('hex').slice(0, 10)}`
  const anonymous = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') {
      const harmless =
        instant.test(value) || (ownWords.has(key) && value.split('.').every((part) => word.test(part)))
      return harmless || value === '' ? value : mark(value)
    }
    if (Array.isArray(value)) return value.map((one) => anonymous(one, key))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, anonymous(one, name)]))
  }
  return { mark, anonymous }
}
