import { expect, it } from 'vitest'
import { applyChanges, type Change, elementAt, valueAt } from '../../../../main/words/edit/changes.ts'
import { longOrder } from '../../../support/orders.ts'

// What grows with the square of the lines takes minutes here.
it('R16 R27 of an order of 100,000 lines each line is changed, removed, added and asked for at once', () => {
  const count = 100_000
  const order = longOrder(count)
  const [line] = order.lines
  const changes = order.lines.flatMap((_, place): Change[] => [
    place % 2 === 0
      ? { path: `lines.${place}.name`, value: 'Teiera' }
      : { path: `lines.${place}`, value: null },
    {
      path: `lines.s1-${place}`,
      value: {
        after: String(place),
        element: { ...line, name: `Nuovo ${place}` },
      } as unknown as Change['value'],
    },
  ])
  const changed = applyChanges(order, changes)
  expect(changed.keys.lines.slice(0, 4)).toEqual(['0', 's1-0', 's1-1', '2'])
  expect(changed.order.lines.slice(0, 4).map(({ name }) => name)).toEqual([
    'Teiera',
    'Nuovo 0',
    'Nuovo 1',
    'Teiera',
  ])
  expect(changed.order.lines).toHaveLength(1.5 * count)
  for (const [at, key] of changed.keys.lines.entries()) {
    if (elementAt(changed, 'lines', key) !== changed.order.lines[at]) throw new Error(key)
  }
  expect(valueAt(changed, 'lines.s1-99999.name')).toBe('Nuovo 99999')
})
