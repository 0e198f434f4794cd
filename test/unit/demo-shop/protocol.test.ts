import { describe, expect, it } from 'vitest'
import { withDecimals } from '../../../main/demo-shop/woo-api/decimals.ts'
import { pickFields } from '../../../main/demo-shop/woo-api/fields.ts'
import { checkParameters, orderListParameters } from '../../../main/demo-shop/woo-api/parameters.ts'
import {
  parseQuery,
  rawUrlDecode,
  rawUrlEncode,
  urlEncode,
} from '../../../main/demo-shop/woo-api/php-query.ts'
import { instantOfLocal, localText, offsetAt } from '../../../main/demo-shop/woo-api/shop-time.ts'

describe('query strings are read as PHP reads them', () => {
  it('lists, plus signs, dots and broken escapes', () => {
    const query = parseQuery('a=1&a=2&s[]=x&s[]=y%2Cz&k[two]=b&e.f=+g&broken=100%&flag')
    expect(query.get('a')).toBe('2')
    expect([...(query.get('s') as Map<string, string>).values()]).toEqual(['x', 'y,z'])
    expect([...(query.get('k') as Map<string, string>)]).toEqual([['two', 'b']])
    expect([query.get('e_f'), query.get('broken'), query.get('flag')]).toEqual([' g', '100%', ''])
  })

  it('encoding and decoding are RFC 3986, with plus signs in links', () => {
    expect(rawUrlEncode("à b'(*)~")).toBe('%C3%A0%20b%27%28%2A%29~')
    expect(urlEncode('a b:c,d')).toBe('a+b%3Ac%2Cd')
    expect(rawUrlDecode('%C3%A0+%2B')).toBe('à++')
  })
})

describe('parameters', () => {
  const specs = orderListParameters(['pending', 'completed'])
  const check = (query: string) => checkParameters(parseQuery(query), specs)

  it('every fault is told at once, in the order in which WooCommerce checks', () => {
    expect([...check('status[]=any&status[]=wc-pending&page=x&after=2026-02-31').faults.keys()]).toEqual([
      'page',
      'after',
      'status',
    ])
    expect(check('status[]=any&status[]=wc-pending').faults.get('status')?.message).toMatch(
      /^status\[1\] is not/,
    )
  })

  it('dates need a time, and 31 February passes as in PHP', () => {
    expect(check('after=2026-02-31T00:00:00').faults.size).toBe(0)
    for (const bad of ['2026-11-03', '1795424695', '', '2026-11-03T09:52:44 01:00', '2026-11-03T25:00:00']) {
      expect(check(`after=${encodeURIComponent(bad)}`).faults.size, bad).toBe(1)
    }
  })
})

describe('the shop’s time', () => {
  it('knows both of Italy’s offsets', () => {
    expect(localText(Date.UTC(2026, 6, 1, 22, 30, 5), 'Europe/Rome')).toBe('2026-07-02T00:30:05')
    expect(offsetAt(Date.UTC(2026, 11, 1), 'Europe/Rome')).toBe(3_600_000)
  })

  it('reads the repeated hour as its second time, a skipped one as the hour before the change', () => {
    expect(instantOfLocal('2026-10-25T02:15:00', 'Europe/Rome')).toBe(Date.UTC(2026, 9, 25, 1, 15))
    expect(instantOfLocal('2026-03-29T02:30:00', 'Europe/Rome')).toBe(Date.UTC(2026, 2, 29, 1, 30))
    expect(instantOfLocal('2026-07-01T12:00:00', 'Europe/Rome')).toBe(Date.UTC(2026, 6, 1, 10))
  })
})

describe('answers', () => {
  it('fields reach into objects, not into lists, and nothing found is an empty list', () => {
    const order = { id: 1, billing: { email: 'a@posta.example', city: 'Roma' }, line_items: [{ sku: 'A' }] }
    expect(pickFields(order, 'line_items.sku, billing.email,id')).toEqual({
      id: 1,
      billing: { email: 'a@posta.example' },
    })
    expect(pickFields(order, 'nope')).toEqual([])
    expect(pickFields(order, undefined)).toBe(order)
  })

  it('decimals round half away from zero and keep the tax details', () => {
    const order = {
      total: '0.50',
      refunds: [{ total: '-13.02' }],
      line_items: [{ total: '9.995', taxes: [{ total: '0.271154' }] }],
    }
    expect(withDecimals(order, 0)).toEqual({
      total: '1',
      refunds: [{ total: '-13' }],
      line_items: [{ total: '10', taxes: [{ total: '0.271154' }] }],
    })
    expect(withDecimals({ total: '1.20' }, 4)).toEqual({ total: '1.2000' })
    expect(withDecimals({ total: '-0.40' }, 0)).toEqual({ total: '0' })
  })
})
