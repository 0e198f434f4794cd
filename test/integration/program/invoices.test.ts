import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { invoiceMemory } from '../../../main/program/invoice-memory.ts'
import { createInvoices } from '../../../main/program/make-invoices.ts'
import { settleInvoices } from '../../../main/program/settle-invoices.ts'
import { writeSupportBundle } from '../../../main/program/support-bundle.ts'
import { type Archive, openArchive } from '../../../main/store/archive.ts'
import type { Store } from '../../../main/store/store.ts'
import { Failure } from '../../../main/words/failure.ts'
import { sellerSetting } from '../../../main/words/invoice-register.ts'
import { usualPreferences } from '../../../main/words/program-view.ts'
import { draftOf, memoryStore, temporaryFolder } from '../../support/archive.ts'
import { asStore } from '../../support/as-store.ts'
import { storeOrders } from '../../support/exports.ts'
import { bottega, makerOf, paperWords, settleOffice, wishFor } from '../../support/invoice-office.ts'
import { orderOf } from '../../support/orders.ts'
import { size } from '../../support/sizes.ts'
import { unzip } from '../../support/unzip.ts'
import { watchedProgram } from '../../support/watched-program.ts'

const noon = () => new Date('2026-11-23T11:00:00.000Z')
const quiet = () => undefined
const textOf = (file: string, tag: string) =>
  new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(readFileSync(file, 'utf8'))?.[1] ?? ''

async function shopWith(count: number, numbering: unknown = {}) {
  const store = memoryStore()
  await storeOrders(
    store,
    Array.from({ length: count }, (_, at) => orderOf(at + 1)),
  )
  await settleOffice(store, numbering)
  const profile = temporaryFolder()
  const folder = join(profile, 'fatture')
  mkdirSync(folder)
  return { store, profile, folder, maker: makerOf(store, profile, noon) }
}

