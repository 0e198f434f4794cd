import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, shell } from 'electron'
import { failure } from '../failure.ts'
import type { Program } from '../program/program.ts'
import type { Handlers } from './ipc.ts'

type Names = 'list' | 'make' | 'restore' | 'openFolder'

/** The copies of the archive (R34). */
export function backupHandlers({ store, safety }: Program): Pick<Handlers, `backups.${Names}`> {
  return {
    'backups.list': async () => {
      const [backups, state, orders] = await Promise.all([
        store.listBackups(),
        safety.state(),
        store.countOrders(),
      ])
      return { backups, state, orders }
    },
    'backups.make': async () => {
      await safety.backUpNow()
      return null
    },
    'backups.restore': async ({ name }) => {
      await safety.restore(name)
      return null
    },
    'backups.openFolder': async () => {
      const folder = join(app.getPath('userData'), 'backups')
      mkdirSync(folder, { recursive: true })
      const problem = await shell.openPath(folder)
      if (problem !== '') throw failure('file-unreadable', { file: folder })
      return null
    },
  }
}
