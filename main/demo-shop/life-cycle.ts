import { type Random, randomFrom } from './random.ts'

/**
 * When an order arrives and what becomes of it: a function of the seed and of the clock's slot alone. Time is cut
 * into slots of ten minutes and each brings one order, so a day brings 144, whenever it is and after any restart.
 */
export const slotMs = 10 * 60_000
/** Slots are counted from here; there is no order before. */
export const firstInstant = Date.UTC(2024, 0, 1)
/** Ids leave room for the refunds of an order, which WooCommerce numbers in the same row. */
const idStep = 3
const firstId = 1000

export type Fault = 'no-lines' | 'wrong-total' | 'unknown-currency' | 'no-customer' | 'impossible-date'
export type Kind =
  | { readonly name: 'wrong'; readonly fault: Fault }
  | {
      readonly name:
        | 'private'
        | 'company'
        | 'foreign'
        | 'cancelled'
        | 'failed'
        | 'unpaid'
        | 'bank-transfer'
        | 'draft'
        | 'refunded'
        | 'partly-refunded'
        | 'shipped'
        | 'free'
        | 'deleted-product'
        | 'long-note'
    }

/** A moment at which the shop saved the order, and the state it then had. */
export interface Step {
  readonly at: number
  readonly status: string
}

export interface Plan {
  readonly id: number
  readonly slot: number
  readonly kind: Kind
  readonly createdAt: number
  /** In the order of time; the first is the creation. */
  readonly steps: readonly Step[]
  readonly paidAt: number | undefined
  readonly refundedAt: number | undefined
}

const wrong = (fault: Fault): Kind => ({ name: 'wrong', fault })
const several = (count: number, name: Exclude<Kind['name'], 'wrong'>): Kind[] =>
  Array.from({ length: count }, () => ({ name }))

/** One turn of kinds. Every 80 slots (13 hours and a bit) bring each of them exactly once, whatever the time of day. */
const turn: readonly Kind[] = [
  wrong('no-lines'),
  wrong('wrong-total'),
  wrong('unknown-currency'),
  wrong('no-customer'),
  wrong('impossible-date'),
  ...several(3, 'cancelled'),
  ...several(3, 'failed'),
  ...several(3, 'unpaid'),
  ...several(6, 'bank-transfer'),
  ...several(2, 'draft'),
  ...several(2, 'refunded'),
  ...several(3, 'partly-refunded'),
  ...several(5, 'shipped'),
  ...several(1, 'free'),
  ...several(2, 'deleted-product'),
  ...several(2, 'long-note'),
  ...several(6, 'foreign'),
  ...several(15, 'company'),
  ...several(22, 'private'),
]

/** The slot that a moment falls into. */
export function slotAt(instant: number): number {
  return Math.floor((instant - firstInstant) / slotMs)
}

/** The slot of an order's id, or nothing when no order has that id. */
export function slotOfId(id: number): number | undefined {
  const slot = (id - firstId) / idStep
  return Number.isInteger(slot) && slot >= 0 ? slot : undefined
}

/** What happens to the order of a slot. */
export function planOf(seed: number, slot: number): Plan {
  const random = randomFrom(seed, slot, 1)
  // 37 has no factor in common with 80: kinds come mixed, yet each once a turn.
  const kind = turn[(slot * 37 + seed * 11) % turn.length] ?? wrong('no-lines')
  const createdAt = firstInstant + slot * slotMs + random.below(570) * 1000
  const { steps, paid, refunded } = life(kind, random)
  return {
    id: firstId + slot * idStep,
    slot,
    kind,
    createdAt,
    steps: steps.map(([seconds, status]) => ({ at: createdAt + seconds * 1000, status })),
    paidAt: paid === undefined ? undefined : createdAt + paid * 1000,
    refundedAt: refunded === undefined ? undefined : createdAt + refunded * 1000,
  }
}

interface Life {
  /** Seconds after the creation, and the state. */
  readonly steps: readonly (readonly [number, string])[]
  readonly paid?: number
  readonly refunded?: number
}

const minute = 60
const hour = 3600

function life(kind: Kind, random: Random): Life {
  // Most pay at once, some come back to it; most orders leave within hours, a few the day after.
  const paid = random.chance(25) ? random.between(3 * minute, 45 * minute) : random.between(20, 90)
  const done =
    paid + (random.chance(8) ? random.between(24 * hour, 40 * hour) : random.between(20 * minute, 5 * hour))
  const start = [0, 'pending'] as const
  switch (kind.name) {
    case 'cancelled':
      return { steps: [start, [hour, 'cancelled']] }
    case 'failed':
      return { steps: [start, [random.between(minute, 3 * minute), 'failed']] }
    case 'unpaid':
      return { steps: [start, [48 * hour, 'cancelled']] }
    case 'draft':
      return { steps: [[0, 'checkout-draft']] }
    case 'wrong':
      return { steps: [start, [30, 'processing']], paid: 30 }
    case 'bank-transfer': {
      const arrived = random.between(4 * hour, 30 * hour)
      const sent = arrived + random.between(2 * hour, 12 * hour)
      return {
        steps: [
          [0, 'on-hold'],
          [arrived, 'processing'],
          [sent, 'completed'],
        ],
        paid: arrived,
      }
    }
    case 'shipped':
      return { steps: [start, [paid, 'processing'], [done, 'spedito']], paid }
    case 'refunded':
    case 'partly-refunded': {
      const refunded = done + random.between(4 * hour, 20 * hour)
      const end = kind.name === 'refunded' ? 'refunded' : 'completed'
      return { steps: [start, [paid, 'processing'], [done, 'completed'], [refunded, end]], paid, refunded }
    }
    case 'free':
      return {
        steps: [
          [0, 'processing'],
          [done, 'completed'],
        ],
        paid: 0,
      }
    case 'private':
    case 'company':
    case 'foreign':
    case 'deleted-product':
    case 'long-note':
      return { steps: [start, [paid, 'processing'], [done, 'completed']], paid }
  }
}

/** The last thing that happened to an order by a moment. It must have been created by then. */
export function stepAt(plan: Plan, instant: number): Step {
  let last = plan.steps[0]
  for (const step of plan.steps) if (step.at <= instant) last = step
  if (!last) throw new Error('A plan has at least its creation')
  return last
}