describe('R48 invoices made', () => {
  it('are files numbered first placed first, one for each order, each known to its order', async () => {
    const { store, folder, maker } = await shopWith(3, {
      invoices: { suffix: '/W', firstNumber: 12, firstYear: 2026 },
    })
    const wishes = [3, 1, 2].map((id) => wishFor(id))
    const { proposals, latest } = await maker.propose(wishes, null)
    expect(latest).toBe('2026-11-23')
    expect(proposals.map(({ orderNumber, number }) => `${orderNumber} ${number}`)).toEqual([
      'N1 12/W',
      'N2 13/W',
      'N3 14/W',
    ])
    expect(readdirSync(folder)).toEqual([])
    const made = await maker.make(wishes, null, folder, quiet)
    expect(made).toMatchObject({ refused: 0, failure: null })
    expect(readdirSync(folder)).toEqual([
      'IT01234567897_W0001.xml',
      'IT01234567897_W0002.xml',
      'IT01234567897_W0003.xml',
    ])
    expect(made.files.map(({ file }) => `${textOf(file, 'Numero')} ${textOf(file, 'Causale')}`)).toEqual([
      '12/W Ordine N1 del 20/11/2026',
      '13/W Ordine N2 del 20/11/2026',
      '14/W Ordine N3 del 20/11/2026',
    ])
    expect(await store.listInvoices(null, 10)).toMatchObject([
      { number: '14/W', orderNumber: 'N3', state: 'made', isLast: true, total: '12.20' },
      { number: '13/W', orderNumber: 'N2', isLast: false },
      { number: '12/W', orderNumber: 'N1', isLast: false, date: '2026-11-23' },
    ])
    expect(await store.invoicedOrders([1, 2, 3, 4])).toEqual([1, 2, 3])
    // None gets a second one.
    const again = await maker.propose([wishFor(2)], null)
    expect(again.proposals[0]).toMatchObject({
      number: null,
      refusals: [{ code: 'already-invoiced', params: { number: '13/W' } }],
    })
    expect(await maker.make([wishFor(2)], null, folder, quiet)).toMatchObject({ files: [], refused: 1 })
  })

  it('are dated in order, and never in the future: by the day in Italy', async () => {
    const { store, profile, folder, maker } = await shopWith(4)
    await maker.make([wishFor(1)], '2026-11-22', folder, quiet)
    const refused = { earliest: '2026-11-22', latest: '2026-11-23' }
    for (const day of ['2026-11-21', '2026-11-24'])
      await expect(maker.propose([wishFor(2)], day)).rejects.toMatchObject({
        value: { code: 'invoice-date', params: refused },
      })
    expect((await maker.make([wishFor(2)], '2026-11-21', folder, quiet)).failure).toMatchObject({
      code: 'invoice-date',
    })
    // Half past eleven in the evening, in London, of the last day of the year.
    const midnight = makerOf(store, profile, () => new Date('2026-12-31T23:30:00.000Z'))
    const { files } = await midnight.make([wishFor(2), wishFor(3)], null, folder, quiet)
    expect(files.map(({ number }) => number)).toEqual(['1', '2'])
    expect(await store.listInvoices(null, 1)).toMatchObject([{ date: '2027-01-01', number: '2' }])
  })

  it('of what was cancelled, or of the demonstration shop among real ones, are made only when told to (R42)', async () => {
    const { store, folder, maker } = await shopWith(1)
    await storeOrders(store, [orderOf(2, { state: 'cancelled' })])
    const { proposals } = await maker.propose([wishFor(2)], null)
    expect(proposals[0]).toMatchObject({ refusals: [{ code: 'left-out', params: { as: 'cancelled' } }] })
    const { files } = await maker.make([wishFor(2, { confirmed: true })], null, folder, quiet)
    expect(files).toHaveLength(1)
    await store.saveShop(draftOf({ name: 'Demo', url: 'https://demo.example', isDemo: true }))
    await storeOrders(store, [orderOf(77)], 'Demo')
    const mixed = await maker.propose([wishFor(1), wishFor(3)], null)
    expect(mixed.proposals.map(({ number, refusals }) => [number, refusals.map(({ code }) => code)])).toEqual(
      [
        ['2', []],
        [null, ['demo-among-real']],
      ],
    )
    expect(mixed.proposals.map(({ isDemo }) => isDemo)).toEqual([false, true])
    // Alone it has numbers of its own, and takes none of the real ones.
    const trial = await maker.make([wishFor(3)], null, folder, quiet)
    expect(trial.files.map(({ number }) => number)).toEqual(['PROVA-1'])
    expect((await maker.make([wishFor(1)], null, folder, quiet)).files[0]?.number).toBe('2')
  })

  it('of a refund are credit notes of their invoice, in a series of their own if wanted, once', async () => {
    const { store, folder, maker } = await shopWith(0, { credits: { suffix: '/NC' } })
    const refund = { id: 'r1', at: null, reason: 'Tazza rotta', amount: '12.20', lines: [] }
    await storeOrders(store, [orderOf(1, { refunds: [refund] })])
    const credit = wishFor(1, { refundId: 'r1' })
    expect((await maker.propose([credit], null)).proposals[0]?.refusals).toMatchObject([
      { code: 'linked-invoice-missing' },
    ])
    await maker.make([wishFor(1)], null, folder, quiet)
    const { files } = await maker.make([credit], null, folder, quiet)
    expect(files.map(({ number }) => number)).toEqual(['1/NC'])
    expect(await store.orderInvoices(1)).toMatchObject([
      { kind: 'TD01', number: '1' },
      { kind: 'TD04', number: '1/NC', document: { invoice: { number: '1', date: '2026-11-23' } } },
    ])
    expect((await maker.propose([credit], null)).proposals[0]?.refusals).toMatchObject([
      { code: 'already-invoiced' },
    ])
    expect(await store.refundRegisteredBy(1, 'r1')).toBe('1/NC')
    // An invoice that a credit note names stays.
    const [invoice, note] = await store.orderInvoices(1)
    await expect(maker.takeBack(invoice?.id ?? 0)).rejects.toMatchObject({
      value: { code: 'invoice-not-last' },
    })
    // Made again it stays registered once; taken back it is to be registered (R49), and another way will do.
    await maker.again(note?.id ?? 0, folder)
    const again = (await store.orderInvoices(1)).at(-1)
    await maker.takeBack(again?.id ?? 0)
    expect(await store.refundRegisteredBy(1, 'r1')).toBeNull()
    await store.markRefunds([{ orderId: 1, refundId: 'r1', number: '' }], noon().toISOString())
    expect((await maker.propose([credit], null)).proposals[0]?.refusals).toEqual([
      { code: 'refund-registered', params: { number: '' } },
    ])
    await maker.takeBack(invoice?.id ?? 0)
  })

  it('of refunds never come to more than their invoice', async () => {
    const { store, folder, maker } = await shopWith(0)
    const refund = (id: string, amount: string) => ({ id, at: null, reason: '', amount, lines: [] })
    const refunds = [refund('a', '8.00'), refund('b', '5.00'), refund('c', '12.21')]
    await storeOrders(store, [orderOf(1, { refunds })])
    await maker.make([wishFor(1)], null, folder, quiet)
    const [a, b, c] = ['a', 'b', 'c'].map((refundId) => wishFor(1, { refundId }))
    if (a === undefined || b === undefined || c === undefined) throw new Error('three wishes')
    const told = async () =>
      (await maker.propose([a, b, c], null)).proposals.map(({ refusals: [one] }) => one?.params ?? null)
    expect(await told()).toEqual([null, null, { amount: '12.21', left: '12.20' }])
    await maker.make([a], null, folder, quiet)
    expect((await told()).slice(1)).toEqual([
      { amount: '5.00', left: '4.20' },
      { amount: '12.21', left: '4.20' },
    ])
    expect(await maker.make([b], null, folder, quiet)).toMatchObject({ files: [], refused: 1 })
    // Nor do those of one go, in which each alone might have been made.
    const two = await shopWith(0)
    await storeOrders(two.store, [orderOf(1, { refunds })])
    await two.maker.make([wishFor(1)], null, two.folder, quiet)
    const made = await two.maker.make([a, b], null, two.folder, quiet)
    expect(made).toMatchObject({ files: [{ number: '2' }], refused: 1 })
  })

  it('are not made again by another seller, whose numbers are his own', async () => {
    const { store, folder, maker } = await shopWith(1)
    await maker.make([wishFor(1)], null, folder, quiet)
    await store.saveOfficeSetting(null, sellerSetting, { ...bottega, vatNumber: '12345678903' })
    await expect(maker.again(1, folder)).rejects.toMatchObject({
      value: { code: 'invoice-of-other-seller', params: { number: '1', seller: bottega.vatNumber } },
    })
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('can be made again with number and date, in another file; only the last number can be taken back', async () => {
    const { store, profile, folder, maker } = await shopWith(3)
    await maker.make([wishFor(1), wishFor(2)], null, folder, quiet)
    const [second, first] = await store.listInvoices(null, 10)
    const later = makerOf(store, profile, () => new Date('2026-11-25T11:00:00.000Z'))
    const again = await later.again(first?.id ?? 0, folder)
    if (!('file' in again)) throw new Error('refused')
    expect(again.file).toBe(join(folder, 'IT01234567897_W0003.xml'))
    expect(textOf(again.file, 'Numero')).toBe('1')
    expect(await store.listInvoices(null, 10)).toMatchObject([
      { number: '1', state: 'made', isLast: false, date: '2026-11-23' },
      { number: '2', state: 'made', isLast: true },
      { number: '1', state: 'replaced', isLast: false },
    ])
    await expect(maker.takeBack(3)).rejects.toMatchObject({ value: { code: 'invoice-not-last' } })
    await expect(maker.takeBack(first?.id ?? 0)).rejects.toMatchObject({
      value: { code: 'invoice-number-taken' },
    })
    await maker.takeBack(second?.id ?? 0)
    expect(await store.invoicedOrders([1, 2])).toEqual([1])
    const { files } = await maker.make([wishFor(3)], null, folder, quiet)
    expect(files).toEqual([{ number: '2', file: join(folder, 'IT01234567897_W0004.xml') }])
  })
})

/** How a program that is killed stops: whatever it asks for next is never done. */
class Killed extends Error {}

/** The program until it ends: `killAt` counts what it does to the archive and beside it. */
function program(archive: Archive, profile: string, killAt: number | null) {
  let step = 0
  let isDead = false
  const mortal = <Of extends object>(of: Of, deadly: readonly string[]): Of =>
    new Proxy(of, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name)
        if (typeof method !== 'function' || !deadly.includes(String(name))) return method
        return (...args: unknown[]) => {
          if (isDead || step++ === killAt) isDead = true
          if (isDead) throw new Killed()
          const result: unknown = Reflect.apply(method, target, args)
          if (step++ === killAt) isDead = true
          if (isDead) throw new Killed()
          return result
        }
      },
    })
  const changes = ['beginInvoice', 'closeInvoice', 'dropInvoice', 'takeBackInvoices']
  const store: Store = mortal(asStore(archive), changes)
  const memory = mortal(invoiceMemory(profile), ['keep', 'free', 'takeBack'])
  const lockHandovers = () => ({ release: () => undefined })
  const maker = createInvoices({ store, memory, archive: '', lockHandovers, words: paperWords, now: noon })
  return { store, maker }
}

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('make' as const), orders: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), which: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('takeBack' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('copy' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const) }) },
)
const life = fc.array(fc.tuple(action, fc.option(fc.nat(9), { freq: 2 })), { minLength: 3, maxLength: 14 })

