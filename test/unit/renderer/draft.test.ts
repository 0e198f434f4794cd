import { describe, expect, it } from 'vitest'
import type { PlatformView } from '../../../preload/contract.ts'
import { chosenStates, fieldOf, isChanged, newDraft, toInput } from '../../../renderer/settings/draft.ts'

const platforms: readonly PlatformView[] = [
  {
    id: 'shopify',
    credentials: [
      [{ name: 'accessToken', secret: true }],
      [
        { name: 'clientId', secret: false },
        { name: 'clientSecret', secret: true },
      ],
    ],
    defaultStates: ['paid'],
  },
]

describe('the form of a shop', () => {
  const draft = newDraft(platforms)

  it('leaves out credentials that were not typed, so that saved ones stay (R32)', () => {
    expect(toInput(draft, platforms).credentials).toEqual({})
    const typed = { ...draft, credentials: { accessToken: 'shpat_1', clientId: 'x' } }
    expect(toInput(typed, platforms).credentials).toEqual({ accessToken: 'shpat_1' })
    expect(toInput({ ...typed, way: 1 }, platforms).credentials).toEqual({ clientId: 'x' })
  })

  it('sends empty settings as none', () => {
    const { settings } = toInput({ ...draft, certificateFingerprint: '  ' }, platforms)
    expect(settings.certificateFingerprint).toBeNull()
    expect(settings.fiscalFields).toEqual({})
  })

  it('downloads the usual states until others are chosen', () => {
    expect(chosenStates(draft, platforms)).toEqual(['paid'])
    expect(chosenStates({ ...draft, states: ['custom'] }, platforms)).toEqual(['custom'])
    // Where only the shop knows its usual states (PrestaShop), a check tells them.
    const own = platforms.map((platform) => ({ ...platform, defaultStates: [] }))
    const known = [
      { id: 'Spedito', name: 'Spedito', usual: true },
      { id: 'Annullato', name: 'Annullato', usual: false },
    ]
    expect(chosenStates(draft, own)).toEqual([])
    expect(chosenStates(draft, own, known)).toEqual(['Spedito'])
  })

  it('knows when something has been typed', () => {
    expect(isChanged(draft, draft)).toBe(false)
    expect(isChanged({ ...draft, name: 'x' }, draft)).toBe(true)
    expect(isChanged({ ...draft, credentials: { accessToken: ' ' } }, draft)).toBe(false)
    expect(isChanged({ ...draft, credentials: { accessToken: 'a' } }, draft)).toBe(true)
  })

  it('finds the field that main refused', () => {
    const refuse = (field: string) =>
      fieldOf({ code: 'input-invalid', params: { field, problem: 'required' } })
    expect(refuse('name')).toBe('name')
    expect(refuse('credentials.accessToken')).toBe('accessToken')
    expect(refuse('settings.states.0')).toBe('states')
    expect(fieldOf({ code: 'address-invalid', params: { address: 'x' } })).toBe('url')
    expect(fieldOf({ code: 'timeout', params: { host: 'x', seconds: 1 } })).toBeNull()
  })
})
