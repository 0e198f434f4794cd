import type { Answer } from '../http-answer.ts'
import type { Facts } from './transport.ts'

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
  'customer_messages',
  'customer_threads',
  'customizations',
  'messages',
  'order_cart_rules',
  'order_discounts',
  'order_payments',
  'product_customization_fields',
  'shop_groups',
  'shops',
  'states',
])

/** Of those, what orders are made of. */
export const orderResources: ReadonlySet<string> = new Set(
  [...optionalResources].filter((resource) => !['configurations', 'shop_groups', 'shops'].includes(resource)),
)

/** Of those, what every version has. */
const wishedResources = [
  'carriers',
  'configurations',
  'customizations',
  'order_payments',
  'product_customization_fields',
  'states',
]

/** What tells which shops of a multishop there are (R39). */
const shopResources = ['shops', 'shop_groups']

/** Where a version keeps vouchers (1.7 shows them nowhere) and the messages of the checkout (until 1.6 with the customer service). */
function wishedOf(version: string): readonly string[] {
  const [first = 0, second = 0] = version.split('.').map(Number)
  if (first === 1 && second < 7)
    return [...wishedResources, 'order_discounts', 'customer_threads', 'customer_messages']
  if (first === 1) return wishedResources
  return first > 1 ? [...wishedResources, 'order_cart_rules', 'messages'] : wishedResources
}

export interface Missing {
  readonly needed: readonly string[]
  readonly wished: readonly string[]
}

/**
 * What a key may not read of what a download asks for in this version of PrestaShop, by the webservice's own index, which comes as XML only
 * (recordings `api_root_xml`, `api_root_json_500`); null when the answer is no such index.
 */
export function missingPermissions(
  answer: Answer,
  { version, multishop }: Pick<Facts, 'version' | 'multishop'>,
): Missing | null {
  if (answer.status !== 200) return null
  const text = answer.body.toString('utf8')
  if (!/<api[\s>]/.test(text)) return null
  const readable = new Set([...text.matchAll(/<(\w+)\s[^<>]*\bget="true"/g)].map((match) => match[1] ?? ''))
  return {
    needed: neededResources.filter((resource) => !readable.has(resource)),
    wished: [...wishedOf(version), ...(multishop === '1' ? shopResources : [])].filter(
      (resource) => !readable.has(resource),
    ),
  }
}