describe('R48 numbers', { timeout: size(30_000, 300_000) }, () => {
  it('are never given twice and leave no hole, whatever is killed, taken back, made again, or restored', async () => {
    const root = temporaryFolder()
    const archive = openArchive(join(root, 'archive.sqlite'))
    onTestFinished(archive.close)
    const ids = Array.from({ length: 12 }, (_, at) => at + 1)
    await storeOrders(
      asStore(archive),
      ids.map((id) => orderOf(id)),
    )
    await settleOffice(asStore(archive))
    const register = new Database(join(root, 'archive.sqlite'))
    onTestFinished(() => void register.close())
    let turn = 0
    await fc.assert(
      fc.asyncProperty(life, async (steps) => {
        turn += 1
        const profile = join(root, String(turn))
        const folder = join(profile, 'fatture')
        mkdirSync(folder, { recursive: true })
        register.exec('DELETE FROM invoices; DROP TABLE IF EXISTS copied')
        const names = new Set<string>()
        /** What the operator has by him: a file that was taken back, or made again, he throws away. */
        const out = new Map<string, { number: string; order: string }>()
        const look = () => {
          for (const name of readdirSync(folder).filter((one) => one.endsWith('.xml'))) {
            if (out.has(name)) continue
            expect(names.has(name)).toBe(false)
            names.add(name)
            const file = join(folder, name)
            out.set(name, { number: textOf(file, 'Numero'), order: textOf(file, 'Causale') })
          }
        }
        const throwAway = (isIt: (one: { number: string; order: string }, name: string) => boolean) => {
          for (const [name, one] of out) {
            if (!isIt(one, name)) continue
            rmSync(join(folder, name), { force: true })
            out.delete(name)
          }
        }
        let isCopied = false
        for (const [what, killAt] of steps) {
          const { store, maker } = program(archive, profile, killAt)
          const made = await store.listInvoices(null, 100)
          const counting = made.filter(({ state }) => state === 'made' || state === 'begun')
          const attempt = async (work: () => Promise<unknown>) => {
            const done = await work().catch((error: unknown) => {
              if (error instanceof Killed || error instanceof Failure) return false
              throw error
            })
            return done !== false
          }
          if (what.do === 'make') {
            const invoiced = await store.invoicedOrders(ids)
            const free = ids.filter((id) => !invoiced.includes(id))
            const wishes = free.slice(0, what.orders).map((id) => wishFor(id))
            await attempt(() => maker.make(wishes, null, folder, quiet))
            look()
          } else if (what.do === 'again') {
            const old = counting[what.which % Math.max(1, counting.length)]
            if (old !== undefined) {
              await attempt(() => maker.again(old.id, folder))
              look()
              const isNewer = [...out].some(
                ([name, one]) => one.number === old.number && !old.place.endsWith(name),
              )
              if (isNewer) throwAway((_, name) => old.place.endsWith(name))
            }
          } else if (what.do === 'takeBack') {
            const last = made.find(({ isLast }) => isLast)
            // Killed in the midst of it, the number is taken back at the next start at the latest.
            if (last !== undefined) {
              const before = invoiceMemory(profile).takenBack().length
              await attempt(() => maker.takeBack(last.id))
              if (invoiceMemory(profile).takenBack().length > before)
                throwAway(({ number }) => number === last.number)
            }
          }
          if (what.do === 'copy') {
            register.exec('DROP TABLE IF EXISTS copied; CREATE TABLE copied AS SELECT * FROM invoices')
            isCopied = true
          }
          if (what.do === 'restore' && isCopied)
            register.exec('DELETE FROM invoices; INSERT INTO invoices SELECT * FROM copied')
          await settleInvoices(asStore(archive), profile, noon)
          expect(archive.openInvoices()).toEqual([])
          look()
          const byNumber = new Map<string, Set<string>>()
          for (const { number, order } of out.values())
            byNumber.set(number, (byNumber.get(number) ?? new Set()).add(order))
          for (const ordersOf of byNumber.values()) expect(ordersOf.size).toBe(1)
          const numbers = [...byNumber.keys()].map(Number).sort((a, b) => a - b)
          expect(numbers).toEqual(numbers.map((_, at) => at + 1))
        }
      }),
      { numRuns: size(15, 500) },
    )
  })
})

