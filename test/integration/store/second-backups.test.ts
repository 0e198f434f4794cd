import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { archiveCopies, makeBackup } from '../../../main/store/backup.ts'
import { backupFolder, listBackups } from '../../../main/store/backup-files.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'
import { canMount, mount } from '../../support/mounts.ts'

const day = 86_400_000
const never = new AbortController().signal

function archiveIn(folder: string): string {
  const file = join(folder, 'archive.sqlite')
  const archive = openArchive(file)
  archive.saveShop(draftOf())
  archive.close()
  return file
}

async function copied(archive: string, second: string, at = new Date()): Promise<string> {
  const { name } = await makeBackup({ archive, reason: 'daily', at, isCancelled: () => false })
  await archiveCopies(archive).copyOn(name, second, never)
  return name
}

describe('R34 copies in a second folder', () => {
  it('are byte for byte those of the first, and can be opened', async () => {
    const archive = archiveIn(temporaryFolder())
    const second = temporaryFolder()
    const name = await copied(archive, second)
    expect(readdirSync(second)).toEqual([name])
    expect(readFileSync(join(second, name))).toEqual(readFileSync(join(backupFolder(archive), name)))
    const opened = openArchive(join(second, name))
    expect(opened.listShops()).toHaveLength(1)
    opened.close()
  })

  it('stay by the rule of the first folder; what the program did not put there is never touched', async () => {
    const archive = archiveIn(temporaryFolder())
    const second = temporaryFolder()
    const foreign = [
      'archive-20200101T000000000Z-daily.sqlite',
      'archive-20200102T000000000Z-daily.sqlite',
      'foto.jpg',
    ]
    for (const name of [...foreign, `${foreign[0]}.part`]) writeFileSync(join(second, name), 'altrui')
    for (let age = 40; age >= 0; age -= 1) await copied(archive, second, new Date(Date.now() - age * day))
    const there = readdirSync(second).filter((name) => !foreign.includes(name) && !name.endsWith('.part'))
    expect(there.sort().reverse()).toEqual(listBackups(archive).map(({ name }) => name))
    expect(there.length).toBeLessThan(13)
    for (const name of [...foreign, `${foreign[0]}.part`])
      expect(readFileSync(join(second, name), 'utf8')).toBe('altrui')
  }, 60_000)

  it('a folder that is not there is not made, and the first copy stays; what is left half goes the next time', async () => {
    const archive = archiveIn(temporaryFolder())
    const parent = temporaryFolder()
    const second = join(parent, 'disco')
    await expect(copied(archive, second)).rejects.toMatchObject({
      value: { code: 'second-backup-missing', params: { folder: second } },
    })
    expect(readdirSync(parent)).toEqual([])
    expect(listBackups(archive)).toHaveLength(1)
    mkdirSync(second)
    const name = await copied(archive, second)
    renameSync(join(second, name), join(second, `${name}.part`))
    const next = await copied(archive, second)
    expect(readdirSync(second)).toEqual([next])
  })

  it('cancelled, nothing half is left', async () => {
    const archive = archiveIn(temporaryFolder())
    const second = temporaryFolder()
    const { name } = await makeBackup({ archive, reason: 'daily', at: new Date(), isCancelled: () => false })
    await expect(archiveCopies(archive).copyOn(name, second, AbortSignal.abort())).rejects.toMatchObject({
      value: { code: 'cancelled' },
    })
    expect(readdirSync(second)).toEqual([])
  })

  it.skipIf(!canMount)('a disk that is full is said, and nothing half is left', async () => {
    const archive = archiveIn(temporaryFolder())
    const second = temporaryFolder()
    mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', second)
    await expect(copied(archive, second)).rejects.toMatchObject({
      value: { code: 'backup-no-space', params: { folder: second } },
    })
    expect(readdirSync(second)).toEqual([])
    expect(listBackups(archive)).toHaveLength(1)
  })
})
