import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { create } from 'zustand'
import type { FailureValue } from '../../../main/words/failure.ts'
import type { Result } from '../../../preload/contract.ts'
import { createListReader, type ListState, pageById, unread } from '../../../renderer/state/list-reader.ts'

interface Row {
  readonly id: number
}

const locked: FailureValue = { code: 'archive-locked', params: { file: 'x' } }

/** A list of `count` rows of which each question waits until it is answered. */
function desk(count: number, pageSize = 10) {
  const store = create<ListState<Row>>()(() => unread)
  const questions: { readonly limit: number; answer: (failure?: FailureValue) => void }[] = []
  const reader = createListReader<Row>(store, pageSize, (next, limit) => {
    return new Promise((resolve) => {
      const rows = Array.from({ length: count }, (_, id) => ({ id: id + 1 })).filter(
        ({ id }) => id > (next ?? 0),
      )
      const answer = (failure?: FailureValue) => {
        const result: Result<readonly Row[]> =
          failure === undefined ? { ok: true, value: rows.slice(0, limit) } : { ok: false, failure }
        resolve(pageById(result, limit))
      }
      questions.push({ limit, answer })
    })
  })
  const answered = async (asking: Promise<void>, failure?: FailureValue) => {
    questions.at(-1)?.answer(failure)
    await asking
  }
  return { store, reader, questions, answered }
}

describe('a list read page by page', () => {
  it('comes whole, each row once, and ends', async () => {
    const { store, reader, answered, questions } = desk(25)
    expect(store.getState().phase).toBe('loading')
    await answered(reader.load())
    while (store.getState().next !== null) await answered(reader.more())
    expect(store.getState().rows.map(({ id }) => id)).toEqual(Array.from({ length: 25 }, (_, id) => id + 1))
    await reader.more()
    expect(questions.length).toBe(3)
  })

  it('asks for a next page once, however often its end comes in sight', async () => {
    const { store, reader, answered, questions } = desk(25)
    await answered(reader.load())
    const first = reader.more()
    await reader.more()
    await answered(first)
    expect([questions.length, store.getState().rows.length]).toEqual([2, 20])
  })

  it('is read anew as far as it was read', async () => {
    const { store, reader, answered, questions } = desk(25)
    await answered(reader.load())
    await answered(reader.more())
    await answered(reader.reload())
    expect([questions.at(-1)?.limit, store.getState().rows.length]).toEqual([20, 20])
  })

  it('says why a page cannot be read, the first or another, until it can', async () => {
    const { store, reader, answered } = desk(25)
    await answered(reader.load(), locked)
    expect(store.getState()).toMatchObject({ phase: 'failed', failure: locked })
    await answered(reader.load())
    await answered(reader.more(), locked)
    expect(store.getState()).toMatchObject({ phase: 'failed', failure: locked })
    await answered(reader.reload())
    expect(store.getState()).toMatchObject({ phase: 'ready', failure: null })
  })

  it('never shows a stale answer, in whatever order the answers come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 1, max: 6 })
          .chain((count) => fc.shuffledSubarray([...Array(count).keys()], { minLength: count })),
        async (order) => {
          const store = create<ListState<Row>>()(() => unread)
          const answers: ((id: number) => void)[] = []
          const reader = createListReader<Row>(
            store,
            10,
            () =>
              new Promise((resolve) =>
                answers.push((id) => resolve({ ok: true, value: { rows: [{ id }], next: null } })),
              ),
          )
          const asked = order.map(() => reader.load())
          for (const place of order) {
            answers[place]?.(place)
            await asked[place]
            const newest = order.length - 1
            const { rows, phase } = store.getState()
            if (phase === 'ready') expect(rows).toEqual([{ id: newest }])
          }
          expect(store.getState().phase).toBe('ready')
        },
      ),
    )
  })
})
