import type { MessagePort } from 'node:worker_threads'
import { type DeskThread, startDeskThread, type Visit, visitServer } from '../desks/desk-thread.ts'
import type { PumpStatus } from '../desks/pump.ts'
import type { DeskOnServer } from '../desks/server.ts'
import type { Applied } from '../store/shared/desk-record.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import type { DesksView, JoinProgress, ServerAddress, ServerInput } from '../words/desks.ts'
import { Failure, type FailureValue, failure } from '../words/failure.ts'
import { bringTogether } from './bring-together.ts'
import type { CredentialStore } from './credential-store.ts'
import { createConfirms } from './desk-confirms.ts'
import { createRights } from './desk-rights.ts'
import { viewOf } from './desks-view.ts'
import { invoiceMemory } from './invoice-memory.ts'
import { createJoining } from './join-desks.ts'
import { createPastSharing } from './share-past.ts'

/** Where the profile keeps how the server is reached; the password is in {@link CredentialStore}. */
export interface AddressKeeper {
  read(): ServerAddress | null
  save(address: ServerAddress | null): void
}

export interface DesksOptions {
  readonly store: Store
  readonly profile: string
  readonly worker: URL
  readonly storePort: () => MessagePort
  readonly credentials: CredentialStore
  readonly address: AddressKeeper
  /** Whether this desk has a shop's credentials. */
  readonly mayDownload: (shop: ShopRecord) => boolean
  readonly now: () => Date
  /** A copy of the archive, before it joins. */
  readonly backUp: () => Promise<void>
  /** What other desks have done is here. */
  readonly onApplied: (applied: Applied) => void
  readonly onBug: (error: unknown) => void
}

type Tell = (progress: JoinProgress) => void

export type Desks = ReturnType<typeof createDesks>

/** What is begun may take so long until it is with the server (ms). */
const confirmMs = 20_000
/** Who ends the program does not wait longer for what is still to be sent (ms). */
const farewellMs = 5_000
/** So long the small things of an archive that joins may take (ms), beside its orders. */
const longestMs = 60 * 60_000
/** A thread that has died is started again after so long (ms). */
const restartMs = 1_000

/**
 * Several desks that share one archive (R55): what windows and command line work with. An archive that has not joined pays
 * nothing: no thread is started, and no PostgreSQL loaded.
 */
