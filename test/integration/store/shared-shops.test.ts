import { describe, expect, it } from 'vitest'
import { unpackJson } from '../../../main/store/shared/bodies.ts'
import type { ShopDraft, ShopRecord } from '../../../main/store/shops.ts'
import { shopSettingsSchema } from '../../../main/words/shop.ts'
import { draftOf } from '../../support/archive.ts'
import type { MemoryServer } from '../../support/memory-server.ts'
import { type RowDesk, rowDesks, settle } from '../../support/row-desks.ts'
import { storeOrdersIn } from '../../support/row-orders.ts'

const at = '2026-11-20T12:00:00.000Z'

function two(): { log: MemoryServer; one: RowDesk; other: RowDesk; both: readonly RowDesk[] } {
  const [log, one, other] = rowDesks(['banco', 'ufficio'], (archive) => storeOrdersIn(archive, 2))
  if (one === undefined || other === undefined) return expect.fail()
  return { log, one, other, both: [one, other] }
}

const settings = (changes: object) => shopSettingsSchema.parse(changes)

function change({ archive }: RowDesk, changes: Partial<ShopDraft>, name = 'Bottega'): ShopRecord {
  const shop = archive.listShops().find((one) => one.name === name) ?? expect.fail()
  const { id, platform, url, settings: now } = shop
  return archive.saveShop({
    ...{ id, name: shop.name, platform, url, settings: now, keepConnection: false, isDemo: false },
    ...changes,
  })
}

/** The shops as desks share them. */
const shopsOf = ({ archive }: RowDesk) =>
  archive
    .listShops()
    .map(({ uuid, name, url, settings: { states, timeZone } }) => ({ uuid, name, url, states, timeZone }))

describe('R58 what desks share of a shop', () => {
  it('is never a credential, a way to it, or what a desk trusts and does by itself', () => {
    const { log, one, other, both } = two()
    const secret = 'gEhEim4711'
    const shop = one.archive.saveShop(
      draftOf({
        name: 'Prova',
        url: `https://io:${secret}@prova.example/negozio?key=${secret}#${secret}`,
        settings: settings({
          autoSync: { enabled: true, minutes: 7 },
          allowHttp: true,
          certificateFingerprint: 'AB'.repeat(32),
          afterDownload: [{ searchId: null, format: 'csv', folder: `/home/${secret}` }],
          states: ['processing'],
          timeZone: 'Europe/Rome',
        }),
      }),
    )
    one.archive.rememberConnection(
      shop.id,
      { url: `https://io:${secret}@prova.example`, facts: { token: secret } },
      [{ id: 'processing', name: 'In lavorazione' }],
    )
    change(one, { settings: { ...shop.settings, states: ['completed'] } }, 'Prova')
    expect(one.rows("SELECT body FROM outbox WHERE instr(body, '4711') > 0")).toEqual([])
    settle(both)
    const said = JSON.stringify(log.facts.map(({ body }) => unpackJson(body ?? Buffer.of())))
    expect(said).not.toMatch(/4711|ABAB|autoSync|fingerprint|allowHttp|afterDownload/i)
    expect(said).toContain('In lavorazione')
    const there = other.archive.listShops().find(({ name }) => name === 'Prova') ?? expect.fail()
    expect(there).toMatchObject({ url: 'https://prova.example/negozio', connection: null, isDemo: false })
    expect(there.settings).toMatchObject({
      states: ['completed'],
      timeZone: 'Europe/Rome',
      autoSync: { enabled: false },
    })
    expect(there.knownStates).toEqual([{ id: 'processing', name: 'In lavorazione' }])
    // What each desk does by itself stays its own.
    const before = one.archive.listShops().find(({ name }) => name === 'Prova')?.settings
    change(other, { settings: { ...there.settings, timeZone: 'Europe/Paris' } }, 'Prova')
    settle(both)
    const after = one.archive.listShops().find(({ name }) => name === 'Prova')?.settings
    expect(after).toEqual({ ...before, timeZone: 'Europe/Paris' })
  })

  it('is nothing of a demonstration', () => {
    const { one } = two()
    const demo = one.archive.saveShop(draftOf({ name: 'Demo', isDemo: true, url: 'http://127.0.0.1:1' }))
    one.archive.saveOfficeSetting(demo.id, 'prova', 1)
    one.archive.removeShop(demo.id, at)
    expect(one.rows('SELECT body FROM outbox')).toEqual([])
  })
})

