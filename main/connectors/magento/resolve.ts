import { Failure, type FailureCode, failure } from '../../words/failure.ts'
import type { Connection } from '../../words/shop.ts'
import type { ConnectorTarget } from '../connector.ts'
import type { Answer } from '../http-answer.ts'
import { discoveryOf } from '../typed-address.ts'
import { errorOf, readAnswer } from './answer.ts'
import { waysFor } from './authentication.ts'
import { discover, type Found } from './discover.ts'
import { cheapest, ordersRoute } from './search.ts'
import type { Facts, Transport } from './transport.ts'

/**
 * Asks for nothing, with the keys: shows whether orders may be read.
 * @throws Failure that tells a key that is not accepted from one that has no permission
 */
export async function prove(facts: Facts, transport: Transport, signal: AbortSignal): Promise<Answer> {
  const answer = await transport.api(facts, ordersRoute, cheapest, signal)
  try {
    readAnswer(answer)
    return answer
  } catch (error) {
    throw await explained(error, facts, transport, signal)
  }
}

/**
 * To a token that it does not know, or does not take alone, Magento answers as to one without permission. Any
 * integration may read the list of modules (`Magento_Backend::admin` is granted with whatever else it may do): who
 * may not has not been recognised. A wrong signature is told as such; where a signed request is a stranger's, its header
 * got lost on the way.
 */
export async function explained(
  error: unknown,
  facts: Facts,
  transport: Transport,
  signal: AbortSignal,
): Promise<unknown> {
  if (!(error instanceof Failure)) return error
  const { host } = new URL(facts.root)
  // Keys of the wrong length, for instance.
  const signed = facts.authentication === 'oauth'
  if (error.value.code === 'request-refused' && signed)
    return failure('credentials-rejected', { host }, error)
  if (error.value.code !== 'permission-missing') return error
  const modules = await transport.api(facts, 'modules', { 'searchCriteria[pageSize]': '1' }, signal, {
    retries: 1,
  })
  if (modules.status !== 401) return error
  if (signed) {
    const isStranger = errorOf(modules)?.resources?.startsWith('Magento_Backend::') === true
    return isStranger ? failure('authorization-stripped', { host }, error) : error
  }
  return transport.keys.rest === null
    ? failure('token-alone-refused', { host }, error)
    : failure('credentials-rejected', { host }, error)
}

/**
 * Finds out how the shop takes the keys: the token alone, or signed requests where all keys were given.
 * @throws Failure `token-alone-refused`, `credentials-rejected`, `authorization-stripped`, `permission-missing`, `clock-wrong`
 */
export async function authenticate(
  { root }: Found,
  transport: Transport,
  signal: AbortSignal,
): Promise<{ readonly facts: Facts; readonly answer: Answer }> {
  let refusal: unknown = null
  for (const authentication of waysFor(transport.keys, root)) {
    const facts: Facts = { root, authentication }
    try {
      return { facts, answer: await prove(facts, transport, signal) }
    } catch (error) {
      if (!(error instanceof Failure) || !notThisWay.has(error.value.code)) throw error
      refusal = error
    }
  }
  throw refusal
}

/** A firewall may strip or refuse one kind of header and not the other. */
const notThisWay: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'credentials-rejected',
  'token-alone-refused',
  'blocked-by-security',
])

/** Finds the way to the shop, credentials included. */
export async function resolve(
  target: ConnectorTarget,
  transport: Transport,
  signal: AbortSignal,
): Promise<Connection> {
  const found = await discover(discoveryOf(target, transport.open, signal))
  const { facts } = await authenticate(found, transport, signal)
  return { url: found.url, facts }
}