describe('R48 what is remembered beside the archive', () => {
  async function spoilt(spoil: (file: string) => void) {
    const { store, profile, folder, maker } = await shopWith(4, { credits: { suffix: '/NC' } })
    await maker.make([wishFor(1), wishFor(2)], null, folder, quiet)
    const file = join(profile, 'invoices.json')
    spoil(file)
    return { store, profile, folder, file, maker }
  }
  const numbersOf = (profile: string) =>
    invoiceMemory(profile)
      .numbers()
      .map(({ last, date }) => [last, date])

  it('is learnt from the archive again, where it was deleted; what was damaged is kept aside', async () => {
    const deleted = await spoilt((file) => rmSync(file))
    await settleInvoices(deleted.store, deleted.profile, noon)
    expect(numbersOf(deleted.profile)).toEqual([[2, '2026-11-23']])
    expect(invoiceMemory(deleted.profile).lastFile(bottega.vatNumber)).toBe('W0002')
    const damaged = await spoilt((file) => writeFileSync(file, '{"numbers":[{"sel'))
    await settleInvoices(damaged.store, damaged.profile, noon)
    expect(numbersOf(damaged.profile)).toEqual([[2, '2026-11-23']])
    expect(readdirSync(damaged.profile).filter((name) => /^invoices-damaged-/.test(name))).toHaveLength(1)
  })

  it('is not written over while it cannot be read: no number is given then', async () => {
    // What is there, and no file, cannot be read whoever one is.
    const { store, profile, folder, file, maker } = await spoilt((file) => {
      rmSync(file)
      mkdirSync(file)
    })
    expect((await maker.make([wishFor(3)], null, folder, quiet)).failure).toMatchObject({
      code: 'file-unwritable',
      params: { file },
    })
    expect(await store.invoicedOrders([3])).toEqual([])
    await settleInvoices(store, profile, noon)
  })
})