describe('R57 two desks and their shops', () => {
  it('change two parts of one at once, and the same part: the later counts', () => {
    const { one, other, both } = two()
    const now = one.archive.listShops()[0]?.settings ?? expect.fail()
    change(one, { name: 'Nuova' })
    change(other, { settings: { ...now, states: ['completed'], timeZone: 'Europe/Paris' } })
    change(one, { settings: { ...now, timeZone: 'Europe/Rome' } }, 'Nuova')
    other.send()
    settle(both)
    expect(shopsOf(one)).toEqual(shopsOf(other))
    expect(shopsOf(one)).toMatchObject([{ name: 'Nuova', states: ['completed'], timeZone: 'Europe/Rome' }])
  })

  it('what its states mean: both leave the same out', () => {
    const { one, other, both } = two()
    const now = one.archive.listShops()[0]?.settings ?? expect.fail()
    change(one, { settings: { ...now, stateMeanings: { processing: 'cancelled' } } })
    settle(both)
    expect(both.map(({ archive }) => archive.getOrder(1)?.leftOut)).toEqual(['cancelled', 'cancelled'])
    expect(other.archive.deskDigest()).toBe(one.archive.deskDigest())
  })

  it('add the same at once: it is one, the first; what was done with it meanwhile is of that one', () => {
    const { one, other, both } = two()
    const mine = one.archive.saveShop(draftOf({ name: 'Shop', url: 'https://www.Shop.example/' }))
    const theirs = other.archive.saveShop(draftOf({ name: 'Altro nome', url: 'shop.example' }))
    other.archive.saveOfficeSetting(theirs.id, 'prova', 'della seconda')
    one.send()
    settle(both)
    expect(shopsOf(one)).toEqual(shopsOf(other))
    expect(shopsOf(one).map(({ uuid, name }) => [uuid === mine.uuid, name])).toEqual([
      [false, 'Bottega'],
      [true, 'Shop'],
    ])
    expect(one.archive.officeSetting(mine.id, 'prova')).toBe('della seconda')
    expect(other.rows('SELECT alias, shop FROM shop_aliases')).toEqual([
      { alias: theirs.uuid, shop: mine.uuid },
    ])
    expect(one.rows('SELECT alias, shop FROM shop_aliases')).toEqual(
      other.rows('SELECT alias, shop FROM shop_aliases'),
    )
    // Two that one desk added on purpose are two.
    other.archive.saveShop(draftOf({ name: 'Vista 2', url: 'https://shop.example' }))
    settle(both)
    expect(shopsOf(one)).toHaveLength(3)
    expect(shopsOf(one)).toEqual(shopsOf(other))
  })

  it('give two the same name, remove one and bring it back', () => {
    const { one, other, both } = two()
    one.archive.saveShop(draftOf({ name: 'Shop', url: 'https://uno.example' }))
    other.archive.saveShop(draftOf({ name: 'Shop', url: 'https://due.example' }))
    one.send()
    settle(both)
    const byUrl = (desk: RowDesk) => new Map(shopsOf(desk).map(({ url, name }) => [url, name]))
    expect(byUrl(one)).toEqual(byUrl(other))
    expect(byUrl(one).get('https://due.example')).toBe('Shop (2)')
    const gone = other.archive.listShops().find(({ name }) => name === 'Shop') ?? expect.fail()
    other.archive.removeShop(gone.id, at)
    settle(both)
    expect(one.archive.listShops().map(({ name }) => name)).toEqual(['Bottega', 'Shop (2)'])
    const back = one.archive.removedShops()[0] ?? expect.fail()
    one.archive.saveShop({ ...draftOf(), id: back.id, name: 'Shop', url: 'https://uno.example' })
    settle(both)
    expect(byUrl(other)).toEqual(byUrl(one))
    expect(byUrl(other).get('https://uno.example')).toBe('Shop')
  })
})

it('R56 a shop that two desks add at once has one name for the right to download, and none before', () => {
  const { one, other, both } = two()
  const add = ({ archive }: RowDesk) =>
    archive.saveShop(draftOf({ name: 'Nuova', url: 'https://nuova.example' })).id
  const ids = [add(one), add(other)] as const
  const names = () => [one.archive.sharedShop(ids[0]), other.archive.sharedShop(ids[1])]
  expect(names()).toEqual([null, null])
  settle(both)
  const [name, its] = names()
  expect(name).toBeTypeOf('string')
  expect(its).toBe(name)
})
