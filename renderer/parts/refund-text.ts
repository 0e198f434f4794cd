import type { Texts } from '../../main/texts/shape.ts'
import { formatInstant } from '../../main/words/format.ts'
import type { RefundRegistration } from '../../main/words/refund.ts'

/** As what a refund is registered, and when: `Easyfatt 345/R, 30/11/2026 10:15`. */
export function registrationText(texts: Texts, { kind, number, at }: RefundRegistration): string {
  const words = texts.refunds
  return words.registered(words.registrations[kind](number).trim(), formatInstant(at, texts.language))
}
