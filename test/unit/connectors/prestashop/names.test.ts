import { expect, test } from 'vitest'
import { type AskRows, createShopNames } from '../../../../main/connectors/prestashop/names.ts'

const never = new AbortController().signal
const provinces = [
  { id: 123, id_country: '10', iso_code: 'AG' },
  { id: 124, id_country: '10', iso_code: 'AL' },
]

/** A shop with two provinces that tells what it was asked. */
function shop() {
  const asked: string[] = []
  const ask: AskRows = async (resource, query) => {
    asked.push(
      `${resource} ${Object.entries(query)
        .find(([name]) => name.startsWith('filter'))
        ?.join('=')}`,
    )
    return {
      rows: resource === 'states' ? provinces : [],
      notices: [],
      body: new Uint8Array(),
      root: resource,
    }
  }
  return { ask, asked }
}

test('what a run has learned the next one does not ask for', async () => {
  const { ask, asked } = shop()
  const first = createShopNames(ask, '', '')
  expect(first.learned()).toBeNull()
  await first.provinces.find(['124'], never, () => '10')
  const learned = first.learned() ?? expect.fail('nothing learned')
  expect(first.learned()).toBeNull()

  const second = createShopNames(ask, '', learned)
  expect((await second.provinces.find(['123', '124'], never, () => '10')).get('123')).toEqual(provinces[0])
  expect(asked).toEqual(['states filter[id_country]=[10]'])
})

test('a province that came since is asked for once, with its country', async () => {
  const { ask, asked } = shop()
  const first = createShopNames(ask, '', '')
  await first.provinces.find(['124'], never, () => '10')
  const second = createShopNames(ask, '', first.learned() ?? '')
  for (const id of ['200', '200', '201']) await second.provinces.find([id], never, () => '10')
  expect(asked).toHaveLength(2)
})

test.each(['{', '[]', '{"states":7}', '{"states":[1,null]}'])(
  'damaged memory %j is no memory',
  async (text) => {
    const { ask, asked } = shop()
    const names = createShopNames(ask, '', text)
    expect((await names.provinces.find(['124'], never, () => '10')).get('124')).toEqual(provinces[1])
    expect(asked).toHaveLength(1)
  },
)
