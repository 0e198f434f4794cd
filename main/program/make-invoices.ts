import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import type { HandoverLock } from '../export/hand-over.ts'
import { writeWholeFile } from '../export/whole-file.ts'
import { invoiceXml } from '../invoice/invoice-xml.ts'
import type { NewInvoice, SeriesKey, StoredInvoice } from '../store/invoices.ts'
import type { Store } from '../store/store.ts'
import { Failure, failure, toFailureValue } from '../words/failure.ts'
import type { InvoiceDocument } from '../words/invoice.ts'
import {
  beforeFirst,
  dayInItaly,
  type InvoiceOffice,
  type InvoiceProposal,
  type InvoiceProposals,
  type InvoicesMade,
  type InvoiceWish,
  invoiceFileName,
  nextProgressive,
  numberingOf,
  numberText,
  type PaperWords,
  senderOf,
} from '../words/invoice-register.ts'
import type { Day } from '../words/local-time.ts'
import { type InvoiceMemory, later } from './invoice-memory.ts'
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

export interface InvoiceMaker {
  readonly store: Store
  readonly memory: InvoiceMemory
  readonly lockHandovers: HandoverLock
  readonly words: PaperWords
  readonly now: () => Date
}

/** Where a series stands. */
interface Standing extends SeriesKey {
  /** The greatest number given in the year of the day asked for. */
  readonly given: number
  /** The latest date given. */
  readonly lastDate: Day | null
}

/** More are a mistake more often than a wish, and each is a file that somebody has to upload. */
export const mostInvoices = 500

export type Invoices = ReturnType<typeof createInvoices>

