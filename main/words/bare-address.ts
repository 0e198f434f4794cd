import type { PlatformId } from './shop.ts'

/** An address without what may be secret in it. */
export interface BareAddress {
  readonly url: string
  /** Name and password that stood before the host; `''` where there were none. */
  readonly user: string
  readonly password: string
}

/**
 * Takes user, password, query and fragment out of an address as typed (R32): pasted links hold keys, and addresses of
 * staging sites their password. The rest stays as it was typed. Of PrestaShop's the parameter that chooses a shop of a
 * multishop (`id_shop=2`) stays, too. Without a scheme a name before the host is an e-mail address, and no login.
 */
export function bareAddress(typed: string, platform: string): BareAddress {
  // Blanks are not part of an address (`typed-address.ts`), but may hide where its host begins.
  const text = typed.replace(/[\s\u200B-\u200D\uFEFF]/g, '')
  const chosen = platform === ('prestashop' satisfies PlatformId) ? shopChosen(text) : ''
  const bare = text.replace(/[?#].*$/, '')
  const [, scheme = '', login = '', rest = ''] =
    /^([a-z][a-z0-9+.-]*:[/\\]{2,})([^/\\]*)@(.*)$/i.exec(bare) ?? []
  if (scheme === '') return { url: bare + chosen, user: '', password: '' }
  const colon = login.includes(':') ? login.indexOf(':') : login.length
  return {
    url: scheme + rest + chosen,
    user: decoded(login.slice(0, colon)),
    password: decoded(login.slice(colon + 1)),
  }
}

/** Whether what {@link bareAddress} takes out of an address may open something, and is no mere page or language. */
export function mayHoldSecret(typed: string): boolean {
  const { user, password } = bareAddress(typed, '')
  const rest = /[?#].*$/s.exec(typed)?.[0] ?? ''
  return user + password !== '' || /key|secret|token|pass|pwd|auth|sign|[a-z0-9]{20}/i.test(rest)
}

function shopChosen(text: string): string {
  const id = /\?(?:[^#]*&)?id_shop=(\d{1,9})(?:[&#]|$)/.exec(text)?.[1]
  return id === undefined ? '' : `?id_shop=${id}`
}

/** `%40` as `@`; as it stands where it is no such code. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
