/**
 * A folder shaped like an unpacked Electron, for electron-builder's `electronDist`: enough for it to rename, brand and
 * set fuses in. Nothing in it runs. Shapes: the zips of https://github.com/electron/electron/releases.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SENTINEL } from '@electron/fuses/dist/constants.js'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'

export type Target = 'linux' | 'win32' | 'darwin'

const helpers = ['', ' (Renderer)', ' (Plugin)', ' (GPU)']

/** Makes the folder for one system and returns it. */
export function electronFolder(folder: string, target: Target): string {
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  write('LICENSE', 'Electron')
  write('LICENSES.chromium.html', 'Chromium')
  if (target === 'darwin') {
    const contents = 'Electron.app/Contents'
    write(`${contents}/Info.plist`, plist('Electron', 'com.github.Electron'))
    write(`${contents}/MacOS/Electron`, '')
    for (const language of ['it', 'en', 'de']) write(`${contents}/Resources/${language}.lproj/locale.pak`, '')
    const framework = `${contents}/Frameworks/Electron Framework.framework`
    write(`${framework}/Electron Framework`, fuseWire())
    for (const language of ['it', 'en', 'de'])
      write(`${framework}/Versions/A/Resources/${language}.lproj/locale.pak`, '')
    for (const kind of helpers) {
      const name = `Electron Helper${kind}`
      write(
        `${contents}/Frameworks/${name}.app/Contents/Info.plist`,
        plist(name, 'com.github.Electron.helper'),
      )
      write(`${contents}/Frameworks/${name}.app/Contents/MacOS/${name}`, '')
    }
    return folder
  }
  if (target === 'win32') write('electron.exe', windowsExecutable())
  else write('electron', fuseWire())
  for (const language of ['it', 'en-US', 'de']) write(`locales/${language}.pak`, '')
  mkdirSync(join(folder, 'resources'), { recursive: true })
  return folder
}

/** What @electron/fuses looks for: the sentinel, the version, the number of fuses, and a byte for each. */
function fuseWire(): Buffer {
  const fuses = Buffer.from('0'.repeat(9), 'latin1')
  return Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, fuses.length]), fuses])
}

/** An executable without code, with the version information that is branded. */
function windowsExecutable(): Buffer {
  const executable = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(executable)
  const language = { lang: 1033, codepage: 1200 }
  const version = Resource.VersionInfo.createEmpty()
  version.setStringValues(language, { ProductName: 'Electron' })
  version.outputToResourceEntries(resources.entries)
  resources.outputResource(executable)
  return Buffer.concat([Buffer.from(executable.generate()), fuseWire()])
}

function plist(name: string, id: string): string {
  const entries = {
    CFBundleExecutable: name,
    CFBundleIdentifier: id,
    CFBundleName: name,
    CFBundlePackageType: 'APPL',
  }
  const keys = Object.entries(entries).map(([key, value]) => `<key>${key}</key><string>${value}</string>`)
  return `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${keys.join('')}</dict></plist>`
}
