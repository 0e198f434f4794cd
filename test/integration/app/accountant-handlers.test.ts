import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type AccountantParts, accountantHandlers } from '../../../main/app/accountant-handlers.ts'
import type { Program } from '../../../main/program/program.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { sellerSetting } from '../../../main/words/invoice-register.ts'
import { noSeller } from '../../../main/words/invoice-settings.ts'
import type { DrawnPages } from '../../../main/words/printed.ts'
import { memoryStore, temporaryFolder } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { unzip } from '../../support/unzip.ts'

const chosen = vi.hoisted(() => ({ file: '' }))
vi.mock('electron', () => ({
  BrowserWindow: { getAllWindows: () => [] },
  dialog: { showSaveDialog: async () => ({ filePath: chosen.file }) },
}))

const sender = { webContentsId: 1 }
const november = { period: { from: '2026-11-01', to: '2026-11-30' }, shopIds: null }
const cancelled = expect.objectContaining({ value: expect.objectContaining({ code: 'cancelled' }) })

async function handlersOf(count: number, parts: Partial<AccountantParts> = {}) {
  const store = memoryStore()
  await storeOrders(
    store,
    Array.from({ length: count }, (_, at) => orderOf(at + 1)),
  )
  const written: string[] = []
  const handlers = accountantHandlers({
    program: { store } as Program,
    texts: () => textsFor('it'),
    drawer: { pdf: async () => Buffer.from('paper') },
    onProgress: () => undefined,
    written: (file) => written.push(file),
    ...parts,
  })
  const cancel = () => handlers['accountant.cancel'](undefined, sender)
  return { store, handlers, written, cancel }
}

beforeEach(() => {
  chosen.file = join(temporaryFolder(), 'novembre.zip')
})

describe('R47 what the page has done', () => {
  it('a package is written with its paper, and what it says is answered', async () => {
    const drawn: DrawnPages[] = []
    const pdf = async (pages: DrawnPages) => {
      drawn.push(pages)
      return Buffer.from('paper')
    }
    const { store, handlers, written } = await handlersOf(3, { drawer: { pdf } })
    await store.saveOfficeSetting(null, sellerSetting, { ...noSeller, name: 'Anna srl' })
    const made = await handlers['accountant.package'](november, sender)
    expect(made).toMatchObject({ file: chosen.file, report: { reconciliation: { ordersTotal: '36.60' } } })
    expect(drawn).toEqual([{ what: 'accountant', report: made?.report, seller: 'Anna srl' }])
    expect(written).toEqual([chosen.file])
    const files = unzip(readFileSync(chosen.file))
    expect(files.get('commercialista-2026-11.pdf')?.toString()).toBe('paper')
  })

  it('nothing is written where no file is chosen', async () => {
    const { handlers, written } = await handlersOf(1)
    chosen.file = ''
    expect(await handlers['accountant.package'](november, sender)).toBeNull()
    expect(written).toEqual([])
  })

  it('a report stops when it is told to, and when another one begins', async () => {
    const started = Promise.withResolvers<undefined>()
    const { handlers, cancel } = await handlersOf(60, { onProgress: () => started.resolve(undefined) })
    const first = handlers['accountant.report'](november, sender)
    await started.promise
    cancel()
    await expect(first).rejects.toEqual(cancelled)
    const second = handlers['accountant.report'](november, sender)
    const third = handlers['accountant.report'](november, sender)
    await expect(second).rejects.toEqual(cancelled)
    expect((await third).reconciliation.orders).toBe(60)
  })

  it('a package cancelled while its paper is drawn leaves no file, nor a part of one', async () => {
    const paper = Promise.withResolvers<Buffer>()
    const drawing = Promise.withResolvers<undefined>()
    const pdf = () => {
      drawing.resolve(undefined)
      return paper.promise
    }
    const { handlers, written, cancel } = await handlersOf(1, { drawer: { pdf } })
    const made = handlers['accountant.package'](november, sender)
    await drawing.promise
    cancel()
    paper.resolve(Buffer.from('paper'))
    await expect(made).rejects.toEqual(cancelled)
    expect(existsSync(chosen.file)).toBe(false)
    expect(readdirSync(join(chosen.file, '..'))).toEqual([])
    expect(written).toEqual([])
  })

  it('how it is counted is kept with the archive', async () => {
    const { handlers } = await handlersOf(0)
    const before = await handlers['accountant.settings'](undefined, sender)
    await handlers['accountant.saveSettings']({ ...before, oss: 'yes' }, sender)
    expect(await handlers['accountant.settings'](undefined, sender)).toEqual({ ...before, oss: 'yes' })
  })
})
