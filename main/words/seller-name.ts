import { z } from 'zod'

/** The name under which the archive keeps who sells, of the whole office. */
export const sellerSettingName = 'seller'

const text = z.string().catch('')
const sellerSchema = z.object({ name: text, firstName: text, lastName: text, vatNumber: text })

/** Who sells, for the head of a paper: `Bottega di Anna srl, 01234567890`; `''` where it is not settled. Pure. */
export function sellerName(value: unknown): string {
  const read = sellerSchema.safeParse(value)
  if (!read.success) return ''
  const { name, firstName, lastName, vatNumber } = read.data
  return [name || [firstName, lastName].filter(Boolean).join(' '), vatNumber].filter(Boolean).join(', ')
}
