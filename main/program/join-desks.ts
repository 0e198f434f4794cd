import { randomUUID } from 'node:crypto'
import { visitServer } from '../desks/desk-thread.ts'
import type { Store } from '../store/store.ts'
import type { ServerInput } from '../words/desks.ts'

export interface JoinParts {
  readonly store: Store
  readonly options: { readonly worker: URL; readonly profile: string; readonly now: () => Date }
  /** From now on by these. */
  readonly reachBy: (input: ServerInput) => Promise<void>
  readonly caughtUp: () => Promise<void>
}

/**
 * Makes this archive one of those that share the server's (R55): what is there comes here, and what is here goes there.
 * @throws Failure why the server cannot be asked; nothing is changed then
 */
export async function joinDesks(
  { store, options, reachBy, caughtUp }: JoinParts,
  input: ServerInput,
): Promise<void> {
  const { password, ...address } = input
  const { worker, profile, now } = options
  const { archive, epoch } = await visitServer({ worker, profile, address, password }, (visit) =>
    visit.state(),
  )
  const token = randomUUID()
  const joinedAt = now().toISOString()
  await store.joinDesk({ archive, epoch, desk: randomUUID(), name: input.desk, token, joinedAt })
  await reachBy(input)
  await caughtUp()
}
