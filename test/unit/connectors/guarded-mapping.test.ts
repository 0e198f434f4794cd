import { describe, expect, it } from 'vitest'
import { guarded } from '../../../main/connectors/guarded-mapping.ts'
import { fiscalData } from '../../../main/connectors/prestashop/fiscal.ts'
import { textsFor, wrongReasonText } from '../../../main/texts/index.ts'

describe('R7 an order that trips the program up', () => {
  it('is wrong, with its reason, and stops no other', () => {
    const result = guarded(() => {
      throw new TypeError('key.startsWith is not a function')
    })
    const params = { detail: 'key.startsWith is not a function' }
    expect(result).toEqual({ wrong: [{ code: 'not-understood', params }], state: null })
    const reason = { code: 'not-understood', params } as const
    expect(wrongReasonText(textsFor('it'), reason).remedy).toContain('pacchetto per l’assistenza')
  })
})

describe('names that every object of JavaScript answers to', () => {
  const names = ['constructor', 'toString', 'hasOwnProperty', '__proto__']
  it.each(names)('R25 a field called %s is a field', (name) => {
    const address = Object.fromEntries([
      [name, 'x'],
      ['dni', 'RSSMRA80A01H501U'],
    ])
    expect(fiscalData(address, null, {}).fiscalCode).toBe('RSSMRA80A01H501U')
  })
  it.each(names)('a state called %s is shown by that name', (name) => {
    for (const language of ['it', 'en'] as const) {
      const texts = textsFor(language)
      expect(texts.stateName(name)).toBe(name)
      expect(texts.stateNames[name]).toBeUndefined()
      const reason = { code: 'unreadable-field', params: { field: name } } as const
      expect(wrongReasonText(texts, reason).message).toContain(`${name}`)
      expect(wrongReasonText(texts, reason).message).not.toContain('native code')
    }
  })
})
