import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Answer } from '../../preload/contract.ts'
import {
  crossingAsBytes,
  type ParsedArgument,
  type RequestName,
  type Requests,
  type Result,
  requests,
} from '../../preload/contract.ts'
import { failure, toFailureValue } from '../words/failure.ts'
import { windowOrigin } from './protocol.ts'

/** One handler for each request of the contract: leaving one out does not compile. */
export type Handlers = {
  readonly [Name in RequestName]: (
    argument: ParsedArgument<Name>,
    sender: Sender,
  ) => Answer<Name> | Promise<Answer<Name>>
}

export interface Sender {
  readonly webContentsId: number
}

/**
 * Answers the windows' requests. Everything is checked here, in one place: the sender must be the main frame of one
 * of our own pages, the name must be the contract's, the argument must fit its schema.
 * @param onBug told of errors that are no expected failure
 */
export function answerRequests(handlers: Handlers, onBug: (error: unknown, name: string) => void): void {
  ipcMain.handle('request', async (event, name: unknown, argument: unknown): Promise<Result<unknown>> => {
    try {
      checkSender(event)
      if (!isRequestName(name)) throw failure('internal', { detail: 'unknown request' })
      const value = await call(handlers, name, argument, { webContentsId: event.sender.id })
      return { ok: true, value: asBytes.has(name) ? { json: encoder.encode(JSON.stringify(value)) } : value }
    } catch (error) {
      const value = toFailureValue(error)
      // A name of a window's own making does not reach the log.
      if (value.code === 'internal') onBug(error, isRequestName(name) ? name : 'unknown request')
      return { ok: false, failure: value }
    }
  })
}

const asBytes: ReadonlySet<RequestName> = new Set(crossingAsBytes)
const encoder = new TextEncoder()

function call<Name extends RequestName>(handlers: Handlers, name: Name, argument: unknown, sender: Sender) {
  const parsed = requests[name].argument.safeParse(argument)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    throw failure('input-invalid', { field, problem: 'unknown-value' })
  }
  return handlers[name](parsed.data as ParsedArgument<Name>, sender)
}

function isRequestName(name: unknown): name is keyof Requests {
  return typeof name === 'string' && Object.hasOwn(requests, name)
}

function checkSender(event: IpcMainInvokeEvent): void {
  const frame = event.senderFrame
  const ours = frame !== null && frame === event.sender.mainFrame && frame.url.startsWith(`${windowOrigin}/`)
  if (!ours) throw failure('internal', { detail: 'request from a page that is not ours' })
}
