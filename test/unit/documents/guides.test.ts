/** The guides that the settings form opens name what the program asks for. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { neededResources, optionalResources } from '../../../main/connectors/prestashop/permissions.ts'
import { platforms } from '../../../main/connectors/registry.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { platformIds } from '../../../main/words/shop.ts'

const guide = (platform: string) =>
  readFileSync(join(import.meta.dirname, `../../../docs/collegare-${platform}.md`), 'utf8')
/** Without emphasis and line ends. */
const plain = (text: string) => text.replace(/[*`]/g, '').replace(/\s+/g, ' ').toLowerCase()

describe.each(platformIds)('the guide for %s', (platform) => {
  const text = plain(guide(platform))

  it('leads from the back office to the form', () => {
    expect(text).toContain('prova connessione')
    expect(text).toContain('se la prova non riesce')
  })

  it('tells where to find each value that the form asks for', () => {
    const words = { consumerKey: 'consumer key', consumerSecret: 'consumer secret', key: 'chiave:' }
    const { fieldName } = textsFor('it')
    for (const { name } of platforms[platform]?.credentials.flat() ?? []) {
      const known: Readonly<Record<string, string>> = words
      expect(text, name).toContain(known[name] ?? english[name] ?? plain(fieldName(name)))
    }
  })
})

/** As the back offices call them, also in Italian. */
const english: Readonly<Record<string, string>> = {
  clientId: 'id client',
  clientSecret: 'segreto',
  accessToken: 'token',
  accessTokenSecret: 'access token secret',
}

describe('the guide for prestashop', () => {
  it('lists the permissions that the connector needs, and those that it can do without', () => {
    const row = /^\s*\| (`.*`) \| (`.*`) \|$/m.exec(guide('prestashop'))
    const names = (cell = '') => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name)
    expect(names(row?.[1]).sort()).toEqual([...neededResources].sort())
    // `order_discounts` is what `order_cart_rules` was called until 1.6.
    const useful = [...optionalResources].filter((name) => name !== 'order_discounts')
    expect(names(row?.[2]).sort()).toEqual(useful.sort())
  })
})
