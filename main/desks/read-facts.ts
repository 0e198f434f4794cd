import type { StoredFact } from '../words/fact.ts'
import { type Line, type Row, text } from './line.ts'

/** Of the bodies of one reading, unless a single fact is larger. */
const pieceBytes = 8_000_000
const readMs = 10 * 60_000

/**
 * The next facts after one, without gaps: at most `limit`, of about 8 MB.
 * @param desk whose own pages come without their body
 */
export async function readFacts(
  line: Line,
  after: number,
  limit: number,
  desk: string,
): Promise<readonly StoredFact[]> {
  return (await line.query(nextFacts, [after, limit, desk, pieceBytes], readMs)).map(readFact)
}

/**
 * Numbers have no gaps: so many from one on are a range. The sizes are looked up without reading the bodies, which travel
 * as base64, smaller than PostgreSQL's own way of writing bytes.
 */
const nextFacts = `
WITH next AS (
  SELECT seq, sum(octet_length(body)) OVER (ORDER BY seq) - octet_length(body) AS before
  FROM ordini.fact WHERE seq > $1::bigint AND seq <= $1::bigint + $2::bigint
)
SELECT seq, desk, n, kind, shop, run, advances,
  to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
  CASE WHEN desk::text = $3 AND kind = 'page' THEN NULL ELSE encode(body, 'base64') END AS body,
  encode(digest, 'hex') AS digest, encode(hash, 'hex') AS hash
FROM next JOIN ordini.fact USING (seq) WHERE before < $4::bigint ORDER BY seq`

function readFact(row: Row): StoredFact {
  const { shop = null, run, body } = row
  return {
    seq: Number(row.seq),
    desk: text(row.desk),
    n: Number(row.n),
    kind: text(row.kind),
    shop,
    run: typeof run === 'string' ? Number(run) : null,
    advances: row.advances === 't',
    at: text(row.at),
    body: typeof body === 'string' ? Buffer.from(body, 'base64') : null,
    digest: text(row.digest),
    hash: text(row.hash),
  }
}
