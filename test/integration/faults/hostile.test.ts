import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { forTerminal } from '../../../main/cli/for-terminal.ts'
import { exportOrders } from '../../../main/export/export-orders.ts'
import { whySkip } from '../../../main/sync/decide.ts'
import { failureText, textsFor } from '../../../main/texts/index.ts'
import { type FailureCode, failure } from '../../../main/words/failure.ts'
import type { Order } from '../../../main/words/order.ts'
import { shopInputSchema } from '../../../main/words/shop.ts'
import { temporaryFolder, temporaryStore } from '../../support/archive.ts'
import { allOf, readXml, storeOrders, whatever } from '../../support/exports.ts'
import { hostileTexts } from '../../support/mutate.ts'
import { orderOf } from '../../support/orders.ts'
import { size } from '../../support/sizes.ts'

/** A megabyte of one letter, in `npm test` a quarter of it. */
const endless = 'è'.repeat(size(250_000, 1_000_000))
const controls = /[\0-\x08\x0B-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]/

/** An order all of whose texts are the same. */
function hostileOrder(id: number, text: string): Order {
  const order = orderOf(id)
  const address = { ...order.billing, name: text, company: text, street: text, city: text, phone: text }
  return {
    ...order,
    number: `${text}${id}`,
    customer: { id: text, name: text, company: text, email: text, phone: text },
    billing: address,
    shipping: address,
    lines: order.lines.map((line) => ({
      ...line,
      sku: text,
      name: text,
      options: [{ name: text, value: text }],
    })),
    paymentMethod: text,
    shippingMethod: text,
    note: text,
  }
}

describe('hostile texts stay texts', () => {
  it.each(['csv', 'xml'] as const)('R28 in an export (%s), also endless ones', async (ending) => {
    const store = await temporaryStore()
    const texts = [...hostileTexts, endless]
    await storeOrders(
      store,
      texts.map((text, place) => hostileOrder(place + 1, text)),
    )
    const file = join(temporaryFolder(), `ordini.${ending}`)
    const signal = new AbortController().signal
    const job = {
      ...whatever,
      store,
      file,
      selection: allOf(),
      texts: textsFor('it'),
      signal,
      onProgress: () => undefined,
    }
    expect(await exportOrders(job)).toMatchObject({ count: texts.length, leftOut: 0 })
    const written = readFileSync(file, 'utf8')
    expect(written).not.toMatch(/[\0-\x08\x0B\x0C\x0E-\x1F]|\uFFFE|\uFFFF/)
    if (ending === 'xml') return void expect(readXml(written).name).toBe('EasyfattDocuments')
    const rows: string[][] = parse(written, {
      bom: true,
      delimiter: ';',
      record_delimiter: '\r\n',
      relax_quotes: false,
    })
    expect(rows).toHaveLength(texts.length + 1)
    for (const cell of rows.flat())
      expect(cell.slice(0, 40)).not.toMatch(/^\s*[=@]|^\s*[+-](?![\d,]+$|\d[\d ()./-]*$)/)
  })

  it('R30 in every failure: one line, no commands, not endless', () => {
    for (const text of [...hostileTexts, endless]) {
      for (const code of ['request-refused', 'redirected-elsewhere', 'states-unknown'] as FailureCode[]) {
        const named = { host: text, parameter: text, from: text, to: text, states: text, known: text }
        const { message, remedy } = failureText(textsFor('it'), failure(code, named as never).value)
        expect(message + remedy).not.toMatch(controls)
        expect((message + remedy).length).toBeLessThan(4000)
      }
    }
  })

  it('R9 in the reason why an order is skipped', () => {
    const wanted = { states: new Set(['processing']), floor: '2026-11-20T00:00:00.000Z' }
    for (const text of [...hostileTexts, endless]) {
      const told = JSON.stringify(whySkip({ state: text, placedAt: null }, wanted))
      expect(told.length).toBeLessThan(300)
      expect(told).not.toMatch(controls)
    }
  })

  it('R36 on a terminal; JSON says the same as before', () => {
    for (const text of hostileTexts) {
      expect(forTerminal(text.replace(/[\r\n\t]/g, ''))).not.toMatch(controls)
      const json = JSON.stringify({ text })
      expect(forTerminal(json)).not.toMatch(controls)
      expect(JSON.parse(forTerminal(json))).toEqual({ text })
    }
    expect(forTerminal('Caffè\t1 €\n')).toBe('Caffè\t1 €\n')
  })

  it('R21 in the name of a shop, which tray, menus and notifications show', () => {
    const shop = { platform: 'woocommerce', url: 'https://bottega.example' }
    for (const text of hostileTexts) {
      const { name } = shopInputSchema.parse({ ...shop, name: `Bottega ${text}` })
      expect(name).not.toMatch(/[\0-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]/)
    }
    expect(shopInputSchema.safeParse({ ...shop, name: endless }).success).toBe(false)
    expect(shopInputSchema.safeParse({ ...shop, name: '\u202E\u0007' }).success).toBe(false)
  })
})
