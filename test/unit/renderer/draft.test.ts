import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { shopInputSchema, shopSettingsSchema } from '../../../main/words/shop.ts'
import type { PlatformView, ShopView } from '../../../main/words/shop-view.ts'
import {
  chosenStates,
  type Draft,
  draftOf,
  fieldOf,
  isChanged,
  isSwapped,
  newDraft,
  proposedName,
  proposedShops,
  toInput,
  wrongInForm,
} from '../../../renderer/settings/draft.ts'
import { changeDraft, proposeName, useDrafts } from '../../../renderer/settings/drafts-store.ts'
import { useApp } from '../../../renderer/state/app-store.ts'

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
    siteCredentials: [{ name: 'siteUser', secret: false }],
    defaultStates: ['paid'],
  },
]

const draft = newDraft(platforms)

describe('the form of a shop', () => {
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

  it('keeps the choice of shops of a multishop when it is saved (R39)', () => {
    const settings = shopSettingsSchema.parse({ shops: ['1', '3'] })
    const view = { name: 'Bottega', platform: 'shopify', url: 'x', settings, savedCredentials: [] }
    const form = draftOf(view as unknown as ShopView, platforms)
    expect(toInput(form, platforms).settings.shops).toEqual(['1', '3'])
    expect(toInput(draft, platforms).settings.shops).toBeNull()
  })

  it('proposes all shops of a multishop to a new shop, unless the address names some (R39)', () => {
    const reached = (...usual: boolean[]) =>
      usual.map((flag, id) => ({ id: String(id), name: '', group: '', usual: flag }))
    const report = { ok: true, steps: [], connection: null, states: [] }
    const proposed = (shops: ReturnType<typeof reached> | null, chosenShops: string[] | null) =>
      proposedShops({ ...report, shops, chosenShops })
    expect(proposed(reached(true, false), null)).toEqual(['all'])
    expect(proposed(reached(true, true), null)).toBeNull()
    expect(proposed(null, null)).toBeNull()
    expect(proposed(reached(false, false), ['2'])).toEqual(['2'])
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

  it('sees WooCommerce’s key in the field of its secret, and the secret in that of the key', () => {
    const typed = (
      consumerKey: string,
      consumerSecret: string,
      platform: Draft['platform'] = 'woocommerce',
    ) =>
      ['consumerKey', 'consumerSecret'].map((field) =>
        isSwapped({ ...draft, platform, credentials: { consumerKey, consumerSecret } }, field),
      )
    expect(typed(' cs_1', 'ck_1')).toEqual([true, true])
    expect(typed('ck_1', 'cs_1')).toEqual([false, false])
    expect(typed('ck_1', 'ck_1')).toEqual([false, true])
    expect(typed('', 'c')).toEqual([false, false])
    expect(typed('cs_1', 'ck_1', 'magento')).toEqual([false, false])
    expect(isSwapped({ ...draft, platform: 'woocommerce' }, 'siteUser')).toBe(false)
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

  it('marks what is missed for a way of access that is not shown in the empty fields of the one that is', () => {
    const missed = { field: 'credentials.accessToken', problem: 'required' } as const
    const unnamed = { field: 'name', problem: 'required' } as const
    const wrongOf = (way: number, credentials: Draft['credentials']) =>
      wrongInForm(
        { ...unnamed, others: [missed] },
        { ...draft, platform: 'shopify', way, credentials },
        platforms,
      )
    expect(wrongOf(0, {})).toEqual([unnamed, missed])
    const id = { field: 'credentials.clientId', problem: 'required' }
    const secret = { field: 'credentials.clientSecret', problem: 'required' }
    expect(wrongOf(1, {})).toEqual([unnamed, id, secret])
    expect(wrongOf(1, { clientId: 'x' })).toEqual([unnamed, secret])
  })
})

describe('the name that a check proposes', () => {
  const step = (facts: Record<string, string>) =>
    ({ id: 'api', outcome: 'ok', failure: null, facts }) as const
  const report = (facts: Record<string, string>, url = 'https://www.bottegadianna.it/negozio/') => ({
    ok: true,
    steps: [step({ url }), step(facts)],
    connection: { url, facts: {} },
    states: [],
  })

  it('is what the shop calls itself', () => {
    expect(proposedName(report({ name: ' La Bottega di Anna ' }))).toBe('La Bottega di Anna')
  })

  it('is the address where the shop does not say', () => {
    expect(proposedName(report({}))).toBe('bottegadianna.it')
    expect(proposedName(report({ name: ' ' }, 'http://127.0.0.1:8080/'))).toBe('127.0.0.1')
  })

  it('always is one that can be saved', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (name) => {
        const shop = { ...draft, name: proposedName(report({ name })), url: 'bottega.it' }
        expect(shopInputSchema.safeParse(toInput(shop, platforms)).success).toBe(true)
      }),
    )
  })
})

describe('a check', () => {
  afterEach(() => useDrafts.setState({}, true))
  const name = () => useDrafts.getState().new?.draft.name

  it('fills the empty name in, and never one that was typed', () => {
    useApp.setState({ start: { platforms } as never })
    proposeName(null, 'Bottega')
    expect(name()).toBe('Bottega')
    // Another site was checked: what nobody typed goes with it.
    proposeName(null, 'Cantina')
    expect(name()).toBe('Cantina')
    changeDraft(null, { name: 'La mia cantina' })
    proposeName(null, 'Bottega')
    expect(name()).toBe('La mia cantina')
  })
})