/** Makes the files of electronic invoices, numbered without holes (R48). Nothing is sent anywhere. */
export function createInvoices(maker: InvoiceMaker) {
  const { store, memory, now } = maker
  let turn: Promise<unknown> = Promise.resolve()
  /** One after the other, whichever window asks: each gives the number after the last. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = turn.then(work, work)
    turn = done.catch(() => undefined)
    return done
  }

  const standingOf = async (key: SeriesKey, year: number, first: number): Promise<Standing> => {
    const { last, lastDate } = await store.invoiceNumbers(key, year)
    return {
      ...key,
      // The first number is for a year in which none was given yet: later it would leave a hole.
      given: Math.max(last, memory.last(key, year), last === 0 ? first : 0),
      lastDate: later(lastDate, memory.lastDate(key)),
    }
  }

  const standingFor = (of: InvoicedOrder, wish: InvoiceWish, office: InvoiceOffice, year: number) => {
    const series = seriesOf(of, kindOf(wish), office.numbering)
    const key = { seller: office.seller.vatNumber, series }
    return standingOf(key, year, beforeFirst(numberingOf(office.numbering, series), year))
  }

  const nextFile = async (sender: string, first: string): Promise<string> => {
    const last = [(await store.lastInvoiceFile(sender)) ?? '', memory.lastFile(sender) ?? ''].sort()[1] ?? ''
    const next = last === '' ? first : nextProgressive(last)
    if (next === null) throw failure('invoice-files-used-up', {})
    return next > first ? next : first
  }

  /** Files of another profile, or another program, may have the name. */
  const freeFile = async (folder: string, sender: string, first: string) => {
    let progressive = await nextFile(sender, first)
    while (existsSync(join(folder, invoiceFileName(sender, progressive)))) {
      const next = nextProgressive(progressive)
      if (next === null) throw failure('invoice-files-used-up', {})
      progressive = next
    }
    return progressive
  }

  /** @throws Failure `invoice-date` */
  const refuseDate = (date: Day, { lastDate }: Standing): void => {
    const latest = dayInItaly(now())
    const earliest = lastDate ?? date
    if (date > latest || date < earliest) throw failure('invoice-date', { earliest, latest })
  }

  /** Writes one file, its number given in between: whatever ends it, there is a number with its file, or neither. */
  const write = async (
    folder: string,
    document: InvoiceDocument,
    invoice: Omit<NewInvoice, 'place' | 'sha256' | 'document'>,
  ): Promise<string> => {
    const xml = invoiceXml(document)
    const file = join(folder, invoiceFileName(invoice.sender, invoice.progressive))
    const sha256 = createHash('sha256').update(xml).digest('hex')
    let id = 0
    await writeWholeFile(
      file,
      () => Readable.from([xml]),
      new AbortController().signal,
      async ({ target, put }) => {
        id = await store.beginInvoice(
          { ...invoice, place: resolve(target), sha256, document },
          now().toISOString(),
        )
        try {
          memory.keep(invoice)
          await put()
        } catch (error) {
          // What cannot be undone either is settled at the next start.
          await undo(id, invoice).catch(ignoreFailure)
          throw error
        }
      },
    )
    await store.closeInvoice(id, now().toISOString())
    return file
  }

  const undo = async (
    id: number,
    { replaces, year, sequence, ...key }: SeriesKey & Undone,
  ): Promise<void> => {
    if (replaces === null) memory.free(key, year, sequence)
    await store.dropInvoice(id)
  }

  const readAll = async (wishes: readonly InvoiceWish[]) => {
    if (wishes.length > mostInvoices)
      throw failure('invoices-too-many', { found: wishes.length, most: mostInvoices })
    const read: { readonly wish: InvoiceWish; readonly of: InvoicedOrder }[] = []
    for (const wish of wishes) read.push({ wish, of: await readInvoicedOrder(store, wish) })
    const amongReal = read.some(({ of }) => !of.isDemo)
    const placed = ({ of: { detail } }: (typeof read)[number]) => `${detail.placedAt} ${detail.id}`
    read.sort((a, b) => (placed(a) < placed(b) ? -1 : placed(a) > placed(b) ? 1 : 0))
    return read.map((one) => ({ ...one, amongReal }))
  }

  const whileHandingOver = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const held = maker.lockHandovers()
    if (held === null) throw failure('archive-unwritable', { file: '' })
    try {
      return await work()
    } finally {
      held.release()
    }
  }

  return {
    /**
     * What would become of some orders on a day; nothing is given or written.
     * @throws Failure `invoice-settings-missing`, `invoices-too-many`, `order-unknown`, `invoice-date`
     */
    async propose(wishes: readonly InvoiceWish[], day: Day | null): Promise<InvoiceProposals> {
      const office = await readOffice(store)
      const today = dayInItaly(now())
      const date = day ?? today
      const year = Number(date.slice(0, 4))
      const next = new Map<string, number>()
      let earliest: Day | null = null
      const proposals: InvoiceProposal[] = []
      for (const { wish, of, amongReal } of await readAll(wishes)) {
        const standing = await standingFor(of, wish, office, year)
        earliest = later(earliest, standing.lastDate)
        if (day !== null) refuseDate(day, standing)
        const sequence = next.get(standing.series) ?? standing.given + 1
        const number = numberText(numberingOf(office.numbering, standing.series), sequence)
        const made = invoiceOf(of, wish, { number, date, today, progressive: '00001' }, office, maker.words)
        const proposal = proposalOf(of, wish, made, registerRefusals(of, wish, amongReal), number)
        if (proposal.number !== null) next.set(standing.series, sequence + 1)
        proposals.push(proposal)
      }
      return { proposals, earliest, latest: today }
    },

    /**
     * Makes the files, first placed first, each whole or not at all.
     * @returns what was made; what was refused was told before
     * @throws Failure as `propose` does, `archive-unwritable`, `archive-locked`
     */
    make: (
      wishes: readonly InvoiceWish[],
      day: Day | null,
      folder: string,
      onProgress: (done: number, total: number) => void,
    ): Promise<InvoicesMade> =>
      inTurn(() =>
        whileHandingOver(async () => {
          const office = await readOffice(store)
          const today = dayInItaly(now())
          const date = day ?? today
          const year = Number(date.slice(0, 4))
          const sender = senderOf(office.seller)
          const files: { number: string; file: string }[] = []
          let refused = 0
          try {
            for (const [at, { wish, of, amongReal }] of (await readAll(wishes)).entries()) {
              onProgress(at, wishes.length)
              const { lastDate, ...standing } = await standingFor(of, wish, office, year)
              refuseDate(date, { lastDate, ...standing })
              const sequence = standing.given + 1
              const number = numberText(numberingOf(office.numbering, standing.series), sequence)
              const progressive = await freeFile(folder, sender, office.numbering.firstFile)
              const made = invoiceOf(of, wish, { number, date, today, progressive }, office, maker.words)
              if (!made.ok || registerRefusals(of, wish, amongReal).length > 0) {
                refused += 1
                continue
              }
              const file = await write(folder, made.document, {
                ...standing,
                kind: kindOf(wish),
                orderId: wish.orderId,
                refundId: wish.refundId ?? '',
                sender,
                year,
                sequence,
                number,
                date,
                progressive,
                customer: made.document.buyer.name,
                total: made.document.total,
                replaces: null,
              })
              files.push({ number, file })
            }
          } catch (error) {
            if (!(error instanceof Failure)) throw error
            return { files, refused, failure: toFailureValue(error) }
          }
          return { files, refused, failure: null }
        }),
      ),

    /**
     * *Rifai*: the order as it is now in a new file, with the number and the date that its invoice has.
     * @returns the file, or why there can be none
     * @throws Failure `invoice-settings-missing`, `order-unknown`, `invoice-number-taken`, and what writing a file throws
     */
    again: (
      id: number,
      folder: string,
    ): Promise<{ readonly file: string } | { readonly refused: InvoiceProposal }> =>
      inTurn(() =>
        whileHandingOver(async () => {
          const office = await readOffice(store)
          const before = await given(id)
          if (before.orderId === null) throw failure('order-unknown', {})
          const { kind, number, date, refundId, seller, series, year, sequence, orderId } = before
          const invoice = before.document.invoice
          const wish = { orderId, refundId: kind === 'TD04' ? refundId : null, invoice, confirmed: true }
          const of = await readInvoicedOrder(store, wish)
          const sender = senderOf(office.seller)
          const progressive = await freeFile(folder, sender, office.numbering.firstFile)
          const place = { number, date, today: dayInItaly(now()), progressive }
          const made = invoiceOf(of, wish, place, office, maker.words)
          if (!made.ok) return { refused: proposalOf(of, wish, made, [], number) }
          const { total, buyer } = made.document
          const common = { kind, orderId, refundId, seller, series, year, sequence, number, date }
          const rest = { sender, progressive, customer: buyer.name, total, replaces: id, given: sequence }
          return { file: await write(folder, made.document, { ...common, ...rest }) }
        }),
      ),

    /**
     * *Riprendi il numero*: it is free again. Only the last of a series, wherever numbers after it were given.
     * @throws Failure `invoice-number-taken`, `invoice-not-last`
     */
    takeBack: (id: number): Promise<void> =>
      inTurn(() =>
        whileHandingOver(async () => {
          const invoice = await given(id)
          const { number, year, sequence } = invoice
          const isNamed =
            invoice.kind === 'TD01' &&
            invoice.orderId !== null &&
            (await store.orderInvoices(invoice.orderId)).some(
              ({ kind, state }) => kind === 'TD04' && (state === 'made' || state === 'begun'),
            )
          if (!invoice.isLast || isNamed || memory.last(invoice, year) > sequence)
            throw failure('invoice-not-last', { number })
          const uuids = await store.filesOfInvoice(id)
          memory.takeBack(invoice, uuids)
          await store.takeBackInvoices(uuids, now().toISOString())
        }),
      ),
  }

  /** @throws Failure `invoice-number-taken` */
  async function given(id: number): Promise<StoredInvoice> {
    const invoice = await store.invoice(id)
    if (invoice === null || (invoice.state !== 'made' && invoice.state !== 'begun'))
      throw failure('invoice-number-taken', { number: invoice?.number ?? '' })
    return invoice
  }
}

interface Undone {
  readonly replaces: number | null
  readonly year: number
  readonly sequence: number
}

function ignoreFailure(error: unknown): void {
  if (!(error instanceof Failure)) throw error
}
