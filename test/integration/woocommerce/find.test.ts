import { expect, test } from 'vitest'
import { manyOrders, startWooServer } from '../../woo-server/index.ts'
import { never, openShop } from './open-shop.ts'

test('R17: with a plugin for sequential numbers an order is found by its number, and so is the one it is the identifier of', async () => {
  const [first, second, third] = manyOrders(3, { firstId: 1500 })
  const server = await startWooServer({
    orders: [
      { ...first, number: 'IT-2026/15' },
      { ...second, number: '7' },
      { ...third, number: '1501' },
    ],
  })
  try {
    const shop = openShop({ url: server.url, settings: { allowHttp: true } })
    const found = async (typed: string) =>
      (await shop.find(typed, never)).rows.map(({ shopOrderId, number }) => `${shopOrderId}=${number}`)
    expect(await found('it-2026/15')).toEqual(['1500=IT-2026/15'])
    expect(await found('7')).toEqual(['1501=7'])
    expect(await found('1501')).toEqual(['1501=7', '1502=1501'])
  } finally {
    await server.close()
  }
})
