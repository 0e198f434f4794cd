import { execFileSync, spawnSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../support/archive.ts'
import { watchedProgram } from '../../support/watched-program.ts'

/** A file system of a few megabytes; only root may make one. */
function smallDisk(megabytes: number): string {
  const folder = temporaryFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return folder
}

/** Fills the disk but for so many bytes. */
function fillUp(folder: string, but: number): () => void {
  const filler = join(folder, 'filler')
  const { bavail, bsize } = statfsSync(folder)
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - but)))
  return () => rmSync(filler)
}

const canMount = process.platform === 'linux' && process.getuid?.() === 0

describe.skipIf(!canMount)('a full disk', () => {
  it.each([0, 16, 100, 300])(
    'R31 with %i kB left: what was stored stays, it is said, and with room again nothing is missing',
    async (left) => {
      const folder = smallDisk(24)
      const one = await watchedProgram(folder)
      const shop = await one.demo()
      const makeRoom = fillUp(folder, left * 1024)
      const run = await one.runner.start(shop, 'manual').catch((error: unknown) => error)
      expect(JSON.stringify(run)).toContain('disk-full')
      makeRoom()
      const stored = await one.store.countOrders()
      const second = await one.runner.start(await one.shop(shop.id), 'manual')
      expect(second.outcome).toBe('success')
      const total = await one.store.countOrders()
      expect(total).toBe(stored + second.counters.new)
      expect((await one.store.listRuns(null, null, 10)).every(({ outcome }) => outcome !== 'running')).toBe(
        true,
      )
      expect(await one.archiveCare.integrity()).toBe('ok')
      expect(one.alerts).toEqual([])
      expect(one.bugs).toEqual([])
      await one.close()
    },
    60_000,
  )

  it('R34 a copy that does not fit is not begun, and it is said how much is missing', async () => {
    const folder = smallDisk(24)
    const one = await watchedProgram(folder)
    await one.demo()
    await one.archiveCare.backUpIfDue()
    expect(one.alerts).toMatchObject([
      { code: 'backup-failed', params: { failure: { code: 'backup-no-space' } } },
    ])
    expect(await one.store.listBackups()).toEqual([])
    await one.close()
  })
})
