import { type Candidates, candidates as typedCandidates } from '../typed-address.ts'

/** Parts of a WordPress address that name a page and not the shop's folder. */
const innerPaths = /\/(wp-json|wp-admin|wp-login\.php|wp-content|wp-includes|xmlrpc\.php|index\.php)(\/.*)?$/i

/** The places where a shop may be, by its typed address (see {@link typedCandidates}). */
export function candidates(typed: string, allowHttp: boolean): Candidates {
  return typedCandidates(typed, allowHttp, innerPaths)
}
