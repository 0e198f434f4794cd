import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pairShops, type ShopFace } from '../../../main/desks/pair-shops.ts'

const face = (uuid: string, changes: Partial<ShopFace> = {}): ShopFace => ({
  uuid,
  name: 'Bottega',
  platform: 'woocommerce',
  place: 'bottega.example/',
  chosen: null,
  isDemo: false,
  ...changes,
})

const anyFace = fc.record<ShopFace>({
  uuid: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  name: fc.constantFrom('Bottega', 'bottega', 'Altra'),
  platform: fc.constantFrom('woocommerce', 'magento'),
  place: fc.constantFrom('bottega.example/', 'bottega.example/due', 'altra.example/'),
  chosen: fc.option(fc.subarray(['1', '2', '3'], { minLength: 1 })),
  isDemo: fc.boolean(),
})
const anyShops = fc.uniqueArray(anyFace, { selector: ({ uuid }) => uuid })

describe('R55: the same shop in two archives', () => {
  test('is found by its place, whatever it is called', () => {
    expect(pairShops([face('a')], [face('b', { name: 'Altro nome' })])).toEqual(new Map([['a', 'b']]))
  })

  test('is the one of the same identifier first, then the one of the same name', () => {
    const here = [face('a'), face('b', { name: 'Seconda' }), face('c', { place: 'altrove.example/' })]
    const there = [face('c'), face('d', { name: 'seconda' }), face('e', { name: 'Terza' })]
    expect(pairShops(here, there)).toEqual(new Map(Object.entries({ c: 'c', b: 'd', a: 'e' })))
  })

  test('is none of another platform, and none that downloads other shops of a multishop', () => {
    const here = [face('a', { chosen: ['1', '2'] })]
    expect(pairShops(here, [face('b', { platform: 'magento' })]).size).toBe(0)
    expect(pairShops(here, [face('b', { chosen: ['3'] })]).size).toBe(0)
    expect(pairShops(here, [face('b', { chosen: ['2', '3'] })]).size).toBe(1)
  })

  test('always one with one, on both sides alike, and never a demonstration shop', () => {
    fc.assert(
      fc.property(anyShops, anyShops, (here, there) => {
        const pairs = pairShops(here, there)
        expect(new Set(pairs.values()).size).toBe(pairs.size)
        for (const [own, other] of pairs) {
          const one = here.find(({ uuid }) => uuid === own)
          const same = there.find(({ uuid }) => uuid === other)
          expect([one?.isDemo, same?.isDemo]).toEqual([false, false])
          if (own !== other) expect([one?.platform, one?.place]).toEqual([same?.platform, same?.place])
        }
      }),
    )
  })
})
