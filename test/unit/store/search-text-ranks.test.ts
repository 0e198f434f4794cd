import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rankTexts } from '../../../main/store/search-text-ranks.ts'

const piece = fc.constantFrom(
  'a',
  'b',
  'anna.',
  'giuseppe',
  'è',
  '\0',
  'þ',
  'ÿ',
  '’',
  '🍕',
  '\uFFFF',
  'x'.repeat(90),
)
const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''))

test('texts are ranked as sorting them ranks them, however they begin', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(text, fc.string({ unit: 'binary' })), { maxLength: 200 }), (texts) => {
      const ranks = new Uint32Array(texts.length)
      const different = [...new Set(texts)].sort()
      expect(rankTexts(texts, ranks)).toEqual(different)
      expect([...ranks]).toEqual(texts.map((one) => different.indexOf(one)))
    }),
  )
})
