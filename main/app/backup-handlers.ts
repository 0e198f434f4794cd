import { join } from 'node:path'
import { app, shell } from 'electron'
import type { Program } from '../program/program.ts'
import { privateFolder } from '../store/private-file.ts'
import { failure } from '../words/failure.ts'
import type { Handlers } from './ipc.ts'
import { askFolder, windowOf } from './save-dialog.ts'

type Names = 'list' | 'make' | 'restore' | 'openFolder' | 'chooseSecond' | 'forgetSecond'

/** The copies of the archive (R34). */
export function backupHandlers(
  { store, archiveCare }: Program,
  chooseSecond: (folder: string) => void,
): Pick<Handlers, `backups.${Names}`> {
  return {
    'backups.list': async () => {
      const [backups, state, orders] = await Promise.all([
        store.listBackups(),
        archiveCare.state(),
        store.countOrders(),
      ])
      return { backups, state, orders }
    },
    'backups.make': async () => {
      await archiveCare.backUpNow()
      return null
    },
    'backups.restore': async ({ name }) => {
      await archiveCare.restore(name)
      return null
    },
    'backups.openFolder': async () => {
      const folder = join(app.getPath('userData'), 'backups')
      privateFolder(folder)
      const problem = await shell.openPath(folder)
      if (problem !== '') throw failure('file-unreadable', { file: folder })
      return null
    },
    'backups.chooseSecond': async (_, sender) => {
      const folder = await askFolder(windowOf(sender))
      if (folder !== null) chooseSecond(folder)
      return null
    },
    'backups.forgetSecond': () => {
      chooseSecond('')
      return null
    },
  }
}
