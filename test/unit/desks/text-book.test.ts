import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTextBook } from '../../../main/desks/text-book.ts'

test('R55: a book of texts says what a map would, the first of each key, in their order', () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), fc.integer({ min: 1, max: 9 }), (said, size) => {
      const book = createTextBook()
      const map = new Map<string, string>()
      for (const [key, value] of said) {
        expect(book.add(key, value)).toBe(!map.has(key))
        if (!map.has(key)) map.set(key, value)
      }
      expect(book.size).toBe(map.size)
      expect([...book.pieces(size)].flat()).toEqual([...map])
      for (const [key, value] of map) expect(book.get(key)).toBe(value)
      expect(book.get('never said')).toBe(map.get('never said') ?? null)
    }),
  )
})

test('R55: it grows over its sheets, and holds texts longer than one', () => {
  const book = createTextBook()
  const long = 'x'.repeat(3_000_000)
  book.add('long', long)
  for (let at = 0; at < 60_000; at += 1) book.add(String(at), `text ${at} ${'.'.repeat(30)}`)
  expect(book.size).toBe(60_001)
  expect(book.get('long')).toBe(long)
  expect(book.get('59999')).toBe(`text 59999 ${'.'.repeat(30)}`)
  expect(book.add('31000', 'another')).toBe(false)
})
