import { describe, expect, it } from 'vitest'
import { alertText, failureText, textsFor } from '../../../main/texts/index.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { memoryCredentials } from '../../support/credentials.ts'
import { allOf } from '../../support/exports.ts'
import { kill, mortalWorkers } from '../../support/mortal-threads.ts'
import { watchedProgram } from '../../support/watched-program.ts'

const texts = textsFor('it')
const everyEntry = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' }

/** A program whose threads can die, with the demonstration shop; `die` is called at the first figures of a run. */
async function mortalProgram() {
  let die: () => void = () => undefined
  const onProgress = () => {
    die()
    die = () => undefined
  }
  const program = await watchedProgram(temporaryFolder(), memoryCredentials(), {
    workers: mortalWorkers,
    onProgress,
  })
  return {
    ...program,
    atFirstFigures: (act: () => void) => {
      die = act
    },
  }
}

describe('R31 a thread that dies of an error nobody caught', () => {
  it('the one that downloads: the run fails in plain words, it is written down, and the next run brings all', async () => {
    const program = await mortalProgram()
    const shop = await program.demo()
    program.atFirstFigures(() => kill('sync'))
    const run = await program.runner.start(shop, 'manual')
    const failure = { code: 'part-restarted', params: { part: 'download' } } as const
    expect(run).toMatchObject({ outcome: 'failed', failure })
    expect(failureText(texts, failure).message).not.toBe('')
    expect(program.alerts).toEqual([failure])
    expect(alertText(texts, failure).message).toContain('è stata riavviata')
    expect(program.bugs).toMatchObject([{ cause: { message: 'the sync dies' } }])
    const [entry] = await program.store.listLog(everyEntry, null, 1)
    expect(entry?.message).toEqual({ code: 'run-failed', params: { failure } })
    const again = await program.runner.start(await program.shop(shop.id), 'manual')
    expect(again.outcome).toBe('success')
    const { counters } = again
    expect((await program.shop(shop.id)).ordersStored).toBe(run.counters.new + counters.new)
    await program.close()
  })

  it('R2 so does a check, which is made there; the next one is made in another', async () => {
    const program = await mortalProgram()
    const shop = await program.demo()
    const { signal } = new AbortController()
    await expect(program.check(shop, {}, signal, () => kill('sync'))).rejects.toMatchObject({
      value: { code: 'part-restarted', params: { part: 'download' } },
    })
    expect(await program.check(shop, {}, signal, () => undefined)).toMatchObject({ ok: true })
    await program.close()
  })

  it('the one that keeps the archive: another takes its place, what was stored is there, and the program goes on', async () => {
    const program = await mortalProgram()
    const shop = await program.demo()
    program.atFirstFigures(() => kill('writer'))
    const run = await program.runner.start(shop, 'manual').catch((error: unknown) => error)
    await expect.poll(() => program.replaced(), { timeout: 20_000 }).toBe(1)
    expect(program.alerts).toContainEqual({ code: 'part-restarted', params: { part: 'archive' } })
    expect(program.bugs).toContainEqual(expect.objectContaining({ message: 'the writer dies' }))
    expect(run).toBeDefined()
    const runs = await program.store.listRuns(shop.id, null, 10)
    expect(runs.map(({ outcome }) => outcome)).not.toContain('running')
    expect((await program.runner.start(await program.shop(shop.id), 'manual')).outcome).toBe('success')
    const ended = await program.store.listRuns(shop.id, null, 10)
    const fresh = ended.reduce((sum, { counters }) => sum + counters.new, 0)
    expect((await program.shop(shop.id)).ordersStored).toBe(fresh)
    await program.close()
  })

  it('one that dies again and again is given up: the program says to start it again, and nothing hangs', async () => {
    const program = await mortalProgram()
    for (let n = 1; n <= 3; n += 1) {
      kill('writer')
      await expect.poll(() => program.replaced(), { timeout: 20_000 }).toBe(n)
    }
    kill('writer')
    await expect
      .poll(() => program.alerts.map(({ code }) => code), { timeout: 20_000 })
      .toContain('restart-needed')
    const failed = program.store.listShops()
    await expect(failed).rejects.toMatchObject({ value: { code: 'part-restarted' } })
    await program.close().catch((error: unknown) => expect(error).toBeInstanceOf(Error))
  })

  it('the one that searches, and the one that copies: the next search and the next copy have another', async () => {
    const program = await mortalProgram()
    const shop = await program.demo()
    await program.runner.start(shop, 'manual')
    const { total } = await program.store.listOrders(allOf(), 0, 10)
    expect(total).toBeGreaterThan(0)
    kill('reader')
    await expect
      .poll(
        () =>
          program.store.listOrders(allOf(), 0, 10).then(
            (page) => page.total,
            () => -1,
          ),
        { timeout: 20_000 },
      )
      .toBe(total)
    const copying = program.archiveCare.backUpNow().catch((error: unknown) => error)
    kill('backup')
    // It may have been done, or not yet have begun to listen.
    await copying
    await program.archiveCare.backUpNow()
    expect(await program.archiveCare.state()).toMatchObject({ backupFailure: null, working: false })
    expect((await program.store.listBackups())[0]?.name).toBeDefined()
    await program.close()
  })
})
