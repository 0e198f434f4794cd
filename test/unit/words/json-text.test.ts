import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elementText, jsonText } from '../../../main/words/json-text.ts'

describe('one element of a JSON array', () => {
  it('R23 is what the whole, parsed, has in its place', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1 }),
        fc.nat(),
        fc.boolean(),
        (values, pick, spaced) => {
          const json = Buffer.from(JSON.stringify(values, null, spaced ? 2 : 0))
          const place = pick % values.length
          expect(JSON.parse(elementText(json, place))).toEqual(JSON.parse(JSON.stringify(values[place])))
        },
      ),
    )
  })

  it('R7 may be nested as deeply as it likes', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    const json = Buffer.from(`[{"a":"]\\"["},{"b":${deep}},3]`)
    expect(elementText(json, 1)).toBe(`{"b":${deep}}`)
    expect(elementText(json, 2)).toBe('3')
    expect(jsonText(JSON.parse(deep))).toBeNull()
    expect(() => elementText(json, 3)).toThrow()
    expect(() => elementText(Buffer.from('[]'), 0)).toThrow()
  })
})
