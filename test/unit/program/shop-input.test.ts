import { describe, expect, it } from 'vitest'
import { checkShopInput } from '../../../main/program/shop-input.ts'
import { Failure } from '../../../main/words/failure.ts'

const now = new Date('2026-11-23T10:00:00Z')
const good = {
  name: 'Bottega',
  platform: 'woocommerce',
  url: 'https://bottega.example',
  credentials: { consumerKey: `ck_${'a'.repeat(40)}`, consumerSecret: `cs_${'b'.repeat(40)}` },
}
const check = (value: unknown) => checkShopInput(value, null, now)

describe('R36 a shop as it is added', () => {
  it('takes what is needed and fills in the rest', () => {
    expect(check({ ...good, name: '  Bottega ' })).toEqual({
      ...good,
      settings: {
        firstDownloadFrom: null,
        firstDownloadTo: null,
        states: null,
        stateMeanings: {},
        autoSync: { enabled: false, minutes: 15 },
        allowHttp: false,
        certificateFingerprint: null,
        timeZone: null,
        shops: null,
        fiscalFields: {},
        afterDownload: [],
      },
    })
  })

  it.each([
    ['nothing at all', undefined, '', 'required'],
    ['a text', 'Bottega', '', 'unknown-value'],
    ['no name', { ...good, name: undefined }, 'name', 'required'],
    ['an empty name', { ...good, name: '  ' }, 'name', 'required'],
    ['a name that is a number', { ...good, name: 7 }, 'name', 'not-a-text'],
    ['an unknown platform', { ...good, platform: 'opencart' }, 'platform', 'unknown-value'],
    [
      'half the credentials',
      { ...good, credentials: { consumerKey: 'ck_1' } },
      'credentials.consumerSecret',
      'required',
    ],
    [
      'credentials of another platform',
      { ...good, credentials: { ...good.credentials, key: 'x' } },
      'credentials.key',
      'unknown-field',
    ],
    ['a stray field', { ...good, colour: 'red' }, 'colour', 'unknown-field'],
    ['a stray setting', { ...good, settings: { colour: 'red' } }, 'settings.colour', 'unknown-field'],
    [
      'an impossible date',
      { ...good, settings: { firstDownloadFrom: '2026-02-31x' } },
      'settings.firstDownloadFrom',
      'not-a-date',
    ],
    [
      'an end without a beginning',
      { ...good, settings: { firstDownloadTo: '2026-01-01' } },
      'settings.firstDownloadFrom',
      'required',
    ],
    [
      'a period turned round',
      { ...good, settings: { firstDownloadFrom: '2026-02-01', firstDownloadTo: '2026-01-01' } },
      'settings.firstDownloadTo',
      'before-start',
    ],
    [
      'a beginning that lies ahead',
      { ...good, settings: { firstDownloadFrom: '2027-01-01' } },
      'settings.firstDownloadFrom',
      'in-the-future',
    ],
    [
      'R42 a meaning that there is not',
      { ...good, settings: { stateMeanings: { reso: 'perso' } } },
      'settings.stateMeanings.reso',
      'unknown-value',
    ],
    ['no states', { ...good, settings: { states: [] } }, 'settings.states', 'out-of-range'],
    [
      'too short an interval',
      { ...good, settings: { autoSync: { enabled: true, minutes: 1 } } },
      'settings.autoSync.minutes',
      'out-of-range',
    ],
    [
      'an unknown time zone',
      { ...good, settings: { timeZone: 'Roma' } },
      'settings.timeZone',
      'unknown-value',
    ],
    [
      'a fingerprint that is none',
      { ...good, settings: { certificateFingerprint: 'AB:CD' } },
      'settings.certificateFingerprint',
      'unknown-value',
    ],
  ])('refuses %s, naming the field', (_, value, field, problem) => {
    expect(() => check(value)).toThrowError(
      expect.objectContaining({ value: { code: 'input-invalid', params: { field, problem } } }),
    )
  })

  const told = (value: unknown) => {
    try {
      check(value)
    } catch (error) {
      if (!(error instanceof Failure) || error.value.code !== 'input-invalid') throw error
      const { others = [], ...first } = error.value.params
      return [first, ...others].map(({ field, problem }) => `${field} ${problem}`)
    }
    return []
  }

  it('tells everything that is wrong at once', () => {
    const keys = ['credentials.consumerKey required', 'credentials.consumerSecret required']
    expect(told({ ...good, name: '', url: ' ', credentials: {} })).toEqual([
      'name required',
      'url required',
      ...keys,
    ])
    expect(told({ ...good, name: '', url: 'negozio', credentials: { consumerKey: 'ck_1' } })).toEqual([
      'name required',
      'url not-an-address',
      'credentials.consumerSecret required',
    ])
    expect(told({ ...good, credentials: {} })).toEqual(keys)
    expect(told({ ...good, credentials: {}, settings: { firstDownloadFrom: '2027-01-01' } })).toEqual([
      'settings.firstDownloadFrom in-the-future',
      ...keys,
    ])
    expect(told({ ...good, url: 'negozio', credentials: {} })).toEqual(['url not-an-address', ...keys])
    const long = Array.from({ length: 5000 }, () => 7)
    expect(told({ ...good, settings: { states: long, fiscalFields: { pec: 1 } } }).length).toBeLessThan(50)
  })

  it('credentials are one of the platform’s alternatives, whole', () => {
    const magento = { ...good, platform: 'magento' }
    const keys = { consumerKey: 'a', consumerSecret: 'b', accessToken: 'c', accessTokenSecret: 'd' }
    expect(check({ ...magento, credentials: { accessToken: 'c' } }).credentials).toEqual({ accessToken: 'c' })
    expect(check({ ...magento, credentials: keys }).credentials).toEqual(keys)
    const { accessTokenSecret: _, ...three } = keys
    expect(() => check({ ...magento, credentials: three })).toThrowError(
      expect.objectContaining({
        value: {
          code: 'input-invalid',
          params: { field: 'credentials.accessTokenSecret', problem: 'required' },
        },
      }),
    )
  })

  it('the name and password of a closed site stand beside any of them, where the platform can have one', () => {
    const login = { siteUser: 'prova', sitePassword: 'segreta' }
    const credentials = { ...good.credentials, ...login }
    const saved = check({ ...good, credentials })
    expect(saved.credentials).toEqual(credentials)
    const later = checkShopInput({ credentials: { siteUser: '' } }, saved, now)
    expect(later.credentials).toMatchObject({ ...good.credentials, siteUser: '' })
    expect(() => check({ ...good, credentials: login })).toThrowError(
      expect.objectContaining({ value: expect.objectContaining({ code: 'input-invalid' }) }),
    )
    const shopify = { ...good, platform: 'shopify', url: 'bottega.myshopify.com' }
    expect(() => check({ ...shopify, credentials: { accessToken: 'shpat_1', ...login } })).toThrowError(
      expect.objectContaining({
        value: { code: 'input-invalid', params: { field: 'credentials.siteUser', problem: 'unknown-field' } },
      }),
    )
  })

  it('an update with credentials of another kind replaces the saved ones', () => {
    const shopify = { ...good, platform: 'shopify', url: 'bottega.myshopify.com' }
    const saved = check({ ...shopify, credentials: { accessToken: 'shpat_1' } })
    const credentials = { clientId: 'x', clientSecret: 'y' }
    expect(checkShopInput({ credentials }, saved, now).credentials).toEqual(credentials)
  })

  it('an update keeps what it leaves out, and a null takes the default again', () => {
    const saved = check({ ...good, settings: { states: ['completed'], timeZone: 'Europe/Rome' } })
    const input = checkShopInput({ settings: { timeZone: null } }, saved, now)
    expect(input.credentials).toEqual(good.credentials)
    expect(input.settings).toMatchObject({ states: ['completed'], timeZone: null })
  })
})
