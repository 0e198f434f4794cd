import { expect, test } from 'vitest'
import { mappedPresta, type PrestaPlan } from '../../../support/presta-order.ts'

test('R23: that it is to be wrapped as a gift is said where neither a message nor a row says it', () => {
  const noteOf = (plan: PrestaPlan) => mappedPresta({ ...plan, order: { gift: '1', ...plan.order } }).note
  expect(noteOf({})).toBe('Confezione regalo')
  expect(noteOf({ order: { gift_message: 'Auguri' } })).toBe('Auguri')
  expect(noteOf({ wrapping: [2, 2.44] })).toBe('')
  expect(noteOf({ order: { gift: '0' } })).toBe('')
})
