import { create } from 'zustand'
import type { FailureValue } from '../../main/words/failure.ts'
import type { RereadFigures, RereadProgress, RereadUndone, RereadView } from '../../main/words/reread.ts'
import type { Result } from '../../preload/contract.ts'
import { request } from '../client.ts'

/** What there is to show, beside what was done earlier. */
type Shown =
  | { readonly of: 'nothing' }
  | { readonly of: 'stopped' }
  | { readonly of: 'failure'; readonly failure: FailureValue }
  | { readonly of: 'preview' | 'done'; readonly figures: RereadFigures }
  | { readonly of: 'undone'; readonly undone: RereadUndone }

interface RereadState {
  /** Null: all shops. */
  readonly shopId: number | null
  /** The shop whose fiscal fields were just changed. */
  readonly afterMapping: boolean
  readonly working: 'preview' | 'start' | 'undo' | null
  readonly progress: RereadProgress | null
  readonly stopping: boolean
  /** What has gone out and changes is to be done again (R41): a choice, off at each preview. */
  readonly markAgain: boolean
  readonly shown: Shown
  readonly past: readonly RereadView[]
}

/** The dialog *Rileggi gli ordini già scaricati* (R15); what is under way goes on when it is closed. */
export const useReread = create<RereadState>()(() => ({
  shopId: null,
  afterMapping: false,
  working: null,
  progress: null,
  stopping: false,
  markAgain: false,
  shown: { of: 'nothing' },
  past: [],
}))

/** The dialog opens: for one shop, or for all. */
export function openReread(shopId: number | null, afterMapping: boolean): void {
  void loadPast()
  if (useReread.getState().working === null)
    useReread.setState({ shopId, afterMapping, shown: { of: 'nothing' } })
}

/** Another shop: what was shown is about the one before. */
export function chooseShop(shopId: number | null): void {
  useReread.setState({ shopId, afterMapping: false, shown: { of: 'nothing' } })
}

/** Shows what would change. */
export function preview(): Promise<void> {
  const { shopId } = useReread.getState()
  useReread.setState({ markAgain: false })
  return work(
    'preview',
    () => request('reread.preview', { shopId }),
    (figures) => ({ of: 'preview', figures }),
  )
}

/** Reads again. */
export function start(): Promise<void> {
  const { shopId, markAgain } = useReread.getState()
  return work(
    'start',
    () => request('reread.start', { shopId, markAgain }),
    (figures) => ({ of: 'done', figures }),
  )
}

/** Undoes one as a whole. */
export function undo(rereadId: number): Promise<void> {
  return work(
    'undo',
    () => request('reread.undo', { rereadId }),
    (undone) => ({ of: 'undone', undone }),
  )
}

/** Stops what is under way. */
export function stop(): void {
  useReread.setState({ stopping: true })
  void request('reread.cancel', undefined)
}

/** How far it is. */
export function noteProgress(progress: RereadProgress): void {
  if (useReread.getState().working !== null) useReread.setState({ progress })
}

async function work<Answer>(
  working: NonNullable<RereadState['working']>,
  ask: () => Promise<Result<Answer>>,
  show: (answer: Answer) => Shown,
): Promise<void> {
  useReread.setState({ working, progress: null, stopping: false, shown: { of: 'nothing' } })
  const answer = await ask()
  await loadPast()
  const stopped = working === 'preview' ? ({ of: 'nothing' } as const) : ({ of: 'stopped' } as const)
  useReread.setState({
    working: null,
    shown: answer.ok
      ? show(answer.value)
      : answer.failure.code === 'cancelled'
        ? stopped
        : { of: 'failure', failure: answer.failure },
  })
}

async function loadPast(): Promise<void> {
  const answer = await request('reread.list', undefined)
  if (answer.ok) useReread.setState({ past: answer.value })
}
