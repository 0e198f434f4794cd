import os from 'node:os'
import { join } from 'node:path'
import { app, dialog, shell } from 'electron'
import { failureText, sentence, type Texts } from '../../renderer/texts/index.ts'
import { toFailureValue } from '../failure.ts'
import type { Program } from '../program/program.ts'
import { writeSupportBundle } from '../program/support-bundle.ts'
import { programLogFiles } from './program-log.ts'
import type { Settings } from './settings.ts'

/** Utilità → Help → Pacchetto per l'assistenza: asks where, writes it, says what is in it. */
export async function makeSupportBundle(program: Program, settings: Settings, texts: Texts): Promise<void> {
  const words = texts.native.support
  const { filePath } = await dialog.showSaveDialog({
    title: words.title,
    defaultPath: join(
      app.getPath('documents'),
      `${words.fileName}-${new Date().toISOString().slice(0, 10)}.zip`,
    ),
    filters: [{ name: words.zip, extensions: ['zip'] }],
  })
  if (!filePath) return
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
      file: filePath,
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
    detail: words.detail(filePath),
    buttons,
    defaultId: 0,
    cancelId: 1,
  })
  if (response === 0) shell.showItemInFolder(filePath)
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
