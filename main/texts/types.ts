/** The shapes that both languages must fill: a new code without its text does not compile. */

import type { AlertCode, AlertParams } from '../words/alert.ts'
import type { CheckStepId } from '../words/check.ts'
import type { FailureCode, FailureParams, InputProblem } from '../words/failure.ts'
import type { InvoiceRefusalParams, InvoiceWarningParams } from '../words/invoice.ts'
import type { WhyMissingParams } from '../words/missing.ts'
import type { SkipReasonParams, WrongReasonParams } from '../words/order.ts'
import type { LogMessage } from '../words/run.ts'
import type { FoundWarning, ShopWarningKind } from '../words/shop-warning.ts'

/** What happened (and why), and what to do about it. `remedy` is empty where there is nothing to do. */
export interface Explanation {
  readonly message: string
  readonly remedy: string
}

export type FailureTexts = { readonly [Code in FailureCode]: (params: FailureParams[Code]) => Explanation }

export type AlertTexts = { readonly [Code in AlertCode]: (params: AlertParams[Code]) => Explanation }

export type SkipReasonTexts = {
  readonly [Code in keyof SkipReasonParams]: (params: SkipReasonParams[Code]) => Explanation
}

/** So many orders skipped for a reason; `state` is the name of the one that is not downloaded. */
export type SkippedGroupTexts = {
  readonly [Code in keyof SkipReasonParams]: (count: number, written: string, state: string) => string
}

export type WrongReasonTexts = {
  readonly [Code in keyof WrongReasonParams]: (params: WrongReasonParams[Code]) => Explanation
}

/** Messages made of reasons or of a failure are put together by `logText`. */
type ComposedLogCode = 'run-failed' | 'order-skipped' | 'order-wrong'

export type LogTexts = {
  readonly [Message in Exclude<
    LogMessage,
    { code: ComposedLogCode | 'after-download-failed' | 'after-download-uncoded' }
  > as Message['code']]: (params: Message['params']) => Explanation
} & {
  readonly [Code in ComposedLogCode]: string
} & {
  readonly 'after-download-failed': (folder: string) => string
}

/** Reasons made of other reasons are put together by `whyMissingText`. */
export type WhyMissingTexts = {
  readonly [Code in keyof WhyMissingParams]: (params: WhyMissingParams[Code]) => Explanation
}

export type InvoiceRefusalTexts = {
  readonly [Code in keyof InvoiceRefusalParams]: (params: InvoiceRefusalParams[Code]) => Explanation
}

export type InvoiceWarningTexts = {
  readonly [Code in keyof InvoiceWarningParams]: (params: InvoiceWarningParams[Code]) => Explanation
}

export type ShopWarningTexts = { readonly [Kind in ShopWarningKind]: (warning: FoundWarning) => Explanation }

export type InputProblemTexts = { readonly [Problem in InputProblem]: string }

/** Failures that a check may meet and get round. */
export type CheckWarningTexts = Pick<
  FailureTexts,
  'plain-permalinks' | 'authorization-stripped' | 'clock-wrong' | 'api-version-unsupported'
>

export type CheckStepTexts = { readonly [Step in CheckStepId]: string }
