import type { SeenRequest } from './failures.ts'

/** Keeps the requests that a test shop saw, and tells when one has arrived. */
export function seenRequests() {
  const requests: SeenRequest[] = []
  const waiting: { readonly n: number; readonly tell: () => void }[] = []
  let underWay = 0
  let most = 0
  return {
    requests,
    mostAtOnce: () => most,
    arrive: (method: string, url: string, headers: SeenRequest['headers']) => {
      const { pathname, searchParams } = new URL(url.replace(/^\/+/, '/'), 'http://shop.invalid')
      const entry: SeenRequest = { method, path: pathname, query: searchParams, headers, status: 0, bytes: 0 }
      const n = requests.push(entry)
      underWay++
      most = Math.max(most, underWay)
      for (const waiter of waiting) if (waiter.n === n) waiter.tell()
      return { entry, n }
    },
    leave: () => {
      underWay--
    },
    arrived: (n: number) =>
      new Promise<void>((resolve) => {
        if (requests.length >= n) resolve()
        else waiting.push({ n, tell: resolve })
      }),
  }
}
