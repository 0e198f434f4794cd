import { type Candidates, candidates as typedCandidates } from '../typed-address.ts'

/** Parts of a PrestaShop address that name a page, the administration or the webservice, not the shop's folder. */
const innerPaths = /\/(api|webservice|index\.php|modules|themes|admin[^/]*)(\/.*)?$/i

/** The places where a shop may be, by its typed address (see {@link typedCandidates}). */
export function candidates(typed: string, allowHttp: boolean): Candidates {
  return typedCandidates(typed, allowHttp, innerPaths)
}
