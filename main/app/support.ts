import os from 'node:os'
import { join } from 'node:path'
import { app, dialog, shell } from 'electron'
import type { Program } from '../program/program.ts'
import { writeSupportBundle } from '../program/support-bundle.ts'
import { failureText, sentence } from '../texts/index.ts'
import type { Texts } from '../texts/shape.ts'
import { toFailureValue } from '../words/failure.ts'
import { dayOf } from '../words/local-time.ts'
import { programLogFiles } from './program-log.ts'
import { askWhere } from './save-dialog.ts'
import type { Settings } from './settings.ts'

/** Utilità → Help → Pacchetto per l'assistenza: asks where, writes it, says what is in it. */
export async function makeSupportBundle(program: Program, settings: Settings, texts: Texts): Promise<void> {
  const words = texts.native.support
  const name = `${words.fileName}-${dayOf(new Date())}.zip`
  const question = {
    title: words.title,
    defaultPath: join(app.getPath('documents'), name),
    kind: words.zip,
    endings: ['zip'],
  } as const
  const file = await askWhere(question, null)
  if (file === null) return
  const profile = app.getPath('userData')
  const preferences = settings.preferences()
  const logFiles = programLogFiles(profile)
  try {
    await writeSupportBundle({
      program,
      profile,
      about: aboutThis(program),
      preferences,
      logFiles,
      file,
    })
  } catch (error) {
    const detail = sentence(failureText(texts, toFailureValue(error)))
    await dialog.showMessageBox({ type: 'error', message: words.failed, detail, buttons: [words.close] })
    return
  }
  const buttons = [words.show, words.close]
  const { response } = await dialog.showMessageBox({
    type: 'info',
    message: words.made,
    detail: words.detail(file),
    buttons,
    defaultId: 0,
    cancelId: 1,
  })
  if (response === 0) shell.showItemInFolder(file)
}

function aboutThis(program: Program): Record<string, string | number | boolean> {
  return {
    version: app.getVersion(),
    packaged: app.isPackaged,
    electron: process.versions.electron ?? '',
    chrome: process.versions.chrome ?? '',
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    system: os.release(),
    memory: os.totalmem(),
    freeMemory: os.freemem(),
    cpus: os.cpus().length,
    locale: app.getLocale(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    uptimeSeconds: Math.round(process.uptime()),
    credentialsEncrypted: program.credentials.encrypted,
  }
}
