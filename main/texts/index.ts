import type { Texts } from './shape.ts'
/**
 * Every word the program shows, in its two languages. Pure (no React, no DOM): main's dialogs, tray and command
 * line use it as the windows do. Italian gives the shape; the compiler checks that English has what Italian has.
 */

import type { NewAlert } from '../words/alert.ts'
import type { CheckStep } from '../words/check.ts'
import type { FailureValue } from '../words/failure.ts'
import { formatCount, type Language } from '../words/format.ts'
import type { InvoiceRefusal, InvoiceWarning } from '../words/invoice.ts'
import type { WhyMissing } from '../words/missing.ts'
import type { SkipReason, WrongReason } from '../words/order.ts'
import type { LogMessage } from '../words/run.ts'
import type { ShopState } from '../words/shop.ts'
import type { FoundWarning } from '../words/shop-warning.ts'
import { type LeftOutMeaning, leftOutMeanings } from '../words/state-meaning.ts'
import { en } from './en/index.ts'
import { it } from './it/index.ts'
import { withStateNames } from './state-name.ts'
import type { Explanation } from './types.ts'

export type { Explanation }

const languages: Readonly<Record<Language, Texts>> = {
  it: { ...it, language: 'it' },
  en: { ...en, language: 'en' },
}

/** The texts of a language. */
export function textsFor(language: Language): Texts {
  return languages[language]
}

/** What happened, why, and what to do about it. A code of another version gets a generic text, never an error. */
export function failureText(texts: Texts, value: FailureValue): Explanation {
  return explain(texts, texts.failures, value)
}

/** What the program has to tell about itself. */
export function alertText(texts: Texts, alert: NewAlert): Explanation {
  const told = explain(texts, texts.alerts, alert)
  if (!('failure' in alert.params)) return told
  const { message, remedy } = failureText(texts, alert.params.failure)
  return { message: `${told.message} ${message}`, remedy }
}

/** What a step of *Prova connessione* finds out; where nothing protects the connection, that nothing does. */
export function checkStepName(texts: Texts, { id, facts }: Pick<CheckStep, 'id' | 'facts'>): string {
  return isUnprotected(facts) ? texts.check.unprotected.step : texts.check.steps[id]
}

/** Whether a step has found a connection without TLS that is allowed (R33). */
export function isUnprotected({ protection = '' }: CheckStep['facts']): boolean {
  return protection.startsWith('none')
}

/**
 * What a step of *Prova connessione* has to say: what failed, or what to mind. Null when there is nothing.
 * @param states those that are known of the shop
 */
export function checkStepText(
  texts: Texts,
  step: CheckStep,
  states: readonly ShopState[] = [],
): Explanation | null {
  if (step.failure === null) return null
  const gotRound = step.outcome === 'warning' && Object.hasOwn(texts.check.warnings, step.failure.code)
  return explain(texts, gotRound ? texts.check.warnings : texts.failures, step.failure, states)
}

/** What a shop's downloads leave out; `states` are the shop's. */
export function shopWarningText(
  texts: Texts,
  warning: FoundWarning,
  states: readonly ShopState[] = [],
): Explanation {
  return explain(texts, texts.shopWarnings, { code: warning.kind, params: warning }, states)
}

/** Why an order was skipped; `states` are the shop's. */
export function skipReasonText(
  texts: Texts,
  reason: SkipReason,
  states: readonly ShopState[] = [],
): Explanation {
  return explain(texts, texts.skipReasons, reason, states)
}

/** Why an invoice is not made (R48). */
export function invoiceRefusalText(texts: Texts, refusal: InvoiceRefusal): Explanation {
  return explain(texts, texts.invoiceReasons.refusals, refusal)
}

/** What should be looked at in an invoice. */
export function invoiceWarningText(texts: Texts, warning: InvoiceWarning): Explanation {
  return explain(texts, texts.invoiceReasons.warnings, warning)
}

/** Why an order is wrong. */
export function wrongReasonText(texts: Texts, reason: WrongReason): Explanation {
  return explain(texts, texts.wrongReasons, reason)
}

/** Why an order is missing, or that it is not; the reasons one by one where there are several. `states` are the shop's. */
export function whyMissingText(
  texts: Texts,
  why: WhyMissing,
  states: readonly ShopState[] = [],
): Explanation & { readonly reasons: readonly string[] } {
  const { message, remedy } = explain(texts, texts.missing.why, why)
  switch (why.code) {
    case 'wrong':
    case 'ignored': {
      const parts = why.params.reasons.map((reason) => wrongReasonText(texts, reason))
      const remedies = why.code === 'wrong' ? parts.map((part) => part.remedy) : [remedy]
      return { message, remedy: [...new Set(remedies)].join(' '), reasons: parts.map((part) => part.message) }
    }
    case 'skipped':
      return { ...skipReasonText(texts, why.params.reason, states), reasons: [] }
    default:
      return { message, remedy, reasons: [] }
  }
}

/** `2 annullati, 1 rimborsato`; empty when there are none. */
export function leftOutText(texts: Texts, counts: Readonly<Record<LeftOutMeaning, number>>): string {
  return leftOutMeanings
    .filter((one) => counts[one] > 0)
    .map((one) => texts.leftOut.counts[one](counts[one], formatCount(counts[one], texts.language)))
    .join(', ')
}

/** What happened and what to do, in one line. */
export function sentence({ message, remedy }: Explanation): string {
  return [message, remedy].filter((part) => part !== '').join(' ')
}

/** The words of a log entry: one message, and what to do. `states` are those of its shop. */
export function logText(texts: Texts, message: LogMessage, states: readonly ShopState[] = []): Explanation {
  return orUnknown(texts, message.code, () => {
    switch (message.code) {
      case 'run-failed':
        return lead(texts.log['run-failed'], [failureText(texts, message.params.failure)])
      case 'order-skipped':
        return lead(texts.log['order-skipped'], [skipReasonText(texts, message.params.reason, states)])
      case 'order-wrong':
        return lead(
          texts.log['order-wrong'],
          message.params.reasons.map((reason) => wrongReasonText(texts, reason)),
        )
      case 'after-download-uncoded':
        return texts.easyfatt.uncoded(message.params, namedInLog)
      case 'after-download-failed':
        return lead(texts.log['after-download-failed'](message.params.folder), [
          failureText(texts, message.params.failure),
        ])
      default:
        return explain(texts, texts.log, message, states)
    }
  })
}

/** Orders that an entry of the log names. */
const namedInLog = 20

function lead(opening: string, parts: readonly Explanation[]): Explanation {
  return {
    message: [opening, ...parts.map((part) => part.message)].join(' '),
    remedy: [...new Set(parts.map((part) => part.remedy))].filter((text) => text !== '').join(' '),
  }
}

function explain(
  texts: Texts,
  table: object,
  value: { readonly code: string; readonly params: object },
  states: readonly ShopState[] = [],
): Explanation {
  return orUnknown(texts, value.code, () => {
    const tell: unknown = Object.hasOwn(table, value.code) ? Reflect.get(table, value.code) : undefined
    return typeof tell === 'function'
      ? (tell as (params: object) => Explanation)(withStateNames(texts, states, value))
      : null
  })
}

/**
 * The archive may hold codes of other versions, and codes whose parameters another version has changed: what cannot
 * be told is named, never thrown.
 */
function orUnknown(texts: Texts, code: string, tell: () => Explanation | null): Explanation {
  const unknown = { message: texts.unknownCode(code), remedy: '' }
  try {
    return tell() ?? unknown
  } catch {
    return unknown
  }
}
