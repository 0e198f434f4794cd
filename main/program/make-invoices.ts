import type { HandoverLock } from '../export/hand-over.ts'
import type { StoredInvoice } from '../store/invoices.ts'
import type { Store } from '../store/store.ts'
import { Failure, failure, toFailureValue } from '../words/failure.ts'
import {
  dayInItaly,
  type InvoiceProposal,
  type InvoiceProposals,
  type InvoicesMade,
  type InvoiceWish,
  type PaperWords,
  senderOf,
} from '../words/invoice-register.ts'
import type { Day } from '../words/local-time.ts'
import { type InvoiceMemory, later } from './invoice-memory.ts'
import { invoiceStanding } from './invoice-standing.ts'
import {
  type InvoicedOrder,
  invoiceOf,
  kindOf,
  proposalOf,
  readInvoicedOrder,
  readOffice,
  registerRefusals,
  seriesOf,
} from './propose-invoices.ts'
import { writeInvoice } from './write-invoice.ts'

export interface InvoiceMaker {
  readonly store: Store
  readonly memory: InvoiceMemory
  /** The archive's file, for what is told where nothing can be written. */
  readonly archive: string
  readonly lockHandovers: HandoverLock
  readonly words: PaperWords
  readonly now: () => Date
}

/** More are a mistake more often than a wish, and each is a file that somebody has to upload. */
export const mostInvoices = 500

/** Makes the files of electronic invoices, numbered without holes (R48). Nothing is sent anywhere. */
export function createInvoices(maker: InvoiceMaker) {
  const { store, memory, now, words } = maker
  const standing = invoiceStanding(maker)
  let turn: Promise<unknown> = Promise.resolve()

  /** One after the other, whichever window asks: each gives the number after the last. */
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const locked = async () => {
      const held = maker.lockHandovers()
      if (held === null) throw failure('archive-unwritable', { file: maker.archive })
      try {
        return await work()
      } finally {
        held.release()
      }
    }
    const done = turn.then(locked, locked)
    turn = done.catch(() => undefined)
    return done
  }

  /** @throws Failure `invoice-number-taken`: it was taken back, or made again */
  const given = async (id: number): Promise<StoredInvoice> => {
    const invoice = await store.invoice(id)
    if (invoice === null || (invoice.state !== 'made' && invoice.state !== 'begun'))
      throw failure('invoice-number-taken', { number: invoice?.number ?? '' })
    return invoice
  }

  const makeAll = async (
    wishes: readonly InvoiceWish[],
    day: Day | null,
    folder: string,
    files: { number: string; file: string }[],
    onProgress: (done: number, total: number) => void,
  ): Promise<number> => {
    const office = await readOffice(store)
    const today = dayInItaly(now())
    const date = day ?? today
    let refused = 0
    for (const [at, { wish, amongReal, ...read }] of (await readAll(store, wishes)).entries()) {
      onProgress(at, wishes.length)
      const kind = kindOf(wish)
      // A credit note hangs on those made before it.
      const of = kind === 'TD04' ? await readInvoicedOrder(store, wish) : read.of
      const place = await standing.of(seriesOf(of, kind, office.numbering), office, yearOf(date))
      standing.refuseDate(date, place)
      const progressive = await standing.freeFile(folder, office)
      const number = place.text(1)
      const made = invoiceOf(of, wish, { number, date, today, progressive }, office, words)
      if (!made.ok || registerRefusals(of, wish, amongReal).length > 0) {
        refused += 1
        continue
      }
      const { seller, series, year, given: last } = place
      const numbered = { seller, series, year, sequence: last + 1, number, date, given: last }
      const about = { kind, orderId: wish.orderId, refundId: wish.refundId ?? '' }
      const named = { sender: senderOf(office.seller), progressive, replaces: null }
      const file = await writeInvoice(maker, folder, made.document, { ...numbered, ...about, ...named })
      files.push({ number, file })
    }
    return refused
  }

  return {
    /**
     * What would become of some orders on a day; nothing is given or written.
     * @param day null: today
     * @throws Failure `invoice-settings-missing`, `invoices-too-many`, `order-unknown`, `invoice-date`
     */
    async propose(wishes: readonly InvoiceWish[], day: Day | null): Promise<InvoiceProposals> {
      const office = await readOffice(store)
      const today = dayInItaly(now())
      const date = day ?? today
      const ready = new Map<string, number>()
      let earliest: Day | null = null
      const proposals: InvoiceProposal[] = []
      for (const { wish, of, amongReal } of await readAll(store, wishes)) {
        const series = seriesOf(of, kindOf(wish), office.numbering)
        const place = await standing.of(series, office, yearOf(date))
        earliest = later(earliest, place.lastDate)
        if (day !== null) standing.refuseDate(day, place)
        const before = ready.get(series) ?? 0
        const number = place.text(before + 1)
        const made = invoiceOf(of, wish, { number, date, today, progressive: '00001' }, office, words)
        const proposal = proposalOf(of, wish, made, registerRefusals(of, wish, amongReal), number)
        if (proposal.number !== null) ready.set(series, before + 1)
        proposals.push(proposal)
      }
      return { proposals, earliest, latest: today }
    },

    /**
     * Makes the files, first placed first, each whole or not at all; what fails ends it.
     * @returns what was made, and how many were refused, for reasons that `propose` tells
     * @throws Failure `archive-unwritable`, `archive-locked`
     */
    make: (
      wishes: readonly InvoiceWish[],
      day: Day | null,
      folder: string,
      onProgress: (done: number, total: number) => void,
    ): Promise<InvoicesMade> =>
      alone(async () => {
        const files: { number: string; file: string }[] = []
        try {
          const refused = await makeAll(wishes, day, folder, files, onProgress)
          return { files, refused, failure: null }
        } catch (error) {
          if (!(error instanceof Failure)) throw error
          return { files, refused: 0, failure: toFailureValue(error) }
        }
      }),

    /**
     * *Rifai*: the order as it is now in a new file, with the number and the date that its invoice has.
     * @returns the file, or why there can be none
     * @throws Failure `invoice-settings-missing`, `invoice-of-other-seller`, `order-unknown`, `invoice-number-taken`, and what writing a file throws
     */
    again: (
      id: number,
      folder: string,
    ): Promise<{ readonly file: string } | { readonly refused: InvoiceProposal }> =>
      alone(async () => {
        const office = await readOffice(store)
        const before = await given(id)
        const { kind, number, date, refundId, seller, series, year, sequence, orderId } = before
        if (seller !== office.seller.vatNumber) throw failure('invoice-of-other-seller', { number, seller })
        if (orderId === null) throw failure('order-unknown', {})
        const invoice = before.document.invoice
        const wish = { orderId, refundId: kind === 'TD04' ? refundId : null, invoice, confirmed: true }
        const of = await readInvoicedOrder(store, wish)
        const progressive = await standing.freeFile(folder, office)
        const place = { number, date, today: dayInItaly(now()), progressive }
        const made = invoiceOf(of, wish, place, office, words)
        if (!made.ok) return { refused: proposalOf(of, wish, made, [], number) }
        const numbered = { seller, series, year, sequence, number, date, given: sequence }
        const named = { sender: senderOf(office.seller), progressive, replaces: id }
        const about = { kind, orderId, refundId }
        return { file: await writeInvoice(maker, folder, made.document, { ...numbered, ...about, ...named }) }
      }),

    /**
     * *Riprendi il numero*: it is free again. Only the last of a series, wherever numbers after it were given.
     * @throws Failure `invoice-number-taken`, `invoice-not-last`
     */
    takeBack: (id: number): Promise<void> =>
      alone(async () => {
        const invoice = await given(id)
        const { number, year, sequence } = invoice
        // Where desks share the archive, it knows the numbers of all (R57).
        const isAfter = (await store.desk()) === null && memory.last(invoice, year) > sequence
        if (!invoice.isLast || isAfter || (await isNamed(store, invoice)))
          throw failure('invoice-not-last', { number })
        const uuids = await store.filesOfInvoice(id)
        memory.takeBack(invoice, uuids)
        try {
          await store.takeBackInvoices(uuids, now().toISOString())
          // Another desk has given the next number meanwhile (R57).
          if ((await store.invoice(id))?.state !== 'takenBack') throw failure('invoice-not-last', { number })
        } catch (error) {
          memory.stands(invoice, uuids)
          throw error
        }
      }),
  }
}

