export type ProxyChoice =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly url: string }
  /** Only kinds of proxy we cannot speak to were named. */
  | { readonly kind: 'unsupported'; readonly proxy: string }

/**
 * Reads a proxy answer in the form that proxy scripts and Electron's `session.resolveProxy` use:
 * `DIRECT`, `PROXY host:port; DIRECT`, `HTTPS host:port`, `SOCKS5 host:port`. Takes the first we can use.
 */
export function chooseProxy(answer: string): ProxyChoice {
  let unsupported: string | null = null
  for (const entry of answer.split(';')) {
    const [kind = '', address = ''] = entry.trim().split(/\s+/)
    const scheme = schemes[kind.toUpperCase()]
    if (scheme !== undefined) {
      if (isAddress(address)) return { kind: 'proxy', url: `${scheme}://${address}` }
    } else if (kind.toUpperCase() === 'DIRECT') return { kind: 'direct' }
    else if (kind !== '') unsupported ??= `${kind} ${address}`.trim()
  }
  return unsupported === null ? { kind: 'direct' } : { kind: 'unsupported', proxy: unsupported }
}

/**
 * The same answer with name and password put before the address of the proxy they were entered for, as addresses have
 * them (`PROXY name:password@host:port`); all others stay without.
 */
export function withLogin(
  answer: string,
  login: { readonly proxy: string; readonly username: string; readonly password: string } | null,
): string {
  if (login === null) return answer
  const name = `${encodeURIComponent(login.username)}:${encodeURIComponent(login.password)}`
  const entries = answer.split(';').map((entry) => {
    const [kind = '', address = ''] = entry.trim().split(/\s+/)
    const scheme = schemes[kind.toUpperCase()]
    if (scheme === undefined || !isAddress(address)) return entry
    return new URL(`${scheme}://${address}`).host === login.proxy ? `${kind} ${name}@${address}` : entry
  })
  return entries.join(';')
}

/** The kinds of proxy that we speak to. */
const schemes: Readonly<Partial<Record<string, string>>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
}

function isAddress(text: string): boolean {
  return text !== '' && URL.canParse(`http://${text}`)
}
