const digits = new Map<string, number | null>()
/** ISO 4217 keeps these for tests and for "no currency". */
const noCurrencies = new Set(['XXX', 'XTS'])
let known: ReadonlySet<string> | null = null

/** Decimal places of a currency of ISO 4217; null for what is none. */
export function currencyDigits(currency: string): number | null {
  const remembered = digits.get(currency)
  if (remembered !== undefined) return remembered
  known ??= new Set(Intl.supportedValuesOf('currency'))
  const found =
    known.has(currency) && !noCurrencies.has(currency)
      ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
          .maximumFractionDigits ?? 2)
      : null
  // Wrong orders could bring any text: remember a few, not all.
  if (digits.size < 500) digits.set(currency, found)
  return found
}
