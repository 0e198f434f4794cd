import { type Candidates, candidates as typedCandidates } from '../typed-address.ts'

/**
 * Parts of a Magento address that name a page and not the shop's folder. The administration's own word is each
 * shop's secret (`admin_x7k2q`); what does not look like it is found by looking in the folders above.
 */
const innerPaths =
  /\/(index\.php|rest|soap|graphql|admin[^/]*|backend[^/]*|customer|checkout|catalog|sales)(\/.*)?$/i

/** The places where a shop may be, by its typed address (see {@link typedCandidates}). */
export function candidates(typed: string, allowHttp: boolean): Candidates {
  return typedCandidates(typed, allowHttp, innerPaths)
}

/**
 * Where the REST API may be in a shop's folder (each ends in `/`), likeliest first: by the store code in the typed
 * address, without one (the default store view; the orders of all store views are there), and on servers that do not
 * rewrite addresses. `all` is no way for reading: "Cannot perform GET operation with store code 'all'" up to
 * Magento 2.1.
 */
export function restRoots(typed: string, base: URL): readonly URL[] {
  const code = /\/rest\/([a-z][a-z0-9_]*)\/V1(?:[/?#]|$)/.exec(typed)?.[1] ?? 'all'
  const paths = ['rest/V1/', 'index.php/rest/V1/']
  if (code !== 'all') paths.unshift(`rest/${code}/V1/`)
  return paths.map((path) => new URL(path, base))
}
