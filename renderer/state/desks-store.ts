import { create } from 'zustand'
import type { DesksView } from '../../main/words/desks.ts'
import { request } from '../client.ts'

export type JoinedView = Extract<DesksView, { readonly joined: true }>

interface DesksState {
  /** Not joined until main has said otherwise: a single desk sees nothing of all this. */
  readonly view: DesksView
  /** *Lascia le postazioni condivise* was pressed elsewhere: the page opens with its dialog. */
  readonly leaving: boolean
}

/** Whether this desk shares its archive with others (R55), and how it is doing. */
export const useDesks = create<DesksState>()(() => ({ view: { joined: false }, leaving: false }))

/** Main has told what is so now. */
export function takeDesks(view: DesksView): void {
  useDesks.setState({ view })
}

/** Asks main. */
export async function readDesks(): Promise<void> {
  const answer = await request('desks.view', undefined)
  if (answer.ok) takeDesks(answer.value)
}

/** `behind`: it catches up; `connecting`: nobody knows yet whether the server answers. */
export type DeskState = JoinedView['state'] | 'behind' | 'connecting'

/** Whether joining anew mends what stopped it: not where this program is too old. */
export function mayRejoin({ failure }: Pick<JoinedView, 'failure'>): boolean {
  return failure?.code !== 'desk-outdated'
}

/** What a view comes to in one word. */
export function stateOf({ state, behind, failure }: JoinedView): DeskState {
  if (state === 'offline' && failure === null) return 'connecting'
  return state === 'online' && behind > 0 ? 'behind' : state
}
