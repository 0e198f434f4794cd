import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileNameOf } from '../../../main/export/file-name.ts'

const at = new Date(2026, 10, 30, 17, 3, 9)

describe('R44 the name of a file written after a download', () => {
  it('begins with date and time, and keeps the words that a file may be called', () => {
    expect(fileNameOf(at, 'Bottega - Da spedire')).toBe('2026-11-30 17.03.09 Bottega - Da spedire')
    expect(fileNameOf(at, '../etc: <a>\u0000 "b"... ')).toBe('2026-11-30 17.03.09 .. etc a b')
  })

  it('is one that every system takes, whatever the search is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (what) => {
        const name = fileNameOf(at, what)
        expect(name).toMatch(/^2026-11-30 17\.03\.09( .*[^. ])?$/u)
        expect(name).not.toMatch(/[<>:"/\\|?*\p{C}]/u)
        expect(Buffer.byteLength(name)).toBeLessThan(200)
      }),
    )
  })
})
