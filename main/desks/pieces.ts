import type { StoredFact } from '../words/fact.ts'

/** As much is applied in one go: the archive answers others in between. */
const mostFacts = 50
const mostBytes = 64 * 1024

/** Facts in their order, in pieces that are applied in a moment each; one that is larger stands alone. */
export function* piecesOf(facts: readonly StoredFact[]): Generator<readonly StoredFact[]> {
  let piece: StoredFact[] = []
  let bytes = 0
  for (const fact of facts) {
    const size = fact.body?.byteLength ?? 0
    if (piece.length > 0 && (piece.length === mostFacts || bytes + size > mostBytes)) {
      yield piece
      piece = []
      bytes = 0
    }
    piece.push(fact)
    bytes += size
  }
  if (piece.length > 0) yield piece
}
