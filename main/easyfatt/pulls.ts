import { randomBytes, randomInt } from 'node:crypto'
import type { HandoverLock } from '../export/hand-over.ts'
import type { Store } from '../store/store.ts'
import type { Texts } from '../texts/shape.ts'
import {
  addressSetting,
  type EasyfattAddress,
  easyfattAddressSchema,
  type LastAsked,
  type PullSummary,
  type PullTrial,
  type PullView,
  type ServerState,
} from '../words/easyfatt-pull.ts'
import { Failure, failure } from '../words/failure.ts'
import { answerPull } from './answer.ts'
import { newPassword } from './password.ts'
import { pathFor } from './path.ts'
import { addressFolder, type EasyfattServer, serveEasyfatt } from './server.ts'
import { tryAddress } from './trial.ts'
import type { Writer } from './writer-thread.ts'

export interface PullParts {
  readonly store: Store
  readonly lockHandovers: HandoverLock
  readonly isReplacing: () => boolean
  readonly write: Writer
  readonly now: () => Date
  readonly onBug: (error: unknown) => void
}

/** What the program with its windows gives: the command line answers nobody. */
export interface PullHost {
  readonly texts: () => Texts
  /** The port as it was chosen once; null: not yet. */
  readonly port: () => number | null
  readonly savePort: (port: number) => void
  /** The server was switched on or off, or its port is another program's. */
  readonly onState: (state: ServerState) => void
  /** Something was asked for, or taken. */
  readonly onAsked: () => void
  readonly idleMs?: number
}

export type EasyfattPulls = ReturnType<typeof createEasyfattPulls>

const login = 'easyfatt'
/** Below those that systems hand out to whoever asks for any: a port of these could be taken by chance. */
const ports = { from: 20_000, to: 30_000 }
const mostPortTries = 50
const pullsShown = 8
const redoneShown = 8

