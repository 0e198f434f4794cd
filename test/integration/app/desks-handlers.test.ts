import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { type DesksParts, desksHandlers } from '../../../main/app/desks-handlers.ts'
import { textsFor } from '../../../main/texts/index.ts'
import type { JoinPreview, JoinProgress, ServerInput } from '../../../main/words/desks.ts'
import { temporaryFolder } from '../../support/archive.ts'

const sender = { webContentsId: 1 }
const input: ServerInput = {
  host: 'server.lan',
  port: 5432,
  database: 'ordini',
  user: 'ordini_desk',
  password: 'segreta',
  certificate: '',
  desk: 'Banco',
}
const cancelled = expect.objectContaining({ value: { code: 'cancelled', params: {} } })
const preview: JoinPreview = { shops: [], numbersTwice: [], numbersTwiceCount: 0 }

function handlersOf(desks: Partial<DesksParts['desks']>, file: string | null = null) {
  const told: unknown[] = []
  const written: string[] = []
  const handlers = desksHandlers({
    desks: desks as DesksParts['desks'],
    texts: () => textsFor('it'),
    windows: { tell: (...news: unknown[]) => void told.push(news), show: () => undefined },
    askWhere: async ({ endings }) => file && `${file}.${endings[0]}`,
    written: (one) => written.push(one),
  })
  return { handlers, told, written }
}

/** Goes on until it is stopped. */
function untilStopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
}

describe('R55 what the page of the desks has done', () => {
  it('the script for the server is a whole file, wherever it is wanted', async () => {
    const chosen = join(temporaryFolder(), 'server')
    const { handlers, written } = handlersOf({}, chosen)
    expect(await handlers['desks.saveScript'](undefined, sender)).toBe(`${chosen}.sql`)
    expect(written).toEqual([`${chosen}.sql`])
    expect(readFileSync(`${chosen}.sql`, 'utf8')).toContain('CREATE ROLE ordini_owner')
  })

  it('nothing is written where no file is chosen', async () => {
    const { handlers, written } = handlersOf({})
    expect(await handlers['desks.saveScript'](undefined, sender)).toBeNull()
    expect(written).toEqual([])
  })

  it('windows hear how far it is, and nothing after its end', async () => {
    let last: (progress: JoinProgress) => void = () => undefined
    const { handlers, told } = handlersOf({
      preview: async (_, _signal, onProgress) => {
        last = onProgress
        onProgress({ phase: 'reading', done: 1, total: 2 })
        onProgress({ phase: 'reading', done: 2, total: 2 })
        return preview
      },
    })
    expect(await handlers['desks.preview'](input, sender)).toBe(preview)
    expect(told).toEqual([['desks.progress', { phase: 'reading', done: 1, total: 2 }]])
    expect(last).toBeTypeOf('function')
  })

  it('what is under way stops when it is told to, and when something else begins', async () => {
    const join = vi.fn((_input: ServerInput, signal: AbortSignal) => untilStopped(signal))
    const { handlers } = handlersOf({ join, try: async () => undefined })
    const first = handlers['desks.join'](input, sender)
    handlers['desks.stop'](undefined, sender)
    await expect(first).rejects.toEqual(cancelled)
    const second = handlers['desks.join'](input, sender)
    await handlers['desks.try'](input, sender)
    await expect(second).rejects.toEqual(cancelled)
  })

  it('a desk’s name is proposed that fits', () => {
    const name = handlersOf({}).handlers['desks.suggestedName'](undefined, sender)
    expect(String(name).length).toBeGreaterThan(0)
    expect(String(name).length).toBeLessThanOrEqual(60)
  })
})
