import { describe, expect, onTestFinished, test } from 'vitest'
import type { Connector } from '../../../main/connectors/connector.ts'
import { readRows } from '../../../main/connectors/prestashop/answer.ts'
import type { LogNotice } from '../../../main/words/run.ts'
import { type Recording, readRecording, recordingNames, replay } from '../../prestashop-server/recordings.ts'
import { startReplayServer } from '../../replay-server/index.ts'
import { collect, failureOf, foundAt, never, openShop, quickHttp } from './open-shop.ts'

/** What the connector makes of a recorded answer, whichever request it is the answer to. */
type Expectation = (shop: Connector, recording: Recording, url: string) => Promise<void>

const window = { from: '2026-01-01T00:00:00.000Z', to: null }

/** The answer is a failure of that code. */
function fails(code: string, params: Readonly<Record<string, unknown>> = {}): Expectation {
  return async (shop) => {
    expect(await failureOf(shop.clock(never))).toMatchObject({ code, params })
  }
}

/** The answer shows that orders may be read, and what time it is there. */
async function isRead(shop: Connector, { response }: Recording): Promise<void> {
  const date = response.headers.find(([name]) => name === 'Date')?.[1] ?? ''
  expect(await shop.clock(never)).toEqual(new Date(date))
}

/** The answer is a listing in ascending id. */
const lists: Expectation = async (shop, recording) => {
  await isRead(shop, recording)
  const pages = await collect(shop.list(window, never))
  const found = pages.flatMap((page) => page.rows.map((row) => row.shopOrderId))
  expect(found).toEqual(rowsOf(recording).map(({ id }) => String(id)))
}

/** The answer is an empty listing. */
const isEmpty: Expectation = async (shop) => {
  const pages = await collect(shop.list(window, never))
  expect(pages.flatMap((page) => page.rows)).toEqual([])
}

/** The answer is no list of orders. */
async function noOrders(shop: Connector): Promise<void> {
  expect(await failureOf(shop.clock(never))).toMatchObject({
    code: 'body-shape',
    params: { expected: 'orders' },
  })
}

/** The answer holds rows of what orders are made of: all are read, and none is taken for an order. */
const areRows: Expectation = async (shop, recording, url) => {
  const { path } = recording.request
  const answer = await quickHttp().send({ url: `${url}${path}`, signal: never })
  const { rows, notices } = readRows(answer, path.split('/')[2] ?? '')
  expect(rows).toEqual(rowsOf(recording))
  expect(rows.length).toBeGreaterThan(0)
  expect(notices).toEqual([])
  await noOrders(shop)
}

/** The order of the rows is not that of the ids: a shop that does not sort would hide orders behind a page's end. */
async function unsorted(shop: Connector): Promise<void> {
  expect(await failureOf(collect(shop.list(window, never)))).toMatchObject({
    code: 'body-shape',
    params: { expected: 'sort=[id_ASC]' },
  })
}

/** Identifiers alone are the answer to another question, and behind the last one of it orders would be passed over. */
async function onlyIds(shop: Connector): Promise<void> {
  expect(await failureOf(collect(shop.list(window, never)))).toMatchObject({
    code: 'body-shape',
    params: { expected: 'display' },
  })
}

/** The answer is whole behind something that does not belong there, and that is said. */
function recovers(
  what: LogNotice['params'] extends infer P ? (P extends { what: infer W } ? W : never) : never,
): Expectation {
  return async (shop, recording) => {
    await isRead(shop, recording)
    const first = await shop.list(window, never)[Symbol.asyncIterator]().next()
    expect(first.value?.notices).toEqual([{ code: 'body-recovered', params: { what } }])
    expect(first.value?.rows).toHaveLength(2)
  }
}

/** The states of the shop, by their names in its first language. */
const states: Expectation = async (shop) => {
  const found = await shop.states(never)
  expect(found.map((state) => state.name)).toEqual(
    expect.arrayContaining(['Pagamento accettato', 'Annullato']),
  )
  const valid = [
    'Pagamento accettato',
    'Preparazione in corso',
    'Spedito',
    'Consegnato',
    'Pagamento remoto accettato',
  ]
  const wanted = await shop.wantedStates?.(null, never)
  const nameOf = new Map(found.map(({ id, name }) => [id, name]))
  expect(wanted?.states.map((id) => nameOf.get(id))).toEqual(valid)
  expect(wanted?.states.every((id) => /^\d+$/.test(id))).toBe(true)
}

const html = { host: expect.any(String) as string }

