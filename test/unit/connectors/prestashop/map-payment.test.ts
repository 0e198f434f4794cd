import { describe, expect, test } from 'vitest'
import type { Fields } from '../../../../main/connectors/reader.ts'
import { mappedPresta } from '../../../support/presta-order.ts'

/** An order of 122 euro; payments are made at 11, 12 ... of the shop's time. */
function paymentOf(real: string, amounts: readonly string[], split = false, changes: Fields = {}) {
  const payments = amounts.map((amount, place) => ({
    id: place + 1,
    amount,
    date_add: `2026-11-20 ${11 + place}:00:00`,
    transaction_id: `T${place + 1}`,
    ...changes,
  }))
  const { paidAt, transactionId } = mappedPresta({
    order: { total_paid_real: real },
    rest: { payments, split },
  })
  return [paidAt?.slice(11, 13) ?? null, transactionId]
}

describe('R23: when an order was paid', () => {
  test.each([
    ['at once', '122.00', ['122.00'], '10', 'T1'],
    ['deposit and rest', '122.00', ['50.00', '72.00'], '11', 'T1, T2'],
    ['with a cent of rounding', '121.99', ['121.99'], '10', 'T1'],
    // Bambora and ePay add their fee to the payment alone, 4webs' PayPal with fee to the payment and the total.
    ['with a fee of the payment’s own', '122.00', ['126.00'], '10', 'T1'],
    // Feedbiz counts what a marketplace paid twice (a real order: 20.23, real 40.46).
    ['counted twice', '244.00', ['122.00'], '10', 'T1'],
    ['in another currency, converted in the order alone', '122.00', ['132.10'], '10', 'T1'],
    ['in two of another currency', '122.00', ['60.00', '75.00'], '11', 'T1, T2'],
    ['and something given back as a payment below 0', '100.00', ['122.00', '-22.00'], '10', 'T1, T2'],
    ['written by a program that counts nothing as paid', '0.00', ['122.00'], '10', 'T1'],
  ])('%s', (_, real, amounts, hour, transaction) => {
    expect(paymentOf(real, amounts)).toEqual([hour, transaction])
  })

  test.each([
    ['a deposit', '50.00', ['50.00'], 'T1'],
    ['two cents too few', '121.98', ['121.98'], 'T1'],
    ['all given back', '0.00', ['122.00', '-122.00'], ''],
    ['nothing', '0.00', [], ''],
  ])('not by %s', (_, real, amounts, transaction) => {
    expect(paymentOf(real, amounts)).toEqual([null, transaction])
  })

  test('of parts of a cart only where amounts leave no doubt', () => {
    expect(paymentOf('122.00', ['122.00', '80.00'], true)).toEqual(['10', 'T1'])
    expect(paymentOf('122.00', ['122.00', '122.00'], true)).toEqual([null, ''])
    expect(paymentOf('122.00', ['132.10'], true)).toEqual([null, ''])
    expect(paymentOf('202.00', ['202.00'], true)).toEqual(['10', 'T1'])
  })
})
