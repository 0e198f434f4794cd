import { describe, expect, it } from 'vitest'
import type { Line } from '../../../main/desks/line.ts'
import { isPooledByTransaction } from '../../../main/desks/try-server.ts'

/** Connections handed out for each transaction: the one that was free last, as PgBouncer does, or the one free longest. */
function pool(size: number, takes: 'newest' | 'oldest'): () => Line {
  const free = Array.from({ length: size }, (_, index) => String(index))
  return () => {
    let mine: string | null = null
    return {
      query: async (text) => {
        const id = mine ?? (takes === 'newest' ? free.pop() : free.shift())
        if (id === undefined) throw new Error('none is free')
        mine = text === 'BEGIN' || (mine !== null && text !== 'ROLLBACK') ? id : null
        if (mine === null) free.push(id)
        return [{ id }]
      },
      close: async () => undefined,
    }
  }
}

function ownBackend(id: string): Line {
  return { query: async () => [{ id }], close: async () => undefined }
}

describe('a pooler in transaction mode', () => {
  it.each([
    [2, 'newest'],
    [5, 'newest'],
    [2, 'oldest'],
    [5, 'oldest'],
  ] as const)('is recognised with %i connections, the %s first (R55)', async (size, takes) => {
    const line = pool(size, takes)
    expect(await isPooledByTransaction(line(), line())).toBe(true)
  })

  it('is not seen where each has its own', async () => {
    expect(await isPooledByTransaction(ownBackend('7'), ownBackend('8'))).toBe(false)
  })
})