const expectations: readonly (readonly [RegExp, Expectation])[] = [
  [
    /^maintenance_mode_no_effect$|^orders_(filter_id_(or|range)|header_output_format|ids_only|ws_key_query)$/,
    onlyIds,
  ],
  [
    /^api_root_json_500$|^broken_(fatal|memory)$|^error_500_database_down$/,
    fails('server-error', { status: 500 }),
  ],
  [/^api_root_xml$|_xml$|accept_json_ignored$/, xml],
  [/^broken_bom$/, recovers('byte-order-mark')],
  [/^broken_(notice|warning)$/, recovers('php-notice')],
  [/^error_302_wrong_host$/, fails('too-many-redirects')],
  [/^error_400_/, fails('request-refused')],
  [/^error_401_(bad_key|key_empty|key_format|key_inactive|no_key)$/, fails('credentials-rejected')],
  [/^error_401_(key_without_any_permission|no_permission_on_orders)$/, fails('permission-missing')],
  [/^error_403_/, fails('key-of-other-shop')],
  [/^error_404_order$/, fails('api-not-found')],
  [/^error_405_post$/, fails('blocked-by-security', { status: 405 })],
  [/^error_(bad_filter|filter_)/, fails('request-refused', { parameter: 'filter' })],
  [/^error_display_/, fails('request-refused', { parameter: 'display' })],
  [/^error_sort_/, fails('request-refused', { parameter: 'sort' })],
  [/^error_limit_/, fails('request-refused', { parameter: 'limit' })],
  [/^error_language_/, fails('request-refused', { parameter: 'language' })],
  [/^error_503_webservice_disabled$/, fails('webservice-disabled', html)],
  [/^error_500_data_and_errors_/, translationMissing],
  [/order_states/, states],
  [/^not_modified_304$/, fails('http-status', { status: 304 })],
  [/^orders_head$/, fails('body-empty')],
  [/^orders_empty_(filter|page)$|^trap_filter_(iso_T|open_range)$|__order_slip$/, isEmpty],
  [/^order_B_.*__order_cart_rules$/, isEmpty],
  [/^orders_filter_date_upd$|^orders_filter_date_upd_gt$/, unsorted],
  [
    /^(orders_|maintenance_|trap_filter_ge|order_without_rows)(?!page10_(addresses|customers|order_details))/,
    lists,
  ],
  [/__order_(list_form|single|single_displayfull)$/, lists],
  [/^(currencies_|lookup_|order_details_native|order_split_payments)/, areRows],
  [/^orders_page10_(addresses|customers|order_details)$/, areRows],
  [
    /^order_[AB]_.*__(addresses|customer|customer_single_full|order_(carriers|cart_rules|details|histories|invoices|payments))$/,
    areRows,
  ],
  [/^schema_synopsis_json$/, noOrders],
]

/** XML where JSON was asked for; its errors are understood all the same. */
async function xml(shop: Connector, recording: Recording): Promise<void> {
  const codes: Readonly<Record<number, string>> = {
    200: 'body-shape',
    401: 'credentials-rejected',
    503: 'webservice-disabled',
  }
  expect((await failureOf(shop.clock(never))).code).toBe(codes[recording.response.status])
}

/** 500, and yet everything is there. */
async function translationMissing(shop: Connector): Promise<void> {
  expect((await shop.states(never)).map((state) => state.name)).toEqual(['Preparazione in corso', 'Spedito'])
}

function rowsOf({ response }: Recording): readonly { id: unknown }[] {
  return Object.values(JSON.parse(response.body) as Record<string, unknown>).flat() as { id: unknown }[]
}

describe('every recorded answer of a real PrestaShop, replayed', () => {
  test.each(recordingNames)('%s', async (name) => {
    const recording = readRecording(name)
    const states = replay(readRecording('lookup_order_states'), '')
    const server = await startReplayServer(({ path, query }) => {
      // Listings need the names of the states; everything else gets the recording.
      if (path.endsWith('/order_states') && !/order_states|missing_translation/.test(name)) return states
      const answer = replay(recording, server.url)
      const last = /^>\[(\d+)\]$/.exec(query.get('filter[id]') ?? '')?.[1]
      const isEnd = last !== undefined && Number(last) >= Number(rowsOf(recording).at(-1)?.id)
      return isEnd ? { ...answer, headers: {}, body: '[]' } : answer
    })
    try {
      const shop = openShop({ url: server.url, connection: foundAt(server.url) })
      await expectations.find(([names]) => names.test(name))?.[1](shop, recording, server.url)
    } finally {
      await server.close()
    }
  })

  test('has an expectation, and no expectation is without its recording', () => {
    const kinds = recordingNames.map((name) => expectations.findIndex(([names]) => names.test(name)))
    expect(recordingNames.filter((_, place) => kinds[place] === -1)).toEqual([])
    expect(new Set(kinds).size).toBe(expectations.length)
  })
})

describe('a shop that ignores what it is asked', () => {
  test('and gives the first page again is found out', async () => {
    const [row] = rowsOf(readRecording('orders_page10_selected_fields'))
    const orders = Array.from({ length: 200 }, (_, place) => ({ ...row, id: place + 1 }))
    const states = replay(readRecording('lookup_order_states'), '')
    const page = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ orders }) }
    const server = await startReplayServer(({ path }) => (path.endsWith('/order_states') ? states : page))
    try {
      const shop = openShop({ url: server.url, connection: foundAt(server.url) })
      await unsorted(shop)
    } finally {
      await server.close()
    }
  })
})

describe('a recovered answer is verified', () => {
  test('what is left behind a warning must be what the shop summed up', async () => {
    const recording = readRecording('broken_warning')
    const { headers, body, ...rest } = replay(recording, '')
    const other = String(body).replace('103.000000', '903.000000')
    const server = await startReplayServer(() => ({ ...rest, ...(headers ? { headers } : {}), body: other }))
    try {
      const shop = openShop({ url: server.url, connection: foundAt(server.url) })
      expect((await failureOf(shop.clock(never))).code).toBe('body-not-json')
    } finally {
      await server.close()
    }
  })
})

test('R29: a warning that PHP prints before every answer is told once a run', async () => {
  const states = replay(readRecording('lookup_order_states'), '')
  const page = replay(readRecording('broken_notice'), '')
  const server = await startReplayServer(({ path }) => (path.endsWith('/order_states') ? states : page))
  onTestFinished(server.close)
  const shop = openShop({ url: server.url, connection: foundAt(server.url) })
  const told = async () => {
    const first = await shop.list(window, never)[Symbol.asyncIterator]().next()
    return first.value?.notices
  }
  expect(await told()).toHaveLength(1)
  expect(await told()).toEqual([])
})
