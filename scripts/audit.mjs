// npm run audit: asks npm's registry for known vulnerabilities of the dependencies. Exit code 1 when a package that is
// bundled into the program has one (tools are only listed), 2 when the registry does not answer.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, root } from './prepare.mjs'

ensureBuilt()
const inProgram = new Set(['electron', 'better-sqlite3'])
for (const bundle of ['main', 'preload', 'renderer']) {
  const file = join(root, 'out', bundle, 'third-party.txt')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  for (const [, name] of text.matchAll(/^## (\S+) \d\S* \(.+\)$/gm)) inProgram.add(name)
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const asked = spawnSync(npm, ['audit', '--json'], {
  cwd: root,
  encoding: 'utf8',
  timeout: 120_000,
  shell: process.platform === 'win32',
})
const report = parsed(asked.stdout)
if (report?.vulnerabilities === undefined) {
  const why = report?.message ?? report?.error?.summary ?? asked.error?.message ?? asked.stderr
  console.error(`The registry did not answer the audit: nothing is known. (${String(why).trim()})`)
  process.exit(2)
}
const found = Object.values(report.vulnerabilities)
const bad = found.filter(({ name }) => inProgram.has(name))
for (const { name, severity, via } of found) {
  const titles = via.map((cause) => (typeof cause === 'string' ? `by way of ${cause}` : cause.title))
  console.log(
    `${inProgram.has(name) ? 'IN THE PROGRAM' : 'tools only'}: ${name} (${severity}): ${titles.join('; ')}`,
  )
}
console.log(
  `${inProgram.size} packages in the program, ${bad.length} with known weaknesses; ${found.length - bad.length} among the tools`,
)
process.exit(bad.length === 0 ? 0 : 1)

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
