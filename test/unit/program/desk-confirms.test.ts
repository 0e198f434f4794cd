import { expect, it } from 'vitest'
import { createConfirms } from '../../../main/program/desk-confirms.ts'
import { failure } from '../../../main/words/failure.ts'

const unreachable = failure('desks-unreachable', {})

/** What waits to be sent, each time it is asked; nothing comes to the server in time. */
function confirms(waiting: number[], isOnline = true) {
  return createConfirms({
    store: {
      outboxState: async () => ({ waiting: waiting.shift() ?? 0, unconfirmed: 0 }),
      handoverConfirmed: async () => 'waiting',
    },
    isOnline: () => isOnline,
    allSent: () => Promise.reject(unreachable),
    withinMs: 0,
  })
}

const told = (code: string, params = {}) => ({ value: { code, params } })

it('R57 what waits behind much that is still being sent is told as that, not as a server that is away', async () => {
  const sending = told('desks-sending', { waiting: 8_000 })
  await expect(confirms([12_001, 8_000]).sent()).rejects.toMatchObject(sending)
  const begun = { table: 'handovers', id: 1 } as const
  await expect(confirms([12_001, 8_000]).confirm(begun)).rejects.toMatchObject(sending)
})

it.each([
  ['nothing goes on', [12_001, 12_001], true],
  ['the server is away', [12_001, 8_000], false],
] as const)('R57 where %s, the server does not answer', async (_, waiting, isOnline) => {
  await expect(confirms([...waiting], isOnline).sent()).rejects.toMatchObject(told('desks-unreachable'))
})
