import { leaseMs } from '../../../main/desks/server.ts'
import { longestRequestMs } from '../../../main/words/lease.ts'
import type { Stage } from './stage.ts'

interface Held {
  readonly desk: string
  readonly run: number
  until: number
}

interface Asked {
  readonly desk: string
  readonly shop: string
  readonly begun: number
  ended: number | null
}

/** What really happened, by the time that nobody in the play can see: what the desks know and say is held against it. */
export class Ledger {
  readonly faults: string[] = []
  /** Orders that went out as new ones, by kind and order: which hand-overs had them. */
  readonly goneOut = new Map<string, string[]>()
  /** Places of files that are there. */
  readonly put = new Set<string>()
  /** As which Easyfatt knows orders, and whose a number is. */
  readonly numbers = new Map<string, string>()
  readonly invoices = new Map<string, string>()
  private readonly invoiceOwners = new Map<string, string>()
  private readonly owners = new Map<string, string>()
  head = 0
  requests = 0
  pages = 0
  takeOvers = 0
  refusals = 0
  private readonly held = new Map<string, Held>()
  private readonly sent = new Map<string, number>()
  private asked: Asked[] = []
  private readonly stage: Stage

  constructor(stage: Stage) {
    this.stage = stage
  }

  fault(text: string): void {
    this.faults.push(text)
    this.stage.say(`FAULT: ${text}`)
  }

  taken(shop: string, desk: string, run: number): void {
    const before = this.held.get(shop)
    if (before !== undefined && before.desk !== desk) {
      this.takeOvers += 1
      if (before.until > this.stage.now) this.fault(`${desk} was given the shop while ${before.desk} had it`)
    }
    if (before !== undefined && run <= before.run) this.fault(`run ${run} after ${before.run}`)
    this.held.set(shop, { desk, run, until: this.stage.now + leaseMs })
  }
  renewed(shop: string, desk: string, run: number): void {
    const held = this.held.get(shop)
    if (held?.desk !== desk || held.run !== run) this.fault(`${desk} has renewed run ${run}, which is over`)
    else held.until = this.stage.now + leaseMs
  }
  given(shop: string, desk: string, run: number): void {
    const held = this.held.get(shop)
    if (held?.desk === desk && held.run === run) held.until = this.stage.now
  }
  private isOver(shop: string, desk: string, run: number): boolean {
    const held = this.held.get(shop)
    return held === undefined || held.desk !== desk || held.run !== run || held.until <= this.stage.now
  }

  /** A request goes to the shop. @returns to be called when it has ended */
  asks(shop: string, desk: string, run: number): () => void {
    const { now } = this.stage
    this.requests += 1
    if (this.isOver(shop, desk, run)) this.fault(`${desk} asks the shop under run ${run}, which is over`)
    this.asked = this.asked.filter(({ begun, ended }) => (ended ?? begun + longestRequestMs) > now)
    const other = this.asked.find((one) => one.shop === shop && one.desk !== desk && one.ended === null)
    if (other !== undefined) this.fault(`${desk} asks the shop while ${other.desk} does`)
    const one: Asked = { desk, shop, begun: now, ended: null }
    this.asked.push(one)
    return () => {
      one.ended = this.stage.now
    }
  }
  /** A page is given to the archive. */
  keeps(shop: string, desk: string, run: number): void {
    this.pages += 1
    if (this.isOver(shop, desk, run)) this.fault(`${desk} keeps a page of run ${run}, which is over`)
  }

  /** The server has taken a fact. @returns whether it is a new one */
  appended(desk: string, n: number, shop: string | null, run: number | null): boolean {
    if (n <= (this.sent.get(desk) ?? 0)) return false
    this.sent.set(desk, n)
    this.head += 1
    const held = shop === null ? undefined : this.held.get(shop)
    if (run !== null && held?.desk !== desk) this.fault(`the server keeps a fact of run ${run} of ${desk}`)
    return true
  }

  /** Orders go out, in a file that is there from now on. */
  goesOut(place: string, kind: string, onlyNew: boolean, orders: readonly string[]): void {
    this.put.add(place)
    for (const order of onlyNew ? orders : []) {
      const key = `${kind} ${order}`
      const before = this.goneOut.get(key) ?? []
      if (before.length > 0) this.fault(`${key} goes out as new in ${place}, after ${before}`)
      this.goneOut.set(key, [...before, place])
    }
  }
  /** An invoice is made, once for an order; the same file may be written again. */
  invoiced(order: string, number: string, place: string): void {
    const [had, owner] = [this.invoices.get(order), this.invoiceOwners.get(number)]
    if (had !== undefined && had !== number) this.fault(`${order} has invoice ${number}, after ${had}`)
    if (owner !== undefined && owner !== order) this.fault(`invoice ${number} is of ${order}, after ${owner}`)
    this.put.add(place)
    this.invoices.set(order, number)
    this.invoiceOwners.set(number, order)
  }
  /** An order goes out with a number. */
  numbered(order: string, number: string): void {
    const [had, owner] = [this.numbers.get(order), this.owners.get(number)]
    if (had !== undefined && had !== number) this.fault(`${order} goes out as ${number}, after ${had}`)
    if (owner !== undefined && owner !== order) this.fault(`${number} is given to ${order}, after ${owner}`)
    this.numbers.set(order, number)
    this.owners.set(number, order)
  }
}
