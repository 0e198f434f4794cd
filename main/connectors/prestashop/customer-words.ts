import type { OrderLine } from '../../words/order.ts'
import { plainLine, plainLines } from '../plain-words.ts'
import { type Fields, isFields, isNothing } from '../reader.ts'
import { isYes, keyText, oneText, reference, rowsIn } from './keys.ts'
import type { WholeOrder } from './whole-order.ts'

type Option = OrderLine['options'][number]

/** Of a text whose field has no name that the key may read. */
const textName = 'Testo'

/** It goes onto Italian papers. */
export const giftWrapping = 'Confezione regalo'

/**
 * What the customer wrote: the message of the checkout, that of a gift, what was added to the address of delivery; and that it is
 * to be wrapped as a gift, where neither a message nor a row says so.
 * Private messages, which modules and the shop's people write, are none of it.
 */
export function noteOf({ order, deliveryAddress, messages = [] }: WholeOrder): string {
  const sent = messages.filter((row) => isFromCustomer(row)).map(({ message }) => message)
  const texts = [...sent, order.gift_message, deliveryAddress?.other].map((text) =>
    plainLines(oneText(text) ?? '').trim(),
  )
  const words = [...new Set(texts)].filter((text) => text !== '')
  // Where it costs something there is a row that says so.
  const isSaid = !isNothing(order.gift_message) || Number(order.total_wrapping_tax_incl ?? 0) !== 0
  return (isYes(order.gift) && !isSaid ? [...words, giftWrapping] : words).join('\n')
}

/** A row of `messages`, or of `customer_messages`, where PrestaShop marks the checkout's message as private. */
function isFromCustomer({
  id_customer_thread: thread,
  id_employee: employee,
  private: isPrivate,
}: Fields): boolean {
  if (reference(employee) !== null) return false
  return thread !== undefined || !isYes(isPrivate)
}

/** The customization of each row of an order, by the row's number, as the order's own rows tell it. */
export function customizationIds(order: Fields): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const row of rowsIn(isFields(order.associations) ? order.associations.order_rows : [])) {
    const id = reference(row.id_customization)
    if (id !== null) found.set(keyText(row.id), id)
  }
  return found
}

/** The texts that belong to a customization; their names are those of the product's fields. */
export function customizationTexts(
  customization: Fields | undefined,
  fields: readonly Fields[],
): readonly Option[] {
  const values = new Map<string, Set<string>>()
  for (const { id_customization_field: field, value } of textsOf(customization)) {
    const text = plainLine(oneText(value) ?? '')
    if (text !== '') values.set(keyText(field), (values.get(keyText(field)) ?? new Set()).add(text))
  }
  return [...values].flatMap(([field, texts]) => {
    // Old versions mix in what other customers wrote for the product: a field has one text.
    const [value] = texts
    if (value === undefined || texts.size > 1) return []
    const name = fields.find((row) => keyText(row.id) === field)?.name
    return [{ name: plainLine(oneText(name) ?? '') || textName, value }]
  })
}

/** The fields that customizations name. */
export function customizationFieldIds(customizations: readonly Fields[]): readonly string[] {
  const ids = customizations.flatMap((row) =>
    textsOf(row).flatMap(({ id_customization_field: field }) => reference(field) ?? []),
  )
  return [...new Set(ids)]
}

function textsOf(customization: Fields | undefined): readonly Fields[] {
  const associations = isFields(customization?.associations) ? customization.associations : {}
  return rowsIn(associations.customized_data_text_fields)
}
