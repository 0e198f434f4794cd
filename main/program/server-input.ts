import { type ServerInput, serverInputSchema } from '../words/desks.ts'
import { failure } from '../words/failure.ts'
import { wrongField } from './shop-input.ts'

/**
 * Checks how the desks' server is reached, as written in a file (R36, R55).
 * @throws Failure `input-invalid` naming every wrong field
 */
export function checkServerInput(value: unknown): ServerInput {
  const parsed = serverInputSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [first, ...others] = parsed.error.issues.map(wrongField)
  if (first === undefined) throw parsed.error
  throw failure('input-invalid', others.length === 0 ? first : { ...first, others })
}
