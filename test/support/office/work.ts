import { handOver } from '../../../main/export/hand-over.ts'
import { sharedStore } from '../../../main/program/shared-store.ts'
import type { NewInvoice } from '../../../main/store/invoices.ts'
import type { Store } from '../../../main/store/store.ts'
import { failure } from '../../../main/words/failure.ts'
import type { ExportFormat } from '../../../main/words/handover.ts'
import { listOf } from '../archive.ts'
import type { Computer } from './computer.ts'
import type { Ledger } from './ledger.ts'
import type { Stage } from './stage.ts'

const kinds: readonly ExportFormat[] = ['csv', 'easyfatt']
const all = { ...listOf(), ranges: null }
const confirmMs = 20_000
const series = { seller: 'IT01234567897', series: 'invoices' } as const

/** What people do at their desks with orders, each time one thing that the seed picks. */
export function workAt(stage: Stage, ledger: Ledger) {
  const someOrder = ({ archive }: Computer): number => {
    const { rows } = archive.listOrders(listOf(), 0, 100)
    // Often the same ones: that is where they get into each other's way.
    return rows[stage.below(Math.min(rows.length, stage.chance(0.7) ? 6 : rows.length))]?.id ?? 0
  }
  const at = (desk: Computer) => desk.now().toISOString()
  const value = (desk: Computer) => `${desk.name} ${stage.below(1000)}`

  /** By the sharing that the program hands things over with; the threads apart. */
  const sharing = (desk: Computer): Store => {
    const { store, life } = desk
    return sharedStore(store, {
      isJoined: () => true,
      isThere: async () => desk.status?.state === 'online',
      caughtUp: () => desk.caughtUp(),
      sent: () => desk.sent(),
      async confirm(begun) {
        for (const until = desk.now().getTime() + confirmMs; ; ) {
          const outcome = await store.handoverConfirmed(begun)
          if (outcome === 'confirmed') return
          if (outcome === 'refused') throw failure('handed-over-meanwhile', {})
          if (desk.now().getTime() > until) throw failure('desks-unreachable', {})
          await stage.gate(life, 'looks whether it is allowed')
        }
      },
    })
  }

  const handOut = async (desk: Computer, onlyNew: boolean): Promise<void> => {
    const { life, name } = desk
    const store = sharing(desk)
    const kind = stage.pick(kinds) ?? 'csv'
    const start = await store.handoverStart(at(desk))
    const found = await store.ordersToHandOver(all, kind, { onlyNew, withCancelled: false })
    // One that went out and was changed since goes out again as new: what is counted are the others.
    const before = new Set(
      (await store.handedOver([...found.ids])).flatMap((one) => (one.again.length > 0 ? one.id : [])),
    )
    const ids = found.ids.filter((id) => !before.has(id)).slice(0, 1 + stage.below(6))
    if (ids.length === 0) return
    const numbers = kind === 'easyfatt' ? await store.easyfattNumbers(ids) : undefined
    // Without the server nobody gives numbers: those without are left out.
    const isNumbered = (id: number) => numbers === undefined || numbers.numbers[numbers.ids.indexOf(id)] !== 0
    const out = ids.filter(isNumbered)
    // As they are read into the file: their run may be annulled before it is there.
    const named = desk.namesOf([...out])
    const years = new Map([...out].map((id) => [id, desk.archive.getOrder(id)?.order.placedAt.slice(0, 4)]))
    const place = `/${name}/${stage.below(1_000_000)}`
    const what = { kind, place, sha256: place, ids: out, onlyNew, numbers, start }
    const gone = await handOver(
      store,
      () => ({ release: () => undefined }),
      what,
      async () => {
        await stage.gate(life, 'puts the file')
        if (stage.chance(0.1)) throw failure('file-in-use', { file: place })
        ledger.goesOut(place, kind, onlyNew, [...named.values()])
        for (const [place, id] of (numbers?.ids ?? []).entries()) {
          const order = named.get(id)
          if (numbers === undefined || order === undefined) continue
          const numbering = numbers.numberings[numbers.codes[place] ?? 0] ?? ''
          ledger.numbered(order, `${years.get(id)} ${numbering} ${numbers.numbers[place]}`)
        }
        await stage.gate(life, 'has put the file')
        return true
      },
    )
    stage.say(`${name}: ${kind} of ${out.length}${onlyNew ? ' new' : ''}: ${gone.out}`)
  }

  /** One number after the other, whoever gives it; the file's own making is left out. */
  const invoice = async (desk: Computer): Promise<void> => {
    const store = sharing(desk)
    const orderId = someOrder(desk)
    if (orderId === 0) return
    const year = desk.now().getUTCFullYear()
    const { last } = await store.invoiceNumbers(series, year)
    const number = `${last + 1}/W`
    const place = `/${desk.name}/${stage.below(1_000_000)}`
    const id = await store.beginInvoice(
      {
        ...{
          ...series,
          kind: 'TD01',
          orderId,
          refundId: '',
          sender: 'IT1',
          year,
          sequence: last + 1,
          number,
        },
        ...{
          date: '2026-11-25',
          progressive: String(last + 1),
          place,
          sha256: place,
          customer: 'N',
          total: '1.00',
        },
        ...{ document: {} as NewInvoice['document'], replaces: null, given: 0 },
      },
      at(desk),
    )
    await stage.gate(desk.life, 'writes the invoice')
    ledger.invoiced(desk.namesOf([orderId]).get(orderId) ?? '', number, place)
    await desk.store.closeInvoice(id, at(desk))
    stage.say(`${desk.name}: invoice ${number}`)
  }

  const edit = async (desk: Computer): Promise<void> => {
    const id = someOrder(desk)
    const path = stage.pick(['billing.city', 'note', 'customer.name']) ?? 'note'
    const order = await desk.store.getOrder(id)
    if (order === null) return
    await desk.store.saveEdits(id, order.version, [{ path, value: value(desk) }], at(desk))
    stage.say(`${desk.name}: has changed ${path} of ${order.number}`)
  }
  const undo = async (desk: Computer): Promise<void> => {
    const id = someOrder(desk)
    const order = await desk.store.getOrder(id)
    if (order === null) return
    const made = (await desk.store.orderEdits(id)).filter(({ undoneAt }) => undoneAt === null)
    const one = stage.pick(made)
    if (one !== undefined) await desk.store.undoEdits(id, order.version, [one.id], at(desk))
  }
  const acts: readonly (readonly [string, (desk: Computer) => Promise<unknown>])[] = [
    ['changes an order', edit],
    ['changes another', edit],
    ['undoes a change', undo],
    [
      'marks',
      (desk) =>
        desk.store.markWork(
          [someOrder(desk), someOrder(desk)],
          stage.pick([{ state: 'done' }, { state: 'todo' }, { state: 'waiting', until: null }] as const) ?? {
            state: 'done',
          },
          at(desk),
        ),
    ],
    ['notes', (desk) => desk.store.noteOrder(someOrder(desk), value(desk), at(desk))],
    [
      'tags',
      (desk) =>
        desk.store.tagOrders(
          [someOrder(desk)],
          {
            add: [stage.pick(['Urgente', 'urgente', 'Regalo']) ?? ''],
            remove: stage.chance(0.5) ? ['Regalo'] : [],
          },
          at(desk),
        ),
    ],
    ['hands over the new', (desk) => handOut(desk, true)],
    ['hands over new ones', (desk) => handOut(desk, true)],
    ['hands over some', (desk) => handOut(desk, false)],
    ['makes an invoice', invoice],
    ['makes one more', invoice],
    ['sees what was to be checked', (desk) => desk.store.seeChecks([someOrder(desk)], null, at(desk))],
    ['sets something', (desk) => desk.store.saveOfficeSetting(null, 'prova', value(desk))],
  ]
  return (desk: Computer): void => {
    const [what, act] = stage.pick(acts) ?? ['', edit]
    desk.begin(what, () => act(desk))
  }
}
