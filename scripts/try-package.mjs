// npm run package:try: installs what `npm run package` left in dist/ for this machine's system and has each do the main
// job on the demonstration shop. `npm run package:try -- EXECUTABLE`: that program instead, wherever it is installed.
// Plain JavaScript for any Node >= 20.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, root } from './prepare.mjs'

const systems = { win32: windows, darwin: macos, linux }
const [named] = process.argv.slice(2)
const programs = named ? { [named]: named } : systems[process.platform]()
for (const [name, file] of Object.entries(programs)) tryProgram(name, file)

function windows() {
  // For the user, into the folder that docs/manuale/06-automatico.md names; the .cmd waits and hands on the exit code.
  run(artefact('.exe'), ['/S'])
  return { installed: join(process.env.LOCALAPPDATA, 'Programs/download-ordini/download-ordini.cmd') }
}

function macos() {
  const volume = mkdtempSync(join(tmpdir(), 'download-ordini-dmg-'))
  run('hdiutil', ['attach', artefact('.dmg'), '-nobrowse', '-readonly', '-mountpoint', volume])
  return { 'on the dmg': join(volume, 'Download Ordini.app/Contents/MacOS/Download Ordini') }
}

function linux() {
  const image = artefact('.AppImage')
  chmodSync(image, 0o755)
  // Where there is no FUSE it unpacks itself.
  process.env.APPIMAGE_EXTRACT_AND_RUN = '1'
  const sudo = process.getuid() === 0 ? [] : ['sudo']
  const [install, ...more] = [...sudo, 'apt-get', 'install', '-y', artefact('.deb')]
  run(install, more)
  return { AppImage: image, deb: '/usr/bin/download-ordini' }
}

/** The file in dist/ for this machine's processor. */
function artefact(extension) {
  const names = readdirSync(join(root, 'dist')).filter((name) => name.endsWith(extension))
  const processor = process.arch === 'x64' ? /x64|x86_64|amd64/ : /arm64|aarch64/
  const name = names.find((candidate) => processor.test(candidate))
  if (!name) fail(`dist/ has no ${extension} for ${process.arch}: npm run package`)
  return join(root, 'dist', name)
}

function tryProgram(name, file) {
  const profile = join(mkdtempSync(join(tmpdir(), 'download ordini ')), 'profilo è')
  const call = (...args) => callProgram(file, [...args, '--profile', profile])
  for (const time of ['first', 'second']) {
    const { status, signal, stdout, stderr } = call('--download', '--demo', '--json')
    const report = status === 0 ? JSON.parse(stdout).runs[0] : null
    const stored = time === 'first' ? report?.new : report?.skipped
    if (report?.outcome !== 'success' || !(stored > 0))
      fail(`${name}: the ${time} download ended with ${signal ?? status}\n${stdout}\n${stderr}`)
    console.log(
      `ok: ${name}, ${time} download: ${report.new} new, ${report.skipped} skipped, ${report.wrong} wrong`,
    )
  }
  const { status } = call('--download', '--shop', 'Mai vista')
  if (status !== 2) fail(`${name}: an unknown shop ended with ${status}, not 2`)
  console.log(`ok: ${name}, exit code of a wrong call`)
}

function callProgram(file, args) {
  // Only a shell starts a .cmd, and it has to be told where an argument ends.
  const shell = file.endsWith('.cmd')
  const quoted = (text) => (shell ? `"${text}"` : text)
  return spawnSync(quoted(file), args.map(quoted), { shell, encoding: 'utf8', timeout: 600_000 })
}

function run(file, args) {
  const { status, error } = spawnSync(file, args, { stdio: 'inherit' })
  if (status !== 0) fail(`${file} ${args.join(' ')}: ${error?.message ?? status}`)
}
