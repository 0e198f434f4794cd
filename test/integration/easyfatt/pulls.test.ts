import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Order } from '../../../main/words/order.ts'
import { memoryStore } from '../../support/archive.ts'
import { childrenOf, readXml, storeOrders, textOf } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { ask, coded, fieldTest, hostOf, longOrders, now, numbersIn, office } from './office.ts'

const at = now().toISOString()

/** Order 1001 and on, the first of January and on. */
function orders(count: number, changes: (index: number) => Partial<Order> = () => ({})): readonly Order[] {
  return Array.from({ length: count }, (_, index) =>
    orderOf(index + 1, {
      number: String(1001 + index),
      placedAt: new Date(2026, 0, 1 + index, 10).toISOString(),
      ...changes(index),
    }),
  )
}

async function asked(stored: readonly Order[] = orders(3)) {
  const all = await office()
  const shop = await storeOrders(all.store, stored)
  const { url, headers, password } = await all.open(shop.id)
  return { ...all, shop, url, headers, password, get: (query: string) => all.get(`${url}${query}`, headers) }
}

const registered = async (store: Awaited<ReturnType<typeof asked>>['store'], id: number) =>
  (await store.orderHandovers(id)).map(({ kind }) => kind)

describe('R45 Easyfatt, as the field test saw it', () => {
  it('gets the whole year by the literal request, every time, and each order is noted once', async () => {
    const { store, shop, pulls, get } = await asked()
    const first = await get(fieldTest)
    expect(first.headers['content-type']).toBe('application/xml; charset=utf-8')
    expect(numbersIn(first)).toEqual(['1001', '1002', '1003'])
    const [document] = childrenOf(childrenOf(readXml(first.body), 'Documents')[0], 'Document')
    expect(textOf(document, 'DocumentType')).toBe('C')
    expect(textOf(document, 'Date')).toBe('2026-01-01')
    expect(textOf(document, 'Total')).toBe('12.20')
    expect((await pulls.view(shop.id)).lastAsked).toMatchObject({ outcome: 'sent', documents: 3, fresh: 3 })
    await storeOrders(store, orders(4))
    expect(numbersIn(await get(fieldTest))).toEqual(['1001', '1002', '1003', '1004'])
    const again = await get(fieldTest)
    expect(numbersIn(again)).toHaveLength(4)
    const { pulls: noted, lastAsked } = await pulls.view(shop.id)
    expect(noted.map(({ orders: count }) => count)).toEqual([1, 3])
    expect(lastAsked).toMatchObject({ documents: 4, fresh: 0 })
    const log = await store.listLog(
      { shopId: shop.id, runId: null, orderId: null, level: null, outcome: null, text: '' },
      null,
      50,
    )
    expect(
      log.flatMap(({ message }) => (message.code === 'easyfatt-pulled' ? [message.params.orders] : [])),
    ).toEqual([1, 3])
  })

  it.each([
    ['?appver=2', ['1001', '1002', '1003']],
    ['?appver=2&firstdate=&lastdate=&firstnum=&lastnum=', ['1001', '1002', '1003']],
    ['?appver=2&firstdate=2026-01-02&lastdate=2026-01-02', ['1002']],
    ['?appver=2&firstdate=2026-01-03&lastdate=2026-01-02', []],
    ['?appver=2&firstnum=1002&lastnum=1002', ['1002']],
    ['?appver=2&firstdate=2026-01-02&lastdate=2026-12-31&firstnum=1&lastnum=1002', ['1002']],
    ['?appver=2&firstdate=2025-01-01&lastdate=2025-12-31&firstnum=1', []],
    ['', ['1001', '1002', '1003']],
  ])('gets by %s what that asks for', async (query, expected) => {
    const { get, store } = await asked()
    expect(numbersIn(await get(query))).toEqual(expected)
    for (const id of [1, 2, 3])
      expect(await registered(store, id)).toEqual(
        expected.includes(String(1000 + id)) ? ['easyfatt-pull'] : [],
      )
  })

  it.each(['firstdate=2026-02-30', 'lastdate=1/1/2026', 'firstnum=-1', 'lastnum=uno', 'firstnum=1;2'])(
    'is told in a sentence that %s cannot be read',
    async (value) => {
      const { get, store } = await asked()
      const answer = await get(`?appver=2&${value}`)
      expect(answer.status).toBe(400)
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
      expect(answer.body).toContain(value.split('=')[0])
      expect(await registered(store, 1)).toEqual([])
    },
  )

  it('takes days as this computer’s calendar has them, both ends included', async () => {
    const instants = [
      new Date(2026, 2, 29, 0, 0, 0),
      new Date(2026, 2, 29, 23, 59, 59),
      new Date(2026, 2, 30, 0, 0, 0),
    ]
    const { get } = await asked(orders(3, (index) => ({ placedAt: instants[index]?.toISOString() ?? '' })))
    expect(numbersIn(await get('?firstdate=2026-03-29&lastdate=2026-03-29'))).toEqual(['1001', '1002'])
  })

  it('gets what the archive has: changed by hand, without what is cancelled or cannot be written', async () => {
    const { store, get, shop, pulls } = await asked(
      orders(
        4,
        (index) => [{}, { state: 'cancelled', stateId: 'cancelled' }, { currency: 'USD' }, {}][index] ?? {},
      ),
    )
    const { version } = (await store.getOrder(1)) ?? expect.fail()
    await store.saveEdits(1, version, [{ path: 'note', value: 'Suonare Bertè' }], at)
    const answer = await get(fieldTest)
    expect(numbersIn(answer)).toEqual(['1001', '1004'])
    expect(answer.body).toContain('<InternalComment>Suonare Bertè</InternalComment>')
    for (const id of [2, 3]) expect(await registered(store, id)).toEqual([])
    const trial = await pulls.trial(shop.id)
    expect(trial).toMatchObject({
      ok: true,
      summary: {
        documents: 2,
        firstNumber: '1001',
        lastNumber: '1004',
        omitted: { cancelled: 1, failed: 0, refunded: 0 },
        refused: { count: 1, numbers: ['1003'] },
      },
    })
  })

  it('gets a number that stays when the order is edited, and that the file has, too', async () => {
    const { store, get } = await asked()
    await get(fieldTest)
    const { version } = (await store.getOrder(2)) ?? expect.fail()
    await store.saveEdits(2, version, [{ path: 'number', value: '5000' }], at)
    await storeOrders(store, [orderOf(9, { number: '1001' })], 'Altro negozio')
    expect(numbersIn(await get(fieldTest))).toEqual(['1001', '1002', '1003'])
    expect([...(await store.easyfattNumbers(Uint32Array.of(2))).numbers]).toEqual([1002])
  })

  it('does not get a change of what it has taken: that is to be done again, until it is taken back', async () => {
    const { store, get, pulls, shop } = await asked()
    await get(fieldTest)
    const { version } = (await store.getOrder(2)) ?? expect.fail()
    await store.saveEdits(2, version, [{ path: 'note', value: 'cambio' }], at)
    await get(fieldTest)
    const { redo, pulls: noted } = await pulls.view(shop.id)
    expect(redo).toEqual({ count: 1, orders: [{ orderId: 2, number: '1002', paths: ['note'] }] })
    await store.takeBackHandover(noted[0]?.id ?? 0, at)
    await get(fieldTest)
    const { redo: left, pulls: all } = await pulls.view(shop.id)
    expect(left.count).toBe(0)
    expect(all.map(({ orders: count }) => count)).toEqual([3, 3])
  })
})

