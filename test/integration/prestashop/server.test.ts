import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PrestaServer, startPrestaServer } from '../../prestashop-server/index.ts'
import {
  type Recording,
  readRecording,
  recordedTables,
  recordingNames,
} from '../../prestashop-server/recordings.ts'
import { type Answered, ask } from '../../woo-server/ask.ts'

/** The recorded keys: readable, without orders, of another shop, inactive, without any permission. */
const keys = {
  good: { key: 'WSKEYREADORDERS00000000000000001' },
  noOrders: { key: 'WSKEYNOORDERS0000000000000000002', resources: ['products'] },
  otherShop: { key: 'WSKEYNOORDERS0000000000000000002', ofOtherShop: true },
  inactive: { key: 'WSKEYINACTIVE0000000000000000003', active: false },
  powerless: { key: 'WSKEYINACTIVE0000000000000000003', resources: [] },
}

/** Answers that no shop in order gives: replayed to the connector, not asked of the server. */
const notOfOneShop =
  /^(broken_|error_500_|error_302_)|native_types|single_language|order_without_rows|schema_synopsis|not_modified/
/** Of these the server gives what the connector needs: the head, not each row of XML. */
const headOnly = /xml|api_root|accept_json_ignored/

function shopFor(name: string) {
  if (name.startsWith('error_503')) return { enabled: false }
  if (name === 'error_403_key_not_on_shop') return { keys: [keys.otherShop] }
  if (name === 'error_401_key_inactive') return { keys: [keys.inactive] }
  if (name === 'error_401_key_without_any_permission') return { keys: [keys.powerless] }
  return { keys: [keys.good, keys.noOrders] }
}

describe('the test shop answers as the recorded one did', () => {
  const tables = recordedTables()
  const servers = new Map<string, PrestaServer>()
  beforeAll(async () => {
    for (const name of ['', 'error_503', 'error_403_key_not_on_shop', 'error_401_key_inactive']) {
      servers.set(name, await startPrestaServer({ tables, ...shopFor(name) }))
    }
    const name = 'error_401_key_without_any_permission'
    servers.set(name, await startPrestaServer({ tables, ...shopFor(name) }))
  })
  afterAll(async () => {
    for (const server of servers.values()) await server.close()
  })

  test.each(recordingNames.filter((name) => !notOfOneShop.test(name)))('%s', async (name) => {
    const recording = readRecording(name)
    const server = servers.get(name.startsWith('error_503') ? 'error_503' : name) ?? servers.get('')
    const { request, response } = recording
    const query = request.query === '' ? '' : `?${request.query}`
    const answer = await ask(`${server?.url}${request.path}${query}`, {
      method: request.method,
      headers: request.headers,
    })
    expect(answer.status).toBe(response.status)
    for (const header of ['content-type', 'www-authenticate', 'psws-version']) {
      if (headOnly.test(name) && header === 'content-type') continue
      expect([header, answer.headers[header]?.toString().toLowerCase()]).toEqual([
        header,
        recordedHeader(recording, header)?.toLowerCase(),
      ])
    }
    if (headOnly.test(name)) return
    expect(comparable(answer.text)).toEqual(comparable(response.body))
    if (response.status === 200) expect(answer.headers['content-sha1']).toMatch(/^[0-9a-f]{40}$/)
  })

  test('its index names what a key may read, in the recorded form', async () => {
    const server = servers.get('')
    const authorization = `Basic ${Buffer.from(`${keys.good.key}:`).toString('base64')}`
    const answer: Answered = await ask(`${server?.url}/api/`, { headers: { authorization } })
    const line = /<orders xlink:href="[^"]*" get="true" put="false" post="false" patch="false"/
    expect(readRecording('api_root_xml').response.body).toMatch(line)
    expect(answer.text).toMatch(line)
  })
})

function recordedHeader({ response }: Recording, name: string): string | undefined {
  return response.headers.find(([known]) => known.toLowerCase() === name)?.[1] || undefined
}

/** Rows as data; of errors their first code, behind which come suggestions and PHP's warnings. */
function comparable(text: string): unknown {
  if (!/^[[{]/.test(text)) return text
  const json = JSON.parse(text) as { errors?: { code: number }[] }
  return json.errors === undefined ? json : json.errors[0]?.code
}
