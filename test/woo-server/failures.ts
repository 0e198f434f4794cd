import type { ServerResponse } from 'node:http'
import type { ShopResponse } from '../../main/demo-shop/woo-api/shop.ts'

/** One request as the test shop saw it, and what became of it. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** 0 until it is answered, and for good when the connection was cut. */
  status: number
  /** Bytes of the body as they went over the wire. */
  bytes: number
}

/**
 * What goes wrong with a request: `reset` cuts the connection before a byte, `stall` never answers, `truncate` sends
 * half of the true answer and cuts; an answer replaces the true one; a function changes it.
 */
export type Failure =
  | 'reset'
  | 'stall'
  | 'truncate'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | ((answer: ShopResponse) => ShopResponse)

/**
 * Asked before each request is answered; `n` counts the requests from 1. It may be asynchronous: a test can hold an
 * answer back until something else has happened.
 */
export type FailureHook = (
  request: SeenRequest,
  n: number,
) => Failure | undefined | Promise<Failure | undefined>

/** The answer that a failure leaves over. */
export function altered(failure: Failure | undefined, answer: ShopResponse): ShopResponse {
  if (failure === undefined || typeof failure === 'string') return answer
  if (typeof failure === 'function') return failure(answer)
  return { status: failure.status, headers: failure.headers ?? {}, body: failure.body ?? '' }
}

/** Sends the head and half of the body, then cuts the connection. */
export function sendHalf(
  response: ServerResponse,
  status: number,
  encoded: { readonly headers: Record<string, string>; readonly body: Buffer },
): void {
  response.writeHead(status, encoded.headers)
  response.write(encoded.body.subarray(0, Math.floor(encoded.body.length / 2)), () => response.destroy())
}
