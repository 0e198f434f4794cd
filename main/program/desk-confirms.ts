import { until } from '../desks/until.ts'
import type { Store } from '../store/store.ts'
import { failure, toFailureValue } from '../words/failure.ts'

export interface ConfirmOptions {
  readonly store: Pick<Store, 'handoverConfirmed' | 'outboxState'>
  readonly isOnline: () => boolean
  /**
   * What was written here until now is with the server, or refused.
   * @throws Failure `desks-unreachable`: it was not in that time (ms), or the server is away
   */
  readonly allSent: (withinMs: number) => Promise<void>
  /** What is begun may take so long until it is with the server (ms). */
  readonly withinMs: number
}

/** Waiting until the server has what only it can allow (R57). */
export function createConfirms({ store, isOnline, allSent, withinMs }: ConfirmOptions) {
  /** What goes before it may be so much that it takes longer: then the server is there, and that is said. */
  const patiently = async (wait: () => Promise<void>): Promise<void> => {
    const { waiting: before } = await store.outboxState()
    try {
      await wait()
    } catch (error) {
      const { waiting } = await store.outboxState()
      const goesOn = isOnline() && waiting > 0 && waiting < before
      if (!goesOn || toFailureValue(error).code !== 'desks-unreachable') throw error
      throw failure('desks-sending', { waiting })
    }
  }

  return {
    /** What was done here is with the server, or refused. @throws Failure `desks-unreachable`, `desks-sending` */
    sent: (): Promise<void> => patiently(() => allSent(withinMs)),
    /**
     * What came of something begun that only the server can allow: waits until it has it.
     * @throws Failure `handed-over-meanwhile`: it is as if it had not been begun; `desks-unreachable`, `desks-sending`: it is
     * not known
     */
    confirm: (begun: Parameters<Store['handoverConfirmed']>[0]): Promise<void> =>
      patiently(async () => {
        const isConfirmed = async () => {
          const outcome = await store.handoverConfirmed(begun)
          if (outcome === 'refused') throw failure('handed-over-meanwhile', {})
          return outcome === 'confirmed'
        }
        if (!(await until(isConfirmed, withinMs))) throw failure('desks-unreachable', {})
      }),
  }
}
