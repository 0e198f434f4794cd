import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bareAddress } from '../../../main/words/bare-address.ts'

const bare = (typed: string, platform = 'woocommerce') => bareAddress(typed, platform)
const plain = (url: string) => ({ url, user: '', password: '' })

describe('R32 an address keeps nothing that may be secret', () => {
  it.each([
    ['https://bottega.example/shop/', plain('https://bottega.example/shop/')],
    ['bottega.example', plain('bottega.example')],
    ['https://bottega.example/?consumer_secret=cs_1#top', plain('https://bottega.example/')],
    ['https://bottega.example/shop#key', plain('https://bottega.example/shop')],
    ['bottega.example?rest_route=/', plain('bottega.example')],
    [
      'http://admin:PW@bottega.example/ok/?k=1',
      { url: 'http://bottega.example/ok/', user: 'admin', password: 'PW' },
    ],
    ['https://admin@bottega.example', { url: 'https://bottega.example', user: 'admin', password: '' }],
    ['https://a:b:c%40@d@bottega.example', { url: 'https://bottega.example', user: 'a', password: 'b:c@@d' }],
    ['https://a:50%@bottega.example', { url: 'https://bottega.example', user: 'a', password: '50%' }],
    ['https:///a:b@bottega.example', { url: 'https:///bottega.example', user: 'a', password: 'b' }],
    ['https:/\u200B/a:b@bottega.example', { url: 'https://bottega.example', user: 'a', password: 'b' }],
    ['https://bottega.example/@home', plain('https://bottega.example/@home')],
  ])('%s', (typed, expected) => {
    expect(bare(typed)).toEqual(expected)
  })

  it("PrestaShop's choice of a shop stays, and nothing beside it", () => {
    const shop = (query: string) => bare(`https://u:p@ps.example/${query}`, 'prestashop').url
    expect(shop('?id_shop=2')).toBe('https://ps.example/?id_shop=2')
    expect(shop('api/?ws_key=SECRET&id_shop=2&x=1#id')).toBe('https://ps.example/api/?id_shop=2')
    expect(shop('?ws_key=SECRET&id_shop=all')).toBe('https://ps.example/')
    expect(bare('https://woo.example/?id_shop=2').url).toBe('https://woo.example/')
  })

  it('R32 whatever reads as an address of the web has none of it afterwards, and is the same place', () => {
    const part = fc.stringMatching(/^[a-zA-Z0-9:@%!$&'*+,;=. \\-]{0,12}$/)
    fc.assert(
      fc.property(part, part, part, part, (login, path, query, end) => {
        const typed = `https://${login}@bottega.example/${path}?${query}#${end}`
        if (!URL.canParse(typed.replace(/\s/g, ''))) return
        const before = new URL(typed.replace(/\s/g, ''))
        const after = new URL(bare(typed).url)
        expect([after.username, after.password, after.search, after.hash]).toEqual(['', '', '', ''])
        expect([after.host, after.pathname]).toEqual([before.host, before.pathname])
      }),
      { numRuns: 1000 },
    )
  })
})