/** Whether a credit note corrects it. */
async function isNamed(store: Store, { kind, orderId }: StoredInvoice): Promise<boolean> {
  if (kind === 'TD04' || orderId === null) return false
  const known = await store.orderInvoices(orderId)
  return known.some((one) => one.kind === 'TD04' && (one.state === 'made' || one.state === 'begun'))
}

interface AskedFor {
  readonly wish: InvoiceWish
  readonly of: InvoicedOrder
  /** There are real orders among those asked for. */
  readonly amongReal: boolean
}

/** First placed first. @throws Failure `invoices-too-many`, `order-unknown` */
async function readAll(store: Store, wishes: readonly InvoiceWish[]): Promise<readonly AskedFor[]> {
  if (wishes.length > mostInvoices)
    throw failure('invoices-too-many', { found: wishes.length, most: mostInvoices })
  const read: { readonly wish: InvoiceWish; readonly of: InvoicedOrder }[] = []
  for (const wish of wishes) read.push({ wish, of: await readInvoicedOrder(store, wish) })
  const amongReal = read.some(({ of }) => !of.isDemo)
  const placed = ({ of: { detail } }: (typeof read)[number]) => `${detail.placedAt} ${detail.number}`
  read.sort((a, b) => (placed(a) < placed(b) ? -1 : placed(a) > placed(b) ? 1 : 0))
  return read.map((one) => ({ ...one, amongReal }))
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}
