/**
 * Query strings as PHP reads them (`parse_str`): the last value of a name wins, `name[]=a&name[]=b` makes a list,
 * `+` is a space, dots and spaces in a name become underscores.
 */

export type PhpValue = string | ReadonlyMap<string, string>
export type PhpQuery = ReadonlyMap<string, PhpValue>

/** Parses a query string (without its `?`). Never throws: broken percent signs stay as they are. */
export function parseQuery(query: string): PhpQuery {
  const parsed = new Map<string, PhpValue>()
  for (const part of query.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const rawName = urlDecode(equals < 0 ? part : part.slice(0, equals))
    const value = equals < 0 ? '' : urlDecode(part.slice(equals + 1))
    const bracketed = /^([^[]+)\[([^\]]*)\]$/.exec(rawName)
    const name = (bracketed?.[1] ?? rawName).replace(/[. ]/g, '_')
    if (!bracketed) {
      parsed.set(name, value)
      continue
    }
    const before = parsed.get(name)
    const list = new Map(typeof before === 'object' ? before : [])
    list.set(bracketed[2] || String(list.size), value)
    parsed.set(name, list)
  }
  return parsed
}

/** PHP's `urldecode`. */
export function urlDecode(text: string): string {
  return rawUrlDecode(text.replaceAll('+', ' '))
}

/** PHP's `rawurldecode`: a percent sign that begins no escape stands for itself. */
export function rawUrlDecode(text: string): string {
  if (!text.includes('%')) return text
  const bytes = text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
  )
  return bytes
}

/** PHP's `rawurlencode` (RFC 3986). */
export function rawUrlEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** PHP's `urlencode`: as the `Link` header has it, spaces as `+`. */
export function urlEncode(text: string): string {
  return rawUrlEncode(text).replaceAll('%20', '+').replaceAll('~', '%7E')
}

/** WordPress' `wp_parse_list`: text is cut at commas and white space, a list is taken as it is. */
export function asList(value: PhpValue): readonly string[] {
  if (typeof value !== 'string') return [...value.values()]
  return value.split(/[\s,]+/).filter((item) => item !== '')
}
