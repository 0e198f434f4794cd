import { createHash } from 'node:crypto'
import type { StoredFact } from '../../words/fact.ts'

/** SHA-256 in hex. */
export function digestOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex')
}

/**
 * The hash of a fact and all before it, hex, as the server makes it (`main/desks/schema/`): desks look whether the log they
 * know is still the server's.
 * @param previous of the fact before; `''` before the first
 */
export function chainHash(
  previous: string,
  fact: Pick<StoredFact, 'desk' | 'n' | 'kind' | 'shop' | 'run' | 'advances' | 'digest'>,
): string {
  const { desk, n, kind, shop, run, advances, digest } = fact
  const said = [previous, desk, n, kind, shop ?? '', run ?? '', advances ? 1 : 0, digest].join('|')
  return createHash('sha256').update(said).digest('hex')
}
