import { applyChanges, type Change, elementAt, type KeyedOrder } from '../../main/words/edit/changes.ts'
import { type ListName, listNames } from '../../main/words/edit/fields.ts'
import type { Order } from '../../main/words/order.ts'
import type { OrderDetail } from '../../main/words/order-view.ts'
import { fieldPaths, readField, writtenField } from './draft-fields.ts'
import {
  amountsOf,
  cellsOf,
  type DraftRow,
  elementOf,
  isCellRight,
  namePart,
  optionsOf,
  pricingOf,
  rowOf,
} from './draft-rows.ts'

/** What the form holds: single fields by their paths, and the rows of the order's lists. */
export interface Draft {
  readonly fields: Readonly<Record<string, string>>
  /** The fields as they were. */
  readonly before: Readonly<Record<string, string>>
  readonly rows: readonly DraftRow[]
}

const drafts = new WeakMap<KeyedOrder, Draft>()

/** What the form shows before anything has been changed; for the same order always the same. */
export function draftOf(keyed: KeyedOrder): Draft {
  const draft = drafts.get(keyed) ?? makeDraft(keyed)
  drafts.set(keyed, draft)
  return draft
}

function makeDraft({ order, keys }: KeyedOrder): Draft {
  const pricing = pricingOf(order)
  const fields = Object.fromEntries(fieldPaths.map((path) => [path, writtenField(order, path)]))
  return {
    fields,
    before: fields,
    rows: listNames.flatMap((list) =>
      order[list].map((element, index) => rowOf(list, keys[list][index] ?? '', element, pricing)),
    ),
  }
}

/**
 * What cannot be saved: cells that are no numbers (`lines.0 price`), fields without a value that they could have
 * (`placedAt`).
 */
export function wrongCells({ fields, before, rows }: Draft): ReadonlySet<string> {
  const wrong = new Set<string>()
  for (const [path, typed] of Object.entries(fields)) {
    if (typed !== before[path] && readField(path, typed) === undefined) wrong.add(path)
  }
  for (const row of rows) for (const cell of wrongCellsOf(row)) wrong.add(`${row.id} ${cell}`)
  return wrong
}

/** Rows are replaced when they change, and few of thousands do: each is looked at once. */
const wrongIn = new WeakMap<DraftRow, readonly string[]>()

function wrongCellsOf(row: DraftRow): readonly string[] {
  const known = wrongIn.get(row)
  if (known !== undefined) return known
  const wrong = cellsOf[row.list].filter((cell) => !isCellRight(row, cell))
  wrongIn.set(row, wrong)
  return wrong
}

/**
 * What the draft changes; what is no number, or cannot be, counts as unchanged.
 * @param wrong what {@link wrongCells} says of the draft
 */
export function changesOf(
  detail: KeyedOrder & Pick<OrderDetail, 'version'>,
  draft: Draft,
  wrong = wrongCells(draft),
): readonly Change[] {
  const base = draftOf(detail)
  const changes: Change[] = []
  for (const path of fieldPaths) {
    const typed = draft.fields[path] ?? ''
    const value = typed === base.fields[path] ? undefined : readField(path, typed)
    if (value !== undefined) changes.push({ path, value })
  }
  return draft.rows === base.rows ? changes : [...changes, ...changesOfRows(detail, draft, base, wrong)]
}

function changesOfRows(
  detail: KeyedOrder & Pick<OrderDetail, 'version'>,
  draft: Draft,
  base: Draft,
  wrong: ReadonlySet<string>,
): readonly Change[] {
  const pricing = pricingOf(detail.order)
  const changes: Change[] = []
  const kept = new Set(draft.rows.map(({ id }) => id))
  const rowsBefore = new Map(base.rows.map((row) => [row.id, row]))
  const last: Partial<Record<ListName, string | null>> = {}
  for (const before of base.rows) {
    if (!kept.has(before.id)) changes.push({ path: before.id, value: null })
    last[before.list] = before.key
  }
  let added = 0
  for (const row of draft.rows) {
    const before = rowsBefore.get(row.id)
    if (row === before) continue
    const isWrong = cellsOf[row.list].some((cell) => wrong.has(`${row.id} ${cell}`))
    if (before === undefined || row.key === null) {
      if (isWrong) continue
      added += 1
      const key = `h${detail.version}-${added}`
      const element = elementOf(row, pricing)
      changes.push({ path: `${row.list}.${key}`, value: { after: last[row.list] ?? null, element } })
      last[row.list] = key
      continue
    }
    if (row.name !== before.name) {
      changes.push({ path: `${row.id}.${namePart[row.list]}`, value: row.name })
    }
    if (row.sku !== before.sku) changes.push({ path: `${row.id}.sku`, value: row.sku })
    if (row.options !== before.options) {
      changes.push({ path: `${row.id}.options`, value: [...optionsOf(row.options)] })
    }
    if (isWrong || cellsOf[row.list].every((cell) => row[cell] === before[cell])) continue
    const part = row.list === 'refunds' ? 'amount' : 'amounts'
    changes.push({
      path: `${row.id}.${part}`,
      value: amountsOf(row, elementAt(detail, row.list, row.key) ?? null, pricing),
    })
  }
  return changes
}

/** The order as it will be once the draft is saved. */
export function previewOf(detail: KeyedOrder, changes: readonly Change[]): Order {
  // Keys are those of the order as it is now, so they are put in the places that the order's own elements have.
  const moved = changes.map(({ path, value }): Change => {
    const [first, key, ...rest] = path.split('.')
    const list = listNames.find((name) => name === first)
    if (list === undefined || key === undefined) return { path, value }
    const place = (of: string) => {
      const index = detail.keys[list].indexOf(of)
      return index === -1 ? `n-${of}` : String(index)
    }
    const target = [list, place(key), ...rest].join('.')
    const isAdded = value !== null && typeof value === 'object' && !Array.isArray(value) && 'after' in value
    if (!isAdded || typeof value.after !== 'string') return { path: target, value }
    return { path: target, value: { ...value, after: place(value.after) } }
  })
  return applyChanges(detail.order, moved).order
}
