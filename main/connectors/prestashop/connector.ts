import { Failure, failure } from '../../words/failure.ts'
import type { LogNotice } from '../../words/run.ts'
import type { Connection, ReachedShop } from '../../words/shop.ts'
import type { Connector, ConnectorTarget, DownloadWindow, FetchAnswer, MadeRefund } from '../connector.ts'
import type { Answer } from '../http-answer.ts'
import { mayDoWithout } from '../http-failure.ts'
import { laterRefunds } from '../later-refunds.ts'
import { createPageSizes } from '../page-sizes.ts'
import type { Fields } from '../reader.ts'
import type { Limits, Query } from '../send.ts'
import { createWay, readFacts } from '../way.ts'
import { errorCodes, isUnavailable, notOfShop, type Rows, readRows } from './answer.ts'
import { checkShop } from './check.ts'
import { usualCustomerFields } from './customer-fields.ts'
import { maxBatch, readOrders } from './fetch.ts'
import { keyText, oneOf, oneText, reference } from './keys.ts'
import { findOrders, listOrders, perPage } from './list.ts'
import { type LocalTime, localTimeOf } from './local-time.ts'
import { isOfSeveral, ordersOf, shopsInUse } from './multishop.ts'
import { createShopNames, requireRowsOf, type ShopNames } from './names.ts'
import { optionalResources, orderResources } from './permissions.ts'
import { gather, type Source } from './related.ts'
import { cheapest, describeShop, resolve } from './resolve.ts'
import { slipsMade } from './slips.ts'
import { readStates, type States, statesQuery } from './states.ts'
import { chosenShops, createTransport, type Facts, factsSchema, json } from './transport.ts'

/** What a shop says of itself is asked for anew after that long: its zone may change, and modules come and go. */
const descriptionHolds = 24 * 60 * 60 * 1000

/** Each is asked whether it takes the key. */
const mostShops = 50

/** Where rows are that the key may not read under their own name, or that a version (1.6, NOTES) has elsewhere. */
const elsewhere: Readonly<Record<string, string>> = {
  order_cart_rules: 'order_discounts',
  messages: 'customer_threads',
}

/**
 * A shop opened; makes no request by itself. Without a remembered connection, the first request finds the way.
 * States and other names are asked for once, so a connector serves one run and not for days.
 */
