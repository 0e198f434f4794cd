import type { Argument, Crossing, EventName, Events, RequestName, Result } from './contract.ts'

/** `window.api`: typed by the contract, so that a request or event that is not in it does not compile. */
export interface Bridge {
  request<Name extends RequestName>(name: Name, argument: Argument<Name>): Promise<Result<Crossing<Name>>>
  /** Calls the listener at each event of that name; answers the function that stops it. */
  on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void
}