export function createDesks(options: DesksOptions) {
  const { store, credentials, address } = options
  const listeners = new Set<() => void>()
  let thread: DeskThread | null = null
  let status: PumpStatus | null = null
  let isClosing = false
  let restart: NodeJS.Timeout | null = null

  const changed = () => {
    for (const listener of listeners) listener()
  }
  /** @returns ends it */
  const onChange = (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const setStatus = (next: PumpStatus | null) => {
    const wasOnline = isOnline()
    status = next
    if (!wasOnline && isOnline()) past.goOn()
    changed()
  }
  const offline = (why: FailureValue | null) =>
    setStatus({ state: 'offline', failure: why, since: options.now().toISOString(), behind: 0, waiting: 0 })

  const ownShops = async () => (await store.listShops()).filter(({ isDemo }) => !isDemo)
  const mayDownload = async () => (await ownShops()).filter(options.mayDownload).map(({ uuid }) => uuid)

  /** The thread of the desk that this archive is; none, and why, where the server's address or password is not known. */
  const begin = async (): Promise<void> => {
    const server = address.read()
    const password = await credentials.readDeskPassword().catch(() => null)
    if (server === null || password === null) {
      return offline(failure('desks-password-wrong', { user: server?.user ?? '' }).value)
    }
    if (isClosing) return
    const { worker, profile, storePort } = options
    const started = startDeskThread({ worker, profile, address: server, password }, storePort, {
      status: (next) => {
        if (thread === started) setStatus(next)
      },
      applied: (applied) => options.onApplied(applied),
      bug: (message) => options.onBug(new Error(message)),
      mayDownload,
    })
    thread = started
    void started.ended.then((error) => {
      if (thread !== started) return
      thread = null
      // It ends by itself when the archive's thread is gone, which tells of that.
      if (error !== null) options.onBug(error)
      offline(failure('desks-unreachable', {}).value)
      restart = setTimeout(() => void begin().catch(options.onBug), restartMs)
    })
  }
  const end = async (): Promise<void> => {
    if (restart !== null) clearTimeout(restart)
    const ending = thread
    thread = null
    await ending?.end()
  }
  /** @throws Failure why the server cannot be asked now */
  const working = (): DeskThread => {
    if (thread === null || status?.state === 'stopped') throw new Failure(reason())
    return thread
  }
  const reason = () => status?.failure ?? failure('desks-unreachable', {}).value
  const isJoined = () => status !== null

  const rights = createRights({ store, isJoined, working, withinMs: confirmMs })
  const confirms = createConfirms({
    store,
    isOnline: () => isOnline(),
    allSent: async (withinMs) => working().operations.sent(withinMs),
    withinMs: confirmMs,
  })

  const start = async (tell?: Tell): Promise<void> => {
    if ((await store.desk()) !== null) {
      offline(null)
      await begin()
      return past.begin(tell)
    }
    // Whoever leaves forgets the address: what is here now is a copy of the time before this desk joined.
    if (address.read() === null) return setStatus(null)
    offline(null)
    setStatus(status && { ...status, state: 'stopped', failure: failure('archive-went-back', {}).value })
  }
  const reachBy = async ({ password, ...server }: ServerInput, tell?: Tell): Promise<void> => {
    address.save(server)
    await credentials.writeDeskPassword({ host: server.host, password })
    await pause()
    await start(tell)
  }
  const allThere = async (): Promise<void> => working().operations.caughtUp()
  const caughtUp = async (): Promise<void> => {
    if (past.isOpen()) throw failure('desks-joining', {})
    return allThere()
  }
  const isOnline = (): boolean => status?.state === 'online' || status?.state === 'elsewhere'
  /** Nobody knows yet whether the server answers, as at the start of a command. */
  const isLookedFor = (): boolean => status?.state === 'offline' && status.failure === null
  const sayTheRest = async ({ operations }: DeskThread): Promise<void> => {
    if ((await store.outboxState()).waiting === 0) return
    if (!isOnline()) await operations.caughtUp()
    await operations.sent(farewellMs)
  }

  const visit = <Answer>(
    { password, ...server }: ServerInput,
    ask: (visited: Visit) => Promise<Answer>,
  ): Promise<Answer> =>
    visitServer({ worker: options.worker, profile: options.profile, address: server, password }, ask)

  const past = createPastSharing({
    ...{ store, caughtUp: allThere, withRight: rights.withRight, onBug: options.onBug },
    state: () => (isOnline() ? 'online' : status?.state === 'stopped' ? 'stopped' : 'offline'),
    onLeft: changed,
  })
  const pause = async () => {
    await past.end()
    await end()
  }
  const joining = createJoining({ ...options, visit, pause, goOn: () => start() })
  const join = async (server: ServerInput, signal: AbortSignal, tell: Tell): Promise<void> => {
    await joining.join(server, signal, tell)
    const all = async () => {
      await past.done()
      await allThere()
      await working().operations.sent(longestMs)
    }
    const parts = { begin: () => reachBy(server, tell), all, behind: () => status?.behind ?? 0, onChange }
    await bringTogether(parts, signal, tell)
  }
  /** How the server is reached, with the password. @throws Failure where either is lost */
  const known = async (): Promise<ServerInput> => {
    const server = address.read()
    const password = await credentials.readDeskPassword()
    if (server === null || password === null)
      throw failure('desks-password-wrong', { user: server?.user ?? '' })
    return { ...server, password }
  }

  return {
    /** To be called once the archive is open. */
    start: (): Promise<void> => start(),
    /** Another archive is about to take this one's place; {@link resume} follows. */
    pause,
    /** The archive is another one, or was opened anew. */
    async resume(): Promise<void> {
      await pause()
      if (!isClosing) await start()
    },
    isJoined,
    onChange,
    async view(): Promise<DesksView> {
      if (status === null) return { joined: false }
      const record = await store.desk()
      const desks: readonly DeskOnServer[] | null =
        isOnline() && thread !== null ? await thread.operations.desks().catch(() => null) : null
      const shops = await ownShops()
      return viewOf({ status, record, past: past.left(), address: address.read(), desks, shops, options })
    },
    /** *Prova*. @throws Failure why desks cannot work with that server, `cancelled` */
    try: (server: ServerInput, signal: AbortSignal): Promise<void> =>
      visit(server, (visited) => visited.try(signal)),
    preview: joining.preview,
    /**
     * Joins the others. Once it has joined, whoever stops it only does not wait until all is there.
     * @throws Failure as {@link createJoining} says
     */
    join,
    /**
     * *Ricollega*: leaves, and joins again with the same archive, whatever was wrong between it and the log.
     * @throws Failure as {@link join} does, `desks-password-wrong` where the server's address or password is lost
     */
    async rejoin(signal: AbortSignal, tell: Tell): Promise<void> {
      await join(await known(), signal, tell)
    },
    /** What the others see this desk by. */
    async rename(name: string): Promise<void> {
      await store.renameDesk(name)
      const server = address.read()
      if (server !== null) address.save({ ...server, desk: name })
      changed()
      // Until it has come in by that name, the server tells the old one.
      void allThere().then(changed, () => undefined)
    },
    /** *Riprova*: looks for the server at once. */
    retry(): void {
      if (thread !== null) void thread.operations.retry().catch(() => undefined)
      else if (isJoined()) void begin().catch(options.onBug)
    },
    /** What is done here goes to no other desk any more; all that is here stays. */
    async leave(): Promise<void> {
      // One that is stopped may be an older copy: it does not know of the last numbers.
      const isWhole = status?.state !== 'stopped'
      await past.end()
      await thread?.operations.leave().catch(() => undefined)
      await end()
      if (isWhole) invoiceMemory(options.profile).restate(await store.lastInvoiceNumbers())
      await store.leaveDesk()
      address.save(null)
      await credentials.writeDeskPassword(null)
      setStatus(null)
    },
    /** The archive has joined, or is reached otherwise: from now on by these. */
    reachBy: (server: ServerInput): Promise<void> => reachBy(server),
    /** All that the others have done is here. @throws Failure `desks-unreachable`, `desks-joining`, or why this desk is stopped */
    caughtUp,
    sent: confirms.sent,
    /** Whether the server answered the last time. */
    isOnline,
    /** The same, asked now where it has not been asked yet. */
    async isThere(): Promise<boolean> {
      if (!isLookedFor()) return isOnline()
      return caughtUp().then(
        () => true,
        () => false,
      )
    },
    confirm: confirms.confirm,
    withRight: rights.withRight,
    /** Sends what is still to be sent, if the server is there, and ends. */
    async close(): Promise<void> {
      isClosing = true
      await past.end()
      if (thread !== null && (isOnline() || isLookedFor())) {
        const timeUp = new Promise((resolve) => setTimeout(resolve, farewellMs).unref())
        const all = [...rights.givingBack(), sayTheRest(thread).catch(() => undefined)]
        await Promise.race([Promise.all(all), timeUp])
      }
      await end()
    },
  }
}
