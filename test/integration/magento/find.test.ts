import { expect, test } from 'vitest'
import { order, startMagentoServer } from '../../magento-server/index.ts'
import { never, openShop } from './open-shop.ts'

test('R17: a number is found without the zeros that Magento fills it up with', async () => {
  const server = await startMagentoServer({
    orders: [order(41, { increment_id: '000000123' }), order(123, { increment_id: '2000000007' })],
  })
  try {
    const shop = openShop({ url: server.url, settings: { allowHttp: true } })
    const found = async (typed: string) =>
      (await shop.find(typed, never)).rows.map(({ shopOrderId, number }) => `${shopOrderId}=${number}`)
    expect(await found('123')).toEqual(['41=000000123', '123=2000000007'])
    expect(await found('000000123')).toEqual(['41=000000123'])
    expect(await found('2000000007')).toEqual(['123=2000000007'])
  } finally {
    await server.close()
  }
})
