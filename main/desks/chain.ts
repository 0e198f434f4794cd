import { createHash } from 'node:crypto'
import type { StoredFact } from '../words/fact.ts'

/** The chain hash (hex) of a log without facts. */
export const firstHash = ''

/** The chain hash after a fact, as the server makes it (`ordini.chained`); another one: it is not the log that was known. */
export function chainHash(previous: string, fact: Omit<StoredFact, 'seq' | 'at' | 'body' | 'hash'>): string {
  const { desk, n, kind, shop, run, advances, digest } = fact
  const parts = [previous, desk, n, kind, shop ?? '', run ?? '', advances ? 1 : 0, digest]
  return createHash('sha256').update(parts.join('|')).digest('hex')
}

/** Whether facts go on where the one before them ended, one by one, and their bodies are what was sent. */
export function isChained(after: { seq: number; hash: string }, facts: readonly StoredFact[]): boolean {
  let { seq, hash } = after
  return facts.every((fact) => {
    seq += 1
    hash = chainHash(hash, fact)
    const isWhole = fact.body === null || createHash('sha256').update(fact.body).digest('hex') === fact.digest
    return fact.seq === seq && fact.hash === hash && isWhole
  })
}
