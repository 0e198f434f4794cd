import { create } from 'zustand'
import { useDesks } from './desks-store.ts'

interface AwayState {
  readonly isAsked: boolean
  readonly answer: (goesOn: boolean) => void
}

const asksNothing = { isAsked: false, answer: () => undefined } as const

/** The question whether orders are to go out although no other desk can be told now (R57). */
export const useAway = create<AwayState>()(() => asksNothing)

/**
 * Asks the operator where this desk shares an archive and does not reach the others.
 * @param onlyNew that is refused by main then, whatever is answered: nothing is asked
 * @returns whether orders are to go out
 */
export async function askAway(onlyNew: boolean): Promise<boolean> {
  const { view } = useDesks.getState()
  if (!view.joined || view.failure === null || onlyNew) return true
  useAway.getState().answer(false)
  return new Promise((resolve) => {
    const answer = (goesOn: boolean) => {
      useAway.setState(asksNothing)
      resolve(goesOn)
    }
    useAway.setState({ isAsked: true, answer })
  })
}
