import type { BrowserContext, Page, Request, Route } from 'playwright'
import { Ended, type Rpc } from '../stand-in/rpc.ts'
import { isTranslated, toBrowser, toProgram, translateHeader } from './address.ts'
import type { SchemeRequest, SchemeResponse } from './messages.ts'
import type { WindowPage } from './window-page.ts'

export interface RoutingOptions {
  readonly rpc: Rpc
  /** The window a page belongs to, with its number in the program's process. */
  readonly windowOf: (page: Page) => { readonly id: number; readonly window: WindowPage } | undefined
  readonly schemes: () => ReadonlySet<string>
  /** Addresses beyond the program's schemes that its pages may really reach. */
  readonly allow: readonly string[]
}

/** Answers every request of the context's pages: from the program's scheme handlers, or not at all. */
export async function routeRequests(context: BrowserContext, options: RoutingOptions): Promise<void> {
  await context.route('**/*', async (route) => {
    try {
      await answer(route, options)
    } catch (error) {
      // The program, the page or the browser went away while the request was being answered. Of the latter two
      // Playwright says so in words only.
      if (!(error instanceof Ended) && !/closed|crashed|InterceptionId|already handled/i.test(String(error)))
        throw error
    }
  })
}

async function answer(route: Route, options: RoutingOptions): Promise<void> {
  const request = route.request()
  const url = request.url()
  const owner = pageOf(request)
  const known = owner === undefined ? undefined : options.windowOf(owner)
  if (known === undefined) return route.abort('blockedbyclient') // A pop-up that is about to be closed.
  const { id, window } = known
  const { rpc } = options
  const isMain = request.isNavigationRequest() && request.frame() === window.page.mainFrame()
  if (isMain) {
    const byProgram = window.expected === url
    window.expected = undefined
    if (byProgram) window.ownRequests.add(request)
    if (!byProgram && (await rpc.call<boolean>('will-navigate', id, toProgram(url))))
      return route.abort('aborted')
  }
  if (!isTranslated(url)) {
    if (options.allow.some((prefix) => url.startsWith(prefix))) {
      // Through this process: Chromium itself is started without a way out.
      return route.fulfill({ response: await route.fetch() })
    }
    await rpc.call('page-event', id, 'blocked', { url })
    return route.abort('blockedbyclient')
  }
  const response = await ask(request, rpc)
  if ('failed' in response) return route.abort('failed')
  const location = response.headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
  if (isMain && location !== undefined && response.status >= 300 && response.status < 400) {
    return redirect(route, window, id, new URL(location, toProgram(url)).href, options)
  }
  const headers: Record<string, string> = {}
  for (const [name, value] of response.headers)
    headers[name] = translateHeader(name, value, options.schemes())
  await route.fulfill({ status: response.status, headers, body: Buffer.from(response.body) })
}

// Interception does not see redirected requests again, so the new address is loaded as a navigation of its own.
async function redirect(
  route: Route,
  window: WindowPage,
  id: number,
  to: string,
  options: RoutingOptions,
): Promise<void> {
  const prevented = await options.rpc.call<boolean>('will-redirect', id, to)
  const target = toBrowser(to, options.schemes())
  const { promise, resolve } = Promise.withResolvers<void>()
  if (!prevented) window.redirected = promise.then(() => window.page.goto(target))
  await route.abort('aborted')
  if (prevented) return
  window.expected = target
  resolve()
  await window.redirected
}

async function ask(request: Request, rpc: Rpc): Promise<SchemeResponse> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers())) {
    headers[name] =
      name === 'referer' || name === 'origin' ? toProgram(`${value}/`).replace(/\/$/, '') : value
  }
  const asked: SchemeRequest = {
    url: toProgram(request.url()),
    method: request.method(),
    headers,
    body: request.postDataBuffer() ?? undefined,
  }
  return rpc.call<SchemeResponse>('request', asked)
}

function pageOf(request: Request): Page | undefined {
  try {
    return request.frame().page()
  } catch {
    return undefined // Playwright has no frame yet for the first request of a pop-up.
  }
}
