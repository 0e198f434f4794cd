import { create } from 'zustand'
import type { JoinPreview, JoinProgress, ServerAddress, ServerInput } from '../../main/words/desks.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import { type Result, request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { readDesks } from '../state/desks-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { emptyDraft, inputOf, type JoinDraft } from './join-draft.ts'

interface JoinState {
  readonly draft: JoinDraft
  /** A button was pressed: what is missing is marked. */
  readonly pressed: boolean
  readonly busy: 'trying' | 'saving' | 'previewing' | 'joining' | null
  readonly stopping: boolean
  readonly tried: { readonly failure: FailureValue | null } | null
  readonly preview: JoinPreview | null
  readonly progress: JoinProgress | null
  /** Why preview or joining did not come to its end. */
  readonly failure: FailureValue | null
}

const nothingAsked = { tried: null, preview: null, progress: null, failure: null, stopping: false } as const

/** Joining the other desks (R55); it goes on while another screen is looked at. */
export const useJoin = create<JoinState>()(() => ({
  draft: emptyDraft,
  pressed: false,
  busy: null,
  ...nothingAsked,
}))

/** What was found out about other fields is not said of these. */
export function changeDraft(patch: Partial<JoinDraft>): void {
  useJoin.setState(({ draft }) => ({ draft: { ...draft, ...patch }, ...nothingAsked }))
}

/** The computer's name, where nothing has been typed. */
export async function suggestName(): Promise<void> {
  if (useJoin.getState().draft.desk !== '') return
  const answer = await request('desks.suggestedName', undefined)
  if (!answer.ok || useJoin.getState().draft.desk !== '') return
  useJoin.setState(({ draft }) => ({ draft: { ...draft, desk: answer.value } }))
}

/** *Prova*. */
export async function tryServer(): Promise<void> {
  const answer = await work('trying', (input) => request('desks.try', input))
  if (answer !== null) useJoin.setState({ tried: { failure: answer.ok ? null : answer.failure } })
}

/** *Unisciti…*: what would be brought together. */
export async function previewJoin(): Promise<void> {
  const answer = await work('previewing', (input) => request('desks.preview', input))
  if (answer?.ok) useJoin.setState({ preview: answer.value })
  else if (answer !== null) useJoin.setState({ failure: told(answer.failure) })
}

/** Back to the fields. */
export function dismissPreview(): void {
  useJoin.setState(nothingAsked)
}

/** Brings together what was shown. */
export async function join(): Promise<void> {
  await begin(await work('joining', (input) => request('desks.join', input)))
}

/** *Ricollega*. */
export async function rejoin(): Promise<void> {
  if (useJoin.getState().busy !== null) return
  useJoin.setState({ busy: 'joining', ...nothingAsked })
  await begin(await request('desks.rejoin', undefined))
}

/** Stops what is under way. */
export function stopJoining(): void {
  useJoin.setState({ stopping: true })
  void request('desks.stop', undefined)
}

/** How far it is. */
export function noteJoinProgress(progress: JoinProgress): void {
  if (useJoin.getState().busy !== null) useJoin.setState({ progress })
}

/** *Lascia*. @returns whether it has left */
export async function leaveDesks(): Promise<boolean> {
  const answer = await request('desks.leave', undefined)
  if (answer.ok) toast(useApp.getState().texts.desks.leave.left)
  else toastFailure(answer.failure)
  await readDesks()
  return answer.ok
}

/** The fields as they are kept; the password is not told, and is to be typed again. */
export function fillFrom(server: ServerAddress): void {
  useJoin.setState({ draft: { ...server, password: '' }, pressed: false, ...nothingAsked })
}

/** The server is reached by these fields from now on. @returns whether they are kept */
export async function reachOtherwise(): Promise<boolean> {
  const answer = await work('saving', (input) => request('desks.reach', input))
  if (answer === null) return false
  if (!answer.ok) toastFailure(answer.failure)
  else useJoin.setState({ draft: emptyDraft, pressed: false })
  await readDesks()
  return answer.ok
}

/** What the others see this desk by from now on. @returns whether it is so */
export async function renameDesk(name: string): Promise<boolean> {
  const answer = await request('desks.rename', name)
  if (!answer.ok) toastFailure(answer.failure)
  await readDesks()
  return answer.ok
}

/** *Riprova*. */
export async function retryServer(): Promise<void> {
  const answer = await request('desks.retry', undefined)
  if (!answer.ok) toastFailure(answer.failure)
  await readDesks()
}

async function begin(answer: Result<null> | null): Promise<void> {
  if (answer === null) return
  if (!answer.ok) {
    useJoin.setState({ busy: null, ...nothingAsked, failure: told(answer.failure) })
    // Who stops it late has joined all the same.
    await readDesks()
    return
  }
  await readDesks()
  useJoin.setState({ busy: null, pressed: false, draft: emptyDraft, ...nothingAsked })
  toast(useApp.getState().texts.desks.progress.done)
}

/** Null: nothing was asked, or something is under way. */
async function work<Value>(
  busy: NonNullable<JoinState['busy']>,
  ask: (input: ServerInput) => Promise<Result<Value>>,
): Promise<Result<Value> | null> {
  const { draft, busy: underWay } = useJoin.getState()
  if (underWay !== null) return null
  const input = inputOf(draft)
  useJoin.setState({ pressed: true })
  if (input === null) return null
  useJoin.setState({ busy, ...nothingAsked })
  const answer = await ask(input)
  useJoin.setState({ busy: null, progress: null, stopping: false })
  return answer
}

/** Who stopped it knows. */
function told(failure: FailureValue): FailureValue | null {
  return failure.code === 'cancelled' ? null : failure
}
