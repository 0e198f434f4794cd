import type { Texts } from '../../main/texts/shape.ts'
import type { Json } from '../../main/words/edit/fields.ts'
import { formatDecimal, formatInstant, formatMoney } from '../../main/words/format.ts'
import type { OrderLine } from '../../main/words/order.ts'

/** One field's change, or difference, in the operator's words. */
export interface ChangeText {
  readonly label: string
  readonly before: string
  readonly after: string
}

export interface ChangeValues {
  readonly path: string
  readonly before: Json
  readonly after: Json
}

/**
 * Names the field and writes both its values as people read them.
 * @param nameOf the name of the list element with that path (`lines.0`), if it is known
 */
export function changeText(
  texts: Texts,
  { path, before, after }: ChangeValues,
  currency: string,
  nameOf: (elementPath: string) => string,
): ChangeText {
  const words = texts.order
  const [first = '', second, third] = path.split('.')
  const write = (value: Json) => valueText(texts, path, value, currency)
  if (Object.hasOwn(words.rows, first) && second !== undefined) {
    const row = words.rows[first as keyof typeof words.rows]
    if (third === undefined) {
      const label = after === null ? words.rowRemoved(row) : words.rowAdded(row)
      return {
        label,
        before: before === null ? '' : write(before),
        after: after === null ? '' : write(after),
      }
    }
    const part = Object.hasOwn(words.parts, third) ? words.parts[third as keyof typeof words.parts] : third
    const label = words.rowPart(row, nameOf(`${first}.${second}`), part)
    return { label, before: write(before), after: write(after) }
  }
  return { label: fieldLabel(texts, path), before: write(before), after: write(after) }
}

/** `billing.city` -> `Fatturazione: città`. */
export function fieldLabel(texts: Texts, path: string): string {
  const words = texts.order
  const [group, field] = path.split('.') as [string, string | undefined]
  if (field === undefined) return pick(words.fields, group)
  if (group === 'billing' || group === 'shipping') {
    return words.inGroup(words.groups[group], pick(words.address, field))
  }
  if (group === 'fiscal') return pick(words.fiscal, field)
  return words.inGroup(words.groups.customer, pick(words.customer, field))
}

function valueText(texts: Texts, path: string, value: Json, currency: string): string {
  const { order: words, language } = texts
  const money = (amount: unknown) =>
    typeof amount === 'string' ? formatMoney(amount, currency, language) : ''
  if (value === null || value === '') return words.empty
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string') {
    if (path === 'placedAt' || path === 'paidAt' || path === 'modifiedAt' || path.endsWith('.at'))
      return formatInstant(value, language)
    if (path.endsWith('.amount')) return money(value)
    if (path.endsWith('.kind')) return pick(words.kinds, value)
    if (path === 'fulfilment') return texts.fulfilmentName(value)
    return path === 'state' && Object.hasOwn(texts.stateNames, value) ? texts.stateName(value) : value
  }
  if (Array.isArray(value)) {
    const parts = value as unknown as readonly (OrderLine | OrderLine['options'][number])[]
    const written = parts.map((part) =>
      'value' in part
        ? `${part.name}: ${part.value}`
        : `${formatDecimal(part.quantity, language)} × ${part.name} · ${money(part.net)}`,
    )
    return written.join(', ') || words.empty
  }
  if (typeof value !== 'object') return String(value)
  const fields = value as Readonly<Record<string, Json>>
  if (path === 'declared') return money((fields.totals as Readonly<Record<string, Json>> | undefined)?.total)
  const element = 'element' in fields ? (fields.element as Readonly<Record<string, Json>>) : fields
  const text = (name: string) => (typeof element[name] === 'string' ? (element[name] as string) : '')
  const kind = text('kind')
  const own = [text('name'), text('code'), text('reason')].find((part) => part !== '') ?? ''
  const name = kind === '' || kind === 'fee' ? own : words.ofKind(pick(words.kinds, kind), own)
  const amounts =
    'amount' in element
      ? money(element.amount)
      : [
          words.amountsText(
            text('quantity') === '' ? '' : formatDecimal(text('quantity'), language),
            formatMoney(text('unitPrice'), currency, language, 4),
            text('vatRate') === '' ? '' : words.vatOf(formatDecimal(text('vatRate'), language)),
            money(text('net')),
          ),
          /[1-9]/.test(text('discount')) ? words.discountText(money(text('discount'))) : '',
          words.taxText(money(text('tax'))),
        ]
          .filter((part) => part !== '')
          .join(' · ')
  return name === '' ? amounts : `${name} · ${amounts}`
}

function pick(names: object, name: string): string {
  const found: unknown = Object.hasOwn(names, name) ? Reflect.get(names, name) : undefined
  return typeof found === 'string' ? found : name
}