describe('R45 who may ask', () => {
  it('has login and password, in one of three headers, with or without a word before', async () => {
    const { url, password } = await asked()
    const right = coded(`easyfatt:${password}`)
    for (const name of ['Authorization', 'X-Authorization', 'HTTP_X_AUTHORIZATION']) {
      for (const value of [`Basic ${right}`, `basic ${right}`, right])
        expect((await ask(url, { [name]: value })).status, `${name}: ${value}`).toBe(200)
      for (const wrong of [
        `easyfatt:${password}x`,
        `easyfatt:${password.slice(1)}`,
        `altro:${password}`,
        password,
        '',
        ':',
      ]) {
        const answer = await ask(url, { [name]: `Basic ${coded(wrong)}` })
        expect(answer.status, wrong).toBe(401)
        expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/)
        expect(answer.body).toMatch(/password/)
      }
    }
    for (const headers of [
      {},
      { authorization: 'NTLM TlRMTVNTUAABAAAA' },
      { authorization: 'Digest username="easyfatt"' },
    ])
      expect((await ask(url, headers as Record<string, string>)).status).toBe(401)
    // An NTLM offer beside the right header of the other kind.
    expect((await ask(url, { authorization: 'NTLM x', 'x-authorization': right })).status).toBe(200)
  })

  it('asks this computer by its name, at a shop’s address, to get', async () => {
    const { url, headers } = await asked()
    const { port, pathname } = new URL(url)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, '127.0.0.1'])
      expect((await ask(url, { ...headers, host })).status).toBe(200)
    for (const host of [
      '127.0.0.1.bottega.example',
      'bottega.example',
      `bottega.example:${port}`,
      `127.0.0.1:${Number(port) + 1}`,
    ])
      expect((await ask(url, { ...headers, host })).status).toBe(403)
    for (const path of [
      '/',
      '/easyfatt',
      '/easyfatt/',
      `${pathname}/`,
      `${pathname}x`,
      '/favicon.ico',
      '/easyfatt/../etc/passwd',
    ])
      expect((await ask(`http://127.0.0.1:${port}${path}`, headers)).status, path).toBe(404)
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH']) {
      const answer = await ask(url, headers, method)
      expect(answer.status, method).toBe(405)
      expect(answer.headers.allow).toBe('GET')
    }
    for (const answer of [
      await ask(url, headers),
      await ask(url, { ...headers, origin: 'https://bottega.example' }),
    ])
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('is no page of the web, also where the browser knows the password', async () => {
    const { store, url, headers } = await asked()
    for (const [name, value] of [
      ['origin', 'https://bottega.example'],
      ['origin', 'null'],
      ['sec-fetch-site', 'cross-site'],
      ['sec-fetch-site', 'same-site'],
    ] as const)
      expect((await ask(url, { ...headers, [name]: value })).status, `${name}: ${value}`).toBe(403)
    expect(await registered(store, 1)).toEqual([])
    // Typed by the operator.
    expect((await ask(url, { ...headers, 'sec-fetch-site': 'none' })).status).toBe(200)
  })

  it('is cut off with headers that are too long, or a request that never ends', async () => {
    const { url, headers } = await asked()
    expect((await ask(url, { ...headers, 'x-long': 'x'.repeat(20_000) })).status).toBe(431)
    const quick = await office({ host: hostOf({ idleMs: 50 }).host })
    const shop = await storeOrders(quick.store, orders(1))
    const { port } = new URL((await quick.open(shop.id)).url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('GET /easyfatt/bottega HTTP/1.1\r\n')
    await once(socket, 'close')
  })

  it('listens on this computer only', async () => {
    const { url } = await asked()
    const { port } = new URL(url)
    // Another address of the loopback network, which a server of all addresses would answer at.
    const socket = connect(Number(port), '127.0.0.2')
    const [error] = await once(socket, 'error')
    expect(error.code).toBe('ECONNREFUSED')
  })
})