/** Easyfatt takes orders by itself (R45): the shops' addresses, and the server that answers while the program runs. */
export function createEasyfattPulls({ store, lockHandovers, isReplacing, write, now, onBug }: PullParts) {
  let host: PullHost | null = null
  let server: EasyfattServer | null = null
  let state: ServerState = { kind: 'off' }
  /** One after the other: ports are opened and closed. */
  let turn: Promise<unknown> = Promise.resolve()
  /** The shops whose addresses are switched on. */
  let on: ReadonlySet<number> = new Set()
  const lastAsked = new Map<number, LastAsked>()
  /** By their tokens; told what the answer had, once it is at its end. */
  const trials = new Map<string, (summary: PullSummary) => void>()

  const addressOf = async (shopId: number): Promise<EasyfattAddress | null> =>
    easyfattAddressSchema.parse(await store.officeSetting(shopId, addressSetting))

  const addresses = async (removed: readonly { readonly id: number }[] = []) => {
    const shops = [...(await store.listShops()), ...removed]
    const found = await Promise.all(
      shops.map(async ({ id }) => ({ shopId: id, address: await addressOf(id) })),
    )
    return found.flatMap(({ shopId, address }) => (address === null ? [] : [{ shopId, address }]))
  }

  const listen = async (to: PullHost, port: number): Promise<boolean> => {
    try {
      server = await serveEasyfatt({
        port,
        texts: to.texts,
        isReplacing,
        ...(to.idleMs === undefined ? {} : { idleMs: to.idleMs }),
        shopAt: async (path) =>
          (await addresses()).find(({ address }) => address.on && address.path === path) ?? null,
        isTrial: (token) => trials.has(token),
        answer: async ({ isTrial, token, ...asked }, send) => {
          const pull = { ...asked, store, lockHandovers, now, isTrial, write, language: to.texts().language }
          const answered = answerPull(pull, send)
          // Who tries is told by the address itself what went wrong.
          answered.then(trials.get(token), () => undefined)
          const summary = await answered
          if (summary.fresh > 0) await say(asked.shopId, summary.fresh)
          return summary
        },
        onAsked: (shopId, asked) => {
          lastAsked.set(shopId, { ...asked, at: now().toISOString() })
          to.onAsked()
        },
        onBug,
      })
      return true
    } catch (error) {
      if (!isTaken(error)) throw error
      return false
    }
  }

  /** In the log of the shop's last run: what was taken had come by then. */
  const say = async (shopId: number, orders: number): Promise<void> => {
    const run = (await store.getShop(shopId))?.lastRun ?? null
    if (run === null) return
    const message = { code: 'easyfatt-pulled', params: { orders } } as const
    await store.sayAfterRun(run.id, 'info', message, now().toISOString()).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error
    })
  }

  /** Any port that is free; the one chosen is kept. */
  const listenAnywhere = async (to: PullHost): Promise<number> => {
    for (let tries = 0; tries < mostPortTries; tries += 1) {
      const port = randomInt(ports.from, ports.to)
      if (!(await listen(to, port))) continue
      to.savePort(port)
      return port
    }
    throw failure('internal', { detail: 'no free port' })
  }

  /** Opens or closes the port, as the shops' addresses want it. */
  const settle = async (isAnother: boolean): Promise<void> => {
    if (host === null) return
    on = new Set((await addresses()).flatMap(({ shopId, address }) => (address.on ? [shopId] : [])))
    const isWanted = on.size > 0
    if (server !== null && (!isWanted || isAnother)) {
      await server.close()
      server = null
    }
    if (isWanted && server === null) {
      const known = isAnother ? null : host.port()
      if (known === null) state = { kind: 'on', port: await listenAnywhere(host) }
      else state = { kind: (await listen(host, known)) ? 'on' : 'taken', port: known }
    } else if (!isWanted) state = { kind: 'off' }
    host.onState(state)
  }
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }
  const settled = (isAnother = false) => inTurn(() => settle(isAnother))

  const urlOf = ({ path }: EasyfattAddress): string => {
    const port = state.kind === 'off' ? host?.port() : state.port
    return `http://127.0.0.1:${port ?? 0}${addressFolder}${path}`
  }

  const save = async (shopId: number, address: EasyfattAddress): Promise<void> => {
    await store.saveOfficeSetting(shopId, addressSetting, address)
    await settled()
  }

  /** @throws Failure `shop-unknown` */
  const shopNamed = async (shopId: number) => {
    const shop = await store.getShop(shopId)
    if (shop === null) throw failure('shop-unknown', { name: String(shopId) })
    return shop
  }

  const renew = async (shopId: number): Promise<string> => {
    const known = await addressOf(shopId)
    // A shop that was removed may come back, with its address.
    const all = await addresses(await store.removedShops())
    const others = all.filter((other) => other.shopId !== shopId)
    const taken = others.map(({ address }) => address.path)
    const path = known?.path ?? pathFor((await shopNamed(shopId)).name, taken)
    const { password, ...kept } = newPassword(login)
    await save(shopId, { path, login, on: true, ...kept })
    return password
  }

  return {
    /** From now on Easyfatt is answered, where a shop's address is switched on. */
    async start(by: PullHost): Promise<void> {
      host = by
      await settled()
    },
    state: (): ServerState => state,
    isOn: (shopId: number): boolean => on.has(shopId),
    /** Shops were added, removed, or the archive is another. */
    refresh: (): Promise<void> => settled(),
    async view(shopId: number): Promise<PullView> {
      const address = await addressOf(shopId)
      return {
        address: address && { url: urlOf(address), login: address.login, on: address.on },
        server: state,
        lastAsked: lastAsked.get(shopId) ?? null,
        pulls: await store.listPulls(shopId, pullsShown),
        redo: await store.changedAfterPull(shopId, redoneShown),
      }
    },
    /** @returns the password, where a new one was made; null where the one of before still holds */
    async switchOn(shopId: number): Promise<string | null> {
      const known = await addressOf(shopId)
      if (known === null) return renew(shopId)
      await save(shopId, { ...known, on: true })
      return null
    },
    async switchOff(shopId: number): Promise<void> {
      const known = await addressOf(shopId)
      if (known !== null) await save(shopId, { ...known, on: false })
    },
    /** The one of before does not hold any more. */
    newPassword: renew,
    /** Another port, since the one chosen is another program's: the addresses change. */
    otherPort: (): Promise<void> => settled(true),
    /** *Prova come farebbe Easyfatt*: asks the own address as Easyfatt does; nothing is written down. */
    async trial(shopId: number): Promise<PullTrial> {
      const address = await addressOf(shopId)
      if (host === null || address === null) throw failure('shop-unknown', { name: String(shopId) })
      const texts = host.texts()
      if (state.kind === 'taken') return { ok: false, sentence: texts.easyfattPull.taken(state.port) }
      const token = randomBytes(24).toString('base64url')
      const answered = Promise.withResolvers<PullSummary>()
      trials.set(token, answered.resolve)
      const began = performance.now()
      try {
        const tried = await tryAddress(urlOf(address), token, now().getFullYear(), texts)
        if ('sentence' in tried) return { ok: false, sentence: tried.sentence }
        return { ok: true, summary: await answered.promise, ...tried, ms: performance.now() - began }
      } finally {
        trials.delete(token)
      }
    },
    /** Cuts off the answers under way: the archive is about to be replaced. */
    stopAnswers: async (): Promise<void> => server?.stopAnswers(),
    close: (): Promise<void> =>
      inTurn(async () => {
        host = null
        await server?.close()
        server = null
      }),
  }
}

/** Windows says `EACCES` of ports that it has set aside. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['EADDRINUSE', 'EACCES'].includes(String(error.code))
}
