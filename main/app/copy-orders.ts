import { clipboard } from 'electron'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import { handedOverText } from '../texts/handed-over.ts'
import type { Texts } from '../texts/shape.ts'
import { stateNameOf } from '../texts/state-name.ts'
import { formatDecimal, formatInstant } from '../words/format.ts'
import { isDetailColumn, type OrderColumn, type OrderSelection } from '../words/order-search.ts'
import type { OrderRow } from '../words/order-view.ts'

const pageSize = 500

/** Copies rows as a spreadsheet takes them: cells between tabs, amounts as plain numbers. Answers how many. */
export async function copyOrders(
  store: Store,
  texts: Texts,
  selection: OrderSelection,
  columns: readonly OrderColumn[],
): Promise<number> {
  const shops = await store.listShops()
  const lines: string[] = []
  const { count } = await store.orderTotals(selection)
  const detailed = columns.some(isDetailColumn)
  const ranges = selection.ranges ?? [[0, count] as const]
  for (const [from, to] of ranges) {
    for (let offset = from; offset < to; offset += pageSize) {
      const limit = Math.min(pageSize, to - offset)
      const { rows } = await store.listOrders(selection, offset, limit, null, detailed)
      const handed = columns.includes('handover')
        ? new Map((await store.handedOver(rows.map(({ id }) => id))).map((one) => [one.id, one]))
        : null
      for (const row of rows) {
        const out = handed?.get(row.id)
        const text = (column: OrderColumn) =>
          column === 'handover'
            ? out === undefined
              ? ''
              : handedOverText(texts, out)
            : cellText(row, column, texts, shops)
        lines.push(columns.map((column) => cell(text(column))).join('\t'))
      }
    }
  }
  await clipboard.writeText(lines.join('\n'))
  return lines.length
}

function cellText(
  row: OrderRow,
  column: Exclude<OrderColumn, 'handover'>,
  texts: Texts,
  shops: readonly ShopRecord[],
): string {
  switch (column) {
    case 'placedAt':
    case 'downloadedAt':
      return formatInstant(row[column], texts.language)
    case 'shop':
      return row.shopName
    case 'state':
      return stateNameOf(texts, shops, row)
    case 'work':
      return texts.search.work[row.work]
    case 'check':
      return row.checks.map((reason) => texts.checks.names[reason]).join(', ')
    case 'total':
      return formatDecimal(row.total, texts.language, 2).replaceAll(texts.language === 'it' ? '.' : ',', '')
    case 'products':
      return productsText(row, texts)
    case 'pieces':
      return formatDecimal(row.details?.pieces ?? '', texts.language).replaceAll(
        texts.language === 'it' ? '.' : ',',
        '',
      )
    case 'phone':
    case 'province':
      return row.details?.[column] ?? ''
    default:
      return row[column]
  }
}

/** One cell stays one, and a text that a spreadsheet would take for a formula stays a text (as in `export/csv.ts`). */
function cell(text: string): string {
  const flat = text.replace(/\s+/g, ' ')
  return /^\s*([=+@＝＋－＠]|-\D)/.test(flat) ? `'${flat}` : flat
}

function productsText({ details }: OrderRow, texts: Texts): string {
  return details === null ? '' : texts.search.andOthers(details.firstProduct, details.otherProducts)
}
