import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestTag, noteOf, tagOf, tagsIn, tagsText } from '../../../main/words/annotation.ts'
import { folded } from '../../../main/words/folded.ts'

describe('R43 what is typed as a tag or a note', () => {
  it.each([
    ['  molto   urgente ', 'molto urgente'],
    ['a,b', 'a b'],
    ['\tfino\na Natale\u0000', 'fino a Natale'],
    [' , ', ''],
    ['x'.repeat(50), 'x'.repeat(longestTag)],
    [`${'x'.repeat(38)}👩‍👩‍👧`, 'x'.repeat(38)],
  ])('is kept as a tag of one line: %j', (typed, kept) => {
    expect(tagOf(typed)).toBe(kept)
  })

  it('whatever it is: a text of tags is taken apart into the same tags, each once, in the same order always', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (typed) => {
        const text = tagsText(typed)
        const tags = tagsIn(text)
        expect(tagsText(tags.toReversed())).toBe(text)
        expect(tags.every((tag) => tag === tagOf(tag) && tag !== '' && tag.length <= longestTag)).toBe(true)
        expect(new Set(tags.map(folded)).size).toBe(tags.length)
      }),
    )
  })

  it('of a note the lines stay, and what stands around it goes', () => {
    expect(noteOf(' \n uno\r\n due \n')).toBe('uno\n due')
    expect(noteOf(`${'a'.repeat(1999)} b`)).toBe('a'.repeat(1999))
  })
})
