import { Failure, failure } from '../../words/failure.ts'
import type { ShopState } from '../../words/shop.ts'
import type { Answer } from '../http-answer.ts'
import { isFields } from '../reader.ts'
import { errorOf, failureOfAnswer, readAnswer } from './answer.ts'

/** Paid: `on-hold` still waits for the bank transfer. `completed` too, for shops that complete orders at once. */
export const defaultStates: readonly string[] = ['processing', 'completed']

/** A state that no shop has: WooCommerce refuses it and names the ones it knows (recording `param_status_foo`). */
export const impossibleState = { status: 'download-ordini', per_page: '1', _fields: 'id' }
export const statesRoute = 'wc/v3/reports/orders/totals'

/** Not states of an order, but words that the filter understands. */
const noStates = new Set(['any', 'trash', 'auto-draft'])

/** The states by `reports/orders/totals` (`[{slug, name, total}]`); null when the key may not read reports. */
export function readStates(answer: Answer): readonly ShopState[] | null {
  try {
    const { json } = readAnswer(answer)
    if (!Array.isArray(json)) return null
    const states = (json as unknown[]).flatMap((row): ShopState[] => {
      if (!isFields(row) || typeof row.slug !== 'string' || row.slug === '') return []
      const id = row.slug.replace(/^wc-/, '')
      return [{ id, name: typeof row.name === 'string' && row.name !== '' ? row.name : id }]
    })
    return states.length === 0 ? null : states
  } catch (error) {
    // Reports may be forbidden or switched off where orders are not.
    if (error instanceof Failure) return null
    throw error
  }
}

/**
 * The states by the refusal of an impossible one. They are in a sentence in the shop's language: "... is not one of
 * any, trash, pending, spedito, and checkout-draft." Only the commas, and the last two words, are relied on.
 */
export function readRefusal(answer: Answer): readonly ShopState[] {
  const error = errorOf(answer)
  if (error === null || error.code !== 'rest_invalid_param') throw failureOfAnswer(answer)
  const sentence = error.parameterTexts.find((text) => text.includes(',')) ?? ''
  const chunks = sentence.split(',').map((chunk) => chunk.trim().replace(/\.$/, ''))
  const words = chunks.flatMap((chunk, index) => {
    const parts = chunk.split(/\s+/)
    // In Italian there is no comma before "e": `failed, spedito e checkout-draft`.
    if (index === chunks.length - 1 && parts.length === 3) return [parts[0] ?? '', parts[2] ?? '']
    return [parts.at(-1) ?? '']
  })
  const states = words.filter((word) => /^[a-z0-9_-]+$/.test(word) && !noStates.has(word))
  if (states.length === 0) throw failure('body-shape', { host: answer.url.host, expected: 'states' })
  return states.map((id) => ({ id, name: id }))
}
