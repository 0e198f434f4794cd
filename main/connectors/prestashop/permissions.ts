import type { Answer } from '../http.ts'

/** What a key must be able to view, in the back office's own list of resources. */
export const neededResources: readonly string[] = [
  'orders',
  'order_details',
  'order_states',
  'order_slip',
  'customers',
  'addresses',
  'countries',
  'currencies',
  'taxes',
]

/** What orders can be downloaded without, missing some of their data. */
export const optionalResources: ReadonlySet<string> = new Set([
  'carriers',
  'configurations',
  'order_cart_rules',
  'order_discounts',
  'order_payments',
  'states',
])

/** Of those, what every version has. */
const wishedResources = ['carriers', 'configurations', 'order_payments', 'states']

export interface Missing {
  readonly needed: readonly string[]
  readonly wished: readonly string[]
}

/**
 * What a key may not read of what a download asks for, by the webservice's own index, which comes as XML only
 * (recordings `api_root_xml`, `api_root_json_500`); null when the answer is no such index.
 */
export function missingPermissions(answer: Answer): Missing | null {
  if (answer.status !== 200) return null
  const text = answer.body.toString('utf8')
  if (!/<api[\s>]/.test(text)) return null
  const readable = new Set([...text.matchAll(/<(\w+)\s[^>]*\bget="true"/g)].map((match) => match[1] ?? ''))
  return {
    needed: neededResources.filter((resource) => !readable.has(resource)),
    wished: wishedResources.filter((resource) => !readable.has(resource)),
  }
}
