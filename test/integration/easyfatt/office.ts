import { once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished } from 'vitest'
import { createEasyfattPulls, type PullHost } from '../../../main/easyfatt/pulls.ts'
import { writeOrders } from '../../../main/easyfatt/write-orders.ts'
import { lockHandovers } from '../../../main/store/handover-lock.ts'
import type { Store } from '../../../main/store/store.ts'
import { textsFor } from '../../../main/texts/index.ts'
import type { ServerState } from '../../../main/words/easyfatt-pull.ts'
import type { Order } from '../../../main/words/order.ts'
import { memoryStore, temporaryFolder } from '../../support/archive.ts'
import { childrenOf, readXml, textOf } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

export const texts = textsFor('it')
export const now = () => new Date('2026-11-21T12:00:00.000Z')

/** What the field test saw of a real Easyfatt: the whole year from 1, no `lastnum`, every time. */
export const fieldTest = '?appver=2&firstdate=2026-01-01&lastdate=2026-12-31&firstnum=1'

/** What the windows give, with the port in memory. */
export function hostOf(changes: Partial<PullHost> = {}) {
  let port: number | null = null
  const states: ServerState[] = []
  const host: PullHost = {
    texts: () => texts,
    port: () => port,
    savePort: (chosen) => {
      port = chosen
    },
    onState: (state) => void states.push(state),
    onAsked: () => undefined,
    ...changes,
  }
  return { host, states }
}

/** A program that Easyfatt may ask, with its archive in memory. */
export async function office(
  parts: { store?: Store; host?: PullHost; isReplacing?: () => boolean; isReadOnly?: () => boolean } = {},
) {
  const { store = memoryStore(), host = hostOf().host, isReplacing = () => false } = parts
  const { isReadOnly = () => false } = parts
  const profile = temporaryFolder()
  const bugs: unknown[] = []
  let told = 0
  const count = () => {
    told += 1
  }
  const pulls = createEasyfattPulls({
    store,
    lockHandovers: () => (isReadOnly() ? null : lockHandovers(profile)),
    isReplacing,
    write: (numbers, language, signal) => writeOrders(store, textsFor(language), numbers, signal),
    now,
    onBug: (error) => void bugs.push(error),
  })
  await pulls.start({ ...host, onAsked: count })
  onTestFinished(pulls.close)
  /** Switches a shop's address on; how it is asked. */
  const open = async (shopId: number) => {
    const password = (await pulls.switchOn(shopId)) ?? ''
    const { address } = await pulls.view(shopId)
    const url = address?.url ?? ''
    return { url, password, headers: { authorization: `Basic ${coded(`easyfatt:${password}`)}` } }
  }
  /** Asks, and waits until the program has noted what became of it: the client has its answer a moment before. */
  const get = async (url: string, headers: Readonly<Record<string, string>>) => {
    const before = told
    const answer = await ask(url, headers)
    await expect.poll(() => told, { interval: 2 }).toBe(before + 1)
    return answer
  }
  return { store, pulls, profile, open, bugs, get }
}

export const coded = (text: string) => Buffer.from(text).toString('base64')

export interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Asks by plain HTTP. */
export async function ask(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answered> {
  const sent = request(url, { headers, method, agent: false })
  sent.end()
  const [response] = await once(sent, 'response')
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

/** The documents of an answer, by their numbers: `1001`, `7/2A`; read by a strict parser that is none of ours. */
export function numbersIn({ status, body }: Answered): readonly string[] {
  if (status !== 200) throw new Error(`${status} ${body}`)
  const root = readXml(body)
  if (root.name !== 'EasyfattDocuments') throw new Error(root.name)
  const documents = childrenOf(childrenOf(root, 'Documents')[0], 'Document')
  return documents.map((one) => `${textOf(one, 'Number')}${textOf(one, 'Numbering')}`)
}

/** Orders too long for what the system holds of an answer that nobody reads. */
export function longOrders(): readonly Order[] {
  const placedAt = '2026-06-01T10:00:00.000Z'
  const note = 'x'.repeat(1_000_000)
  return Array.from({ length: 16 }, (_, index) =>
    orderOf(index + 1, { number: String(index + 1), placedAt, note }),
  )
}