describe('R48 the program', () => {
  it('finishes at its start the file that a killed one had begun, and never repeats a number after going back to a copy', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'fatture')
    mkdirSync(out)
    const one = await watchedProgram(folder)
    await storeOrders(
      one.store,
      [1, 2, 3].map((id) => orderOf(id)),
    )
    await settleOffice(one.store)
    const maker = one.invoices(paperWords)
    await maker.make([wishFor(1)], null, out, quiet)
    await one.archiveCare.backUpNow()
    await maker.make([wishFor(2)], null, out, quiet)
    // Killed once the number was given, before the file was there.
    rmSync(join(out, 'IT01234567897_W0002.xml'))
    await one.close()
    const archive = new Database(join(folder, 'archive.sqlite'))
    archive.exec("UPDATE invoices SET closed_at = NULL WHERE number = '2'")
    archive.close()

    const two = await watchedProgram(folder)
    expect(textOf(join(out, 'IT01234567897_W0002.xml'), 'Numero')).toBe('2')
    expect(await two.store.openInvoices()).toEqual([])
    const [copy] = await two.store.listBackups()
    await two.archiveCare.restore(copy?.name ?? '')
    const year = new Date().getFullYear()
    expect(two.alerts).toEqual([{ code: 'invoices-unknown', params: { year, from: 2, to: 2 } }])
    const { files } = await two.invoices(paperWords).make([wishFor(3)], null, out, quiet)
    expect(files).toEqual([{ number: '3', file: join(out, 'IT01234567897_W0003.xml') }])
    expect(two.bugs).toEqual([])

    // What support gets knows neither who sells nor to whom.
    const bundle = join(folder, 'bundle.zip')
    await writeSupportBundle({
      program: two,
      profile: folder,
      about: {},
      preferences: usualPreferences,
      logFiles: [],
      file: bundle,
    })
    const told = [...unzip(readFileSync(bundle)).values()].map((file) => file.toString('utf8')).join()
    for (const secret of [bottega.name, bottega.vatNumber, 'Bertè']) expect(told).not.toContain(secret)
    await two.close()
  })
})
