import type { Bridge } from '../preload/bridge.ts'
import type { Answer, Argument, EventName, Events, RequestName, Result } from '../preload/contract.ts'

export type { Result } from '../preload/contract.ts'

declare global {
  interface Window {
    readonly api: Bridge
  }
}

/**
 * Asks main for something. The only way out of a window, together with {@link listen}. Expected failures are
 * answers; a request that main refused or that broke is an `internal` failure, so that no caller has to catch.
 */
export async function request<Name extends RequestName>(
  name: Name,
  argument: Argument<Name>,
): Promise<Result<Answer<Name>>> {
  try {
    const answer: Result<unknown> = await window.api.request(name, argument)
    if (!answer.ok && answer.failure.code === 'list-changed') listChanged()
    if (!answer.ok || !isBytes(answer.value)) return answer as Result<Answer<Name>>
    return { ok: true, value: JSON.parse(decoder.decode(answer.value.json)) as Answer<Name> }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { ok: false, failure: { code: 'internal', params: { detail } } }
  }
}

let listChanged = (): void => undefined

/** What is done whenever main refuses rows chosen in a list that is another now, whoever asked. */
export function whenListChanged(act: () => void): void {
  listChanged = act
}

const decoder = new TextDecoder()

function isBytes(value: unknown): value is { readonly json: Uint8Array } {
  return typeof value === 'object' && value !== null && 'json' in value && ArrayBuffer.isView(value.json)
}

/** Calls the listener at each event of that name; answers the function that stops it. */
export function listen<Name extends EventName>(
  name: Name,
  listener: (payload: Events[Name]) => void,
): () => void {
  return window.api.on(name, listener)
}
