// A plain Chromium knows no custom standard schemes, so `app://host/path` is shown to it as
// `https://host.app.electron-stand-in.test/path` (a secure origin of its own) and translated back everywhere.

const SUFFIX = '.electron-stand-in.test'
const PLAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/

function toLabel(host: string): string {
  if (PLAIN.test(host) && !host.startsWith('x--')) return host
  return `x--${Buffer.from(host).toString('hex')}`
}

function fromLabel(label: string): string {
  return label.startsWith('x--') ? Buffer.from(label.slice(3), 'hex').toString() : label
}

/** The address Chromium is given for one of a handled scheme; every other address is left as it is. */
export function toBrowser(url: string, schemes: ReadonlySet<string>): string {
  const parsed = URL.parse(url)
  if (parsed === null) return url
  const scheme = parsed.protocol.slice(0, -1)
  if (!schemes.has(scheme)) return url
  const path = parsed.pathname.startsWith('/') ? parsed.pathname : `/${parsed.pathname}`
  return `https://${toLabel(parsed.host.toLowerCase())}.${scheme}${SUFFIX}${path}${parsed.search}${parsed.hash}`
}

/** The program's address for one of Chromium's; every other address is left as it is. */
export function toProgram(url: string): string {
  const parsed = URL.parse(url)
  if (parsed === null || !parsed.hostname.endsWith(SUFFIX)) return url
  const [label, scheme] = parsed.hostname.slice(0, -SUFFIX.length).split('.')
  if (label === undefined || scheme === undefined) return url
  return `${scheme}://${fromLabel(label)}${parsed.pathname}${parsed.search}${parsed.hash}`
}

/** Is this one of the translated addresses? */
export function isTranslated(url: string): boolean {
  return URL.parse(url)?.hostname.endsWith(SUFFIX) ?? false
}

/** `scheme://host` as Electron gives the origin of a standard scheme. */
export function originOf(url: string): string {
  const parsed = URL.parse(url)
  if (parsed === null) return ''
  return parsed.origin === 'null' && parsed.protocol !== 'data:' && parsed.protocol !== 'about:'
    ? `${parsed.protocol}//${parsed.host}`
    : parsed.origin
}

/** A header of the program's with its addresses translated: a policy that names `app:` must also hold for us. */
export function translateHeader(name: string, value: string, schemes: ReadonlySet<string>): string {
  const lower = name.toLowerCase()
  if (lower === 'location') return toBrowser(value, schemes)
  if (!lower.startsWith('content-security-policy') && lower !== 'access-control-allow-origin') return value
  return value.replace(
    /\b([a-z][a-z0-9+.-]*):(\/\/[^\s;,'"]*)?/gi,
    (whole: string, scheme: string, rest?: string) => {
      if (!schemes.has(scheme.toLowerCase())) return whole
      if (rest === undefined) return `https://*.${scheme}${SUFFIX}`
      const translated = toBrowser(whole, schemes)
      return rest.slice(2).includes('/') ? translated : translated.replace(/\/$/, '')
    },
  )
}