describe('R45 an address', () => {
  it('is of one shop, keeps its path when the shop is renamed, and its password when it is switched off and on', async () => {
    const { store, pulls, open } = await office()
    const first = await storeOrders(store, orders(1), 'Bottega di Bertè')
    const second = await storeOrders(store, [orderOf(7, { number: '9', placedAt: at })], 'Bottega: di berte')
    const [one, two] = [await open(first.id), await open(second.id)]
    expect(new URL(one.url).pathname).toBe('/easyfatt/bottega-di-berte')
    expect(new URL(two.url).pathname).toBe('/easyfatt/bottega-di-berte-2')
    expect(numbersIn(await ask(two.url, two.headers))).toEqual(['9/2'])
    expect((await ask(one.url, two.headers)).status).toBe(401)
    const { id, platform, url, settings, isDemo } = first
    await store.saveShop({ id, name: 'Altro nome', platform, url, settings, keepConnection: true, isDemo })
    expect(numbersIn(await ask(one.url, one.headers))).toEqual(['1001'])
    await pulls.switchOff(first.id)
    expect((await ask(one.url, one.headers)).status).toBe(404)
    expect(await pulls.switchOn(first.id)).toBeNull()
    expect((await ask(one.url, one.headers)).status).toBe(200)
    const password = await pulls.newPassword(first.id)
    expect((await ask(one.url, one.headers)).status).toBe(401)
    expect((await ask(one.url, { authorization: coded(`easyfatt:${password}`) })).status).toBe(200)
    await store.removeShop(first.id, at)
    expect((await ask(one.url, { authorization: coded(`easyfatt:${password}`) })).status).toBe(404)
  })

  it('is no other shop’s, also when a shop that was removed comes back', async () => {
    const { store, open } = await office()
    const first = await storeOrders(store, orders(1))
    const one = await open(first.id)
    await store.removeShop(first.id, at)
    const second = await storeOrders(store, [orderOf(7, { number: '9', placedAt: at })])
    expect(second.id).not.toBe(first.id)
    const two = await open(second.id)
    const { id, platform, url, settings, isDemo } = first
    await store.saveShop({ id, name: 'Tornato', platform, url, settings, keepConnection: true, isDemo })
    expect(numbersIn(await ask(one.url, one.headers))).toEqual(['1001'])
    expect(numbersIn(await ask(two.url, two.headers))).toEqual(['9/2'])
  })

  it('keeps no password, only a sum of it', async () => {
    const { store, shop, password, headers } = await asked()
    const kept = JSON.stringify(await store.officeSetting(shop.id, 'easyfatt-address'))
    expect(password).toMatch(/^[A-Za-z2-9]{24}$/)
    expect(kept).not.toContain(password)
    expect(kept).not.toContain(headers.authorization.slice(6))
  })

  it('answers as long as it is switched on, at a port that stays', async () => {
    const { host, states } = hostOf()
    const store = memoryStore()
    const { pulls, open } = await office({ store, host })
    expect(pulls.state()).toEqual({ kind: 'off' })
    const shop = await storeOrders(store, orders(1))
    const { url, headers } = await open(shop.id)
    await pulls.close()
    await expect(ask(url, headers)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    // The next start of the program.
    await office({ store, host })
    expect((await ask(url, headers)).status).toBe(200)
    expect(states.map(({ kind }) => kind)).toEqual(['off', 'on', 'on'])
  })

  it('whose port another program has is told, until it is free or another is chosen', async () => {
    const other = createServer((_, response) => void response.end('altro'))
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const address = other.address()
    let port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const taken = port
    const { host, states } = hostOf({
      port: () => port,
      savePort: (chosen) => {
        port = chosen
      },
    })
    const { store, pulls } = await office({ host })
    const shop = await storeOrders(store, orders(1))
    const password = await pulls.switchOn(shop.id)
    expect(states.at(-1)).toEqual({ kind: 'taken', port: taken })
    expect(await pulls.trial(shop.id)).toMatchObject({ ok: false })
    await pulls.otherPort()
    expect(port).not.toBe(taken)
    const { address: now } = await pulls.view(shop.id)
    expect((await ask(now?.url ?? '', { authorization: coded(`easyfatt:${password}`) })).status).toBe(200)
  })
})

describe('R45 an answer that does not come to its end', () => {
  it('takes nothing: who hangs up has taken none of it, and the reading ends', async () => {
    const { store, url, headers, pulls, shop, bugs, get } = await asked(longOrders())
    const sent = request(url, { headers, agent: false })
    sent.end()
    const [response] = await once(sent, 'response')
    await once(response, 'data')
    expect(await store.openHandovers()).toHaveLength(1)
    sent.destroy()
    await expect.poll(async () => (await pulls.view(shop.id)).lastAsked?.outcome).toBe('broken-off')
    expect(await store.openHandovers()).toEqual([])
    expect(await registered(store, 1)).toEqual([])
    expect(bugs).toEqual([])
    // Next time it is all new, under the same numbers.
    expect(numbersIn(await get(''))).toHaveLength(16)
    expect((await pulls.view(shop.id)).lastAsked).toMatchObject({ outcome: 'sent', fresh: 16 })
  })

  it('is cut off where an archive takes the archive’s place, and until it has, nobody gets any', async () => {
    let isReplacing = false
    const { store, open, pulls } = await office({ isReplacing: () => isReplacing })
    const shop = await storeOrders(store, longOrders())
    const { url, headers } = await open(shop.id)
    const sent = request(url, { headers, agent: false })
    sent.end()
    const [response] = await once(sent, 'response')
    const gone = once(response, 'error')
    await once(response, 'data')
    isReplacing = true
    await pulls.stopAnswers()
    expect(await store.openHandovers()).toEqual([])
    await gone
    const answer = await ask(url, headers)
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('copia dell’archivio')
  })

  it('is one of three at once, at most; a fourth is told to come back', async () => {
    const { url, headers } = await asked(longOrders())
    const open = await Promise.all(
      [1, 2, 3].map(async () => {
        const sent = request(url, { headers, agent: false })
        sent.end()
        const [response] = await once(sent, 'response')
        return { sent, response }
      }),
    )
    expect((await ask(url, headers)).status).toBe(503)
    for (const { sent } of open) sent.destroy()
    await expect.poll(async () => (await ask(url, headers)).status).toBe(200)
  })
})

describe('R45 *Prova come farebbe Easyfatt*', () => {
  it('shows what comes, without a password, and nothing of it counts as taken', async () => {
    const { store, pulls, shop } = await asked()
    const trial = await pulls.trial(shop.id)
    expect(trial).toMatchObject({
      ok: true,
      summary: { documents: 3, firstNumber: '1001', lastNumber: '1003', fresh: 0 },
    })
    expect(await registered(store, 1)).toEqual([])
    const { lastAsked, pulls: noted } = await pulls.view(shop.id)
    expect([lastAsked, noted]).toEqual([null, []])
    // No number is given by it.
    expect([...(await store.easyfattNumbers(Uint32Array.of(1))).isNew]).toEqual([1])
  })

  it('cannot be asked for from outside', async () => {
    const { url } = await asked()
    for (const token of ['', 'x', 'undefined', 'true'])
      expect((await ask(url, { 'x-download-ordini-trial': token })).status).toBe(401)
  })

  it('says so where nothing can be written, as Easyfatt is told', async () => {
    let isReadOnly = false
    const { store, open, pulls } = await office({ isReadOnly: () => isReadOnly })
    const shop = await storeOrders(store, orders(1))
    const { url, headers } = await open(shop.id)
    isReadOnly = true
    const { status, body } = await ask(url, headers)
    expect(status).toBe(503)
    expect(await pulls.trial(shop.id)).toEqual({ ok: false, sentence: body })
  })

  it('says why nothing comes', async () => {
    const { pulls, shop } = await asked()
    await pulls.switchOff(shop.id)
    expect(await pulls.trial(shop.id)).toMatchObject({
      ok: false,
      sentence: 'All’indirizzo non risponde nessuno.',
    })
  })
})
