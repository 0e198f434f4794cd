export type ProxyChoice =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly url: string }
  /** Only kinds of proxy we cannot speak to were named. */
  | { readonly kind: 'unsupported'; readonly proxy: string }

/**
 * Reads a proxy answer in the form that proxy scripts and Electron's `session.resolveProxy` use:
 * `DIRECT`, `PROXY host:port; DIRECT`, `HTTPS host:port`. Takes the first we can use; SOCKS is not among them.
 */
export function chooseProxy(answer: string): ProxyChoice {
  let unsupported: string | null = null
  for (const entry of answer.split(';')) {
    const [kind = '', address = ''] = entry.trim().split(/\s+/)
    switch (kind.toUpperCase()) {
      case 'DIRECT':
        return { kind: 'direct' }
      case 'PROXY':
      case 'HTTP':
        if (isAddress(address)) return { kind: 'proxy', url: `http://${address}` }
        break
      case 'HTTPS':
        if (isAddress(address)) return { kind: 'proxy', url: `https://${address}` }
        break
      case '':
        break
      default:
        unsupported ??= `${kind} ${address}`.trim()
    }
  }
  return unsupported === null ? { kind: 'direct' } : { kind: 'unsupported', proxy: unsupported }
}

function isAddress(text: string): boolean {
  return text !== '' && URL.canParse(`http://${text}`)
}