export function createConnector(target: ConnectorTarget): Connector {
  const transport = createTransport(target)
  const way = createWay(target.connection, factsSchema, async (signal) => {
    const connection = await resolve(target, transport, signal)
    described = null
    return connection
  })
  /** Facts with what the shop said of itself since they were remembered. */
  let described: Facts | null = null
  let isNews = false
  let describing: Promise<Facts> | null = null
  const unavailable = new Set<string>()
  const broken: LogNotice[] = []
  const told = new Set<string>()
  const met: Source['met'] = new Map()
  /** By the zone's name. */
  const times = new Map<string, LocalTime>()
  const sizes = createPageSizes(perPage, target.connection)
  let names: ShopNames | null = null
  let known: Promise<States> | null = null

  async function api(resource: string, query: Query, signal: AbortSignal, limits?: Limits): Promise<Answer> {
    return transport.api(await factsNow(signal), resource, query, signal, limits)
  }

  async function factsNow(signal: AbortSignal): Promise<Facts> {
    return described ?? way.facts(signal)
  }

  /** Asks the shop anew what it is; batches that are read at the same time ask once. */
  function describe(signal: AbortSignal): Promise<Facts> {
    describing ??= factsNow(signal)
      .then(async (known) => {
        const said = await describeShop(known, transport, target.now, signal).catch((error: unknown) => {
          if (mayDoWithout(error)) return null
          throw error
        })
        if (said === null) {
          described = { ...known, readAt: target.now().toISOString() }
          return described
        }
        const facts = { ...known, ...said }
        // What it said yesterday serves where the key may not read it any more, as it does where the shop fails to say it.
        described = { ...facts, timeZone: facts.timeZone || known.timeZone, name: facts.name || known.name }
        isNews = true
        return described
      })
      .finally(() => {
        describing = null
      })
    return describing
  }

  async function freshFacts(signal: AbortSignal): Promise<Facts> {
    const known = await factsNow(signal)
    const age = target.now().getTime() - Date.parse(known.readAt)
    return age < descriptionHolds ? known : describe(signal)
  }

  /** Null for what can be done without, where the key may not read it or the shop's version does not have it. */
  async function rowsOf(
    resource: string,
    query: Query,
    signal: AbortSignal,
    limits?: Limits,
  ): Promise<Rows | null> {
    if (!unavailable.has(resource)) {
      const rows = await readOf(resource, query, signal, limits)
      if (rows !== null) return rows
      unavailable.add(resource)
    }
    const instead = elsewhere[resource]
    return instead === undefined ? null : rowsOf(instead, query, signal, limits)
  }

  /**
   * Null also where the shop is otherwise well, and fails whatever it is asked for of a resource that orders can do without: a
   * module may have broken it. What fails because of some rows is the caller's to narrow down.
   */
  async function readOf(
    resource: string,
    query: Query,
    signal: AbortSignal,
    limits?: Limits,
  ): Promise<Rows | null> {
    try {
      const answer = await api(resource, query, signal, limits)
      return optionalResources.has(resource) && isUnavailable(answer) ? null : readRows(answer, resource)
    } catch (error) {
      if (!orderResources.has(resource) || !mayDoWithout(error)) throw error
      await clock(signal)
      if (!(await isBroken(resource, signal))) throw error
      broken.push({ code: 'resource-broken', params: { resource } })
      return null
    }
  }

  async function isBroken(resource: string, signal: AbortSignal): Promise<boolean> {
    try {
      readRows(await api(resource, { ...json, display: 'full', limit: '1' }, signal), resource)
      return false
    } catch (error) {
      if (mayDoWithout(error)) return true
      throw error
    }
  }

  async function localTime(signal: AbortSignal): Promise<LocalTime> {
    let found = await factsNow(signal)
    // The key may have been given the permission to read it since.
    if (found.timeZone === '' && target.settings.timeZone === null) {
      found = readFacts(factsSchema, await way.find(signal)) ?? found
    }
    const zone = target.settings.timeZone ?? found.timeZone
    const known = times.get(zone) ?? localTimeOf(zone, new URL(found.root).host)
    times.set(zone, known)
    return known
  }

  async function askStates(signal: AbortSignal): Promise<States> {
    const { language } = await factsNow(signal)
    const query = { ...json, ...statesQuery }
    const inLanguage = language === '' ? query : { ...query, language }
    const ask = async () => (await rowsOf('order_states', inLanguage, signal))?.rows ?? []
    const first = await ask()
    const rows = first.length === 0 ? await ask() : first
    // No shop has none: without them every order would be left out.
    if (rows.length === 0)
      throw failure('body-shape', {
        host: new URL((await factsNow(signal)).root).host,
        expected: 'order_states',
      })
    const states = readStates(rows)
    if (language === '' || !states.lacksNames) return states
    // Of a state without a name in the shop's language, another language's says more than its number.
    const everywhere = new Map(
      (await rowsOf('order_states', query, signal))?.rows.map((row) => [row.id, row.name]),
    )
    const named = rows.map((row) =>
      oneText(row.name) === '' ? { ...row, name: everywhere.get(row.id) } : row,
    )
    return readStates(named)
  }

  /** Asked for once, also by batches that are read at the same time; after a failure, anew. */
  function statesOf(signal: AbortSignal): Promise<States> {
    known ??= askStates(signal).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }

  async function clock(signal: AbortSignal): Promise<Date> {
    const answer = await api('orders', cheapest, signal)
    readRows(answer, 'orders')
    // Every web server sends its time; should one not, this computer's is the next best.
    return answer.serverDate ?? target.now()
  }

  async function listing(signal: AbortSignal) {
    const time = await localTime(signal)
    const states = await statesOf(signal)
    const ofShops = await shopFilter(signal)
    const ask = (query: Query, stop: AbortSignal, limits?: Limits) =>
      api('orders', { ...query, ...ofShops }, stop, limits)
    return { ask, time, states, now: target.now, signal }
  }

  async function* list(window: DownloadWindow, signal: AbortSignal) {
    const pages = listOrders({ ...(await listing(signal)), window, probe: clock, sizes })
    for await (const page of pages) yield { ...page, notices: once(page.notices) }
  }

  /** A warning that stands before every answer is told once a run. */
  function once(notices: readonly LogNotice[]): readonly LogNotice[] {
    return notices.filter((notice) => {
      const text = JSON.stringify(notice)
      return !told.has(text) && told.add(text)
    })
  }

  async function fetch(ids: readonly string[], signal: AbortSignal): Promise<FetchAnswer> {
    const numeric = [...new Set(ids.filter((id) => reference(id) !== null))]
    // A filter without values would ask for everything.
    if (numeric.length === 0) return { raw: Buffer.from('[]'), orders: [], notices: [] }
    const { root, language, names: remembered, name } = await freshFacts(signal)
    const time = await localTime(signal)
    names ??= createShopNames(rowsOf, language, remembered)
    const gathered = await gather(numeric, { ask: rowsOf, names, met, customerFields }, signal)
    return readOrders(
      { ...gathered, notices: once([...gathered.notices, ...broken]) },
      {
        ids: numeric,
        host: new URL(root).host,
        states: await statesOf(signal),
        time,
        fiscalFields: target.settings.fiscalFields,
        shopName: name,
        now: target.now().getTime(),
      },
    )
  }

  /** Which of the orders have a slip. */
  async function refunded(ids: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    const display = '[id,id_order]'
    const query = { ...json, display, 'filter[id_order]': oneOf(ids), sort: '[id_ASC]' }
    const slips = await rowsOf('order_slip', query, signal, { retriesWhenBroken: 1 })
    if (slips === null) return []
    requireRowsOf(slips, 'id_order', ids)
    return [...new Set(slips.rows.flatMap((row) => reference(row.id_order) ?? []))]
  }

  async function refundsMade(window: DownloadWindow, signal: AbortSignal): Promise<readonly MadeRefund[]> {
    const ask = (query: Query) => rowsOf('order_slip', query, signal, { retriesWhenBroken: 1 })
    return slipsMade(ask, window, await localTime(signal))
  }

  /** All shops and their groups, whatever the choice; none where the key may not read them. */
  async function allShops(signal: AbortSignal) {
    const rows = async (resource: string, display: string, context: Query) =>
      (await rowsOf(resource, { ...json, display, sort: '[id_ASC]', ...context }, signal))?.rows ?? []
    const shops = (context: Query) => rows('shops', '[id,name,id_shop_group,active,deleted]', context)
    const groups = (context: Query) => rows('shop_groups', '[id,name]', context)
    try {
      const all = { id_shop: 'all' }
      const found = await shops(all)
      return { shops: found, groups: found.length > 1 ? await groups(all) : [] }
    } catch (error) {
      if (!(error instanceof Failure) || error.value.code !== 'request-refused') throw error
      // Versions that do not know all shops at once know those of a group.
      const known = await groups({})
      const found = new Map<string, Fields>()
      for (const { id } of known)
        for (const shop of await shops({ id_group_shop: keyText(id) })) found.set(keyText(shop.id), shop)
      return { shops: [...found.values()], groups: known }
    }
  }

  async function shopFilter(signal: AbortSignal): Promise<Query> {
    const chosen = chosenShops(target)
    if (!isOfSeveral(chosen)) return {}
    if (chosen.every((shop) => reference(shop) !== null)) return ordersOf(chosen, [])
    const known = (await allShops(signal)).shops
    // What a group is made of cannot be told: its orders would be left out.
    if (known.length === 0)
      throw failure('permissions-missing', {
        host: new URL((await factsNow(signal)).root).host,
        resources: 'shops',
      })
    return ordersOf(chosen, known)
  }

  async function shops(signal: AbortSignal): Promise<readonly ReachedShop[]> {
    const all = await allShops(signal)
    const found = shopsInUse(all.shops, all.groups)
    if (found.length < 2) return found
    const isChoice = chosenShops(target) !== null
    const ofAddress = isChoice ? null : await shopOfAddress(signal)
    const reached: ReachedShop[] = []
    for (const shop of found.slice(0, mostShops)) {
      const answer = await api('orders', { ...cheapest, id_shop: shop.id }, signal)
      if (errorCodes(answer)[0] === notOfShop) continue
      const hasOrders = readRows(answer, 'orders').rows.length > 0
      const isUsual = ofAddress === null ? !hasOrders : ofAddress === shop.id
      reached.push({ ...shop, usual: !isChoice && isUsual })
    }
    return reached
  }

  /** Told by its orders alone; null while it has none, or the key is of other shops. */
  async function shopOfAddress(signal: AbortSignal): Promise<string | null> {
    const answer = await api('orders', { ...cheapest, display: '[id,id_shop]' }, signal)
    if (errorCodes(answer)[0] === notOfShop) return null
    return reference(readRows(answer, 'orders').rows[0]?.id_shop)
  }

  async function isGone(id: string, signal: AbortSignal): Promise<boolean> {
    if (reference(id) === null) return true
    const answer = await api(`orders/${id}`, { ...json, display: '[id]' }, signal)
    // The webservice's own 404, not the web server's (recording `error_404_order`).
    if (answer.status === 404) return answer.headers['psws-version'] !== undefined
    readRows(answer, 'orders')
    return false
  }

  /** Of the customers; `anew` where the shop does not know those of before any more. */
  async function customerFields(anew: boolean, signal: AbortSignal): Promise<readonly string[]> {
    const { customerFields: added } = anew ? await describe(signal) : await factsNow(signal)
    return [...usualCustomerFields, ...added.split(',').filter((field) => field !== '')]
  }

  /** What the shop said of itself, the names that orders needed (the next run saves five requests), the size of pages. */
  function learned(): Connection | null {
    return way.learn((connection) => {
      const found = names?.learned() ?? null
      const { names: _, ...said } = described ?? {}
      const news = { ...(isNews ? said : {}), ...(found === null ? {} : { names: found }) }
      const isNew = isNews || found !== null
      isNews = false
      const learnt = isNew ? { ...connection, facts: { ...connection.facts, ...news } } : null
      return sizes.learned(learnt ?? connection) ?? learnt
    })
  }

  return {
    resolve: way.find,
    learned,
    check: (signal, onStep) => {
      const open = (connection: Connection) => createConnector({ ...target, connection })
      return checkShop({ target, transport, open, signal, onStep })
    },
    clock,
    states: async (signal) => (await statesOf(signal)).all,
    wantedStates: async (chosen, signal) => {
      const states = await statesOf(signal)
      return { ...states.wanted(chosen), known: states.all }
    },
    shops,
    list,
    find: async (number, signal) => findOrders(await listing(signal), number),
    fetch,
    refunds: (ids, signal) => laterRefunds(ids, { refunded, fetch }, signal),
    refundsMade,
    isGone,
    maxBatch,
  }
}
