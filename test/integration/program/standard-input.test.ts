/** Standard input as a script gives it, read in each of the two ways, by a process whose own stdin stream is empty. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/archive.ts'

const module = JSON.stringify(join(import.meta.dirname, '../../../main/cli/standard-input.ts'))
const shop = '{"name": "Però", "note": "'.concat('è'.repeat(100_000), '"}')

/** A process that prints how much it read, as on that platform. */
function reader(platform: string, stdin: 'pipe' | number, abortAfterMs?: number) {
  const code = `
    import { Readable } from 'node:stream'
    import { readStandardInput } from ${module}
    if (${platform === 'win32'}) Object.defineProperty(process, 'stdin', { value: Readable.from([]) })
    const signal = ${abortAfterMs === undefined ? 'new AbortController().signal' : `AbortSignal.timeout(${abortAfterMs})`}
    readStandardInput(signal, '${platform}').then(
      (read) => process.stdout.write(String(read.length) + ' ' + read.slice(0, 15)),
      (error) => process.stdout.write(error.name, () => process.exit(3)))`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: [stdin, 'pipe', 'inherit'],
  })
  const { stdout } = child
  if (stdout === null) throw new Error('stdout is a pipe')
  return { child, read: text(stdout) }
}

describe.each(['win32', 'linux'])('R36 standard input, as on %s', (platform) => {
  it('is read to its end from a pipe that fills slowly', async () => {
    const { child, read } = reader(platform, 'pipe')
    for (let at = 0; at < shop.length; at += 30_000) child.stdin?.write(shop.slice(at, at + 30_000))
    child.stdin?.end()
    expect(await read).toBe(`${shop.length} ${shop.slice(0, 15)}`)
  })

  it('is read from a file, and may be empty', async () => {
    const file = join(temporaryFolder(), 'shop.json')
    writeFileSync(file, shop)
    expect(await reader(platform, openSync(file, 'r')).read).toBe(`${shop.length} ${shop.slice(0, 15)}`)
    writeFileSync(file, '')
    expect(await reader(platform, openSync(file, 'r')).read).toBe('0 ')
  })

  it('is waited for no longer than somebody wants', async () => {
    const { child, read } = reader(platform, 'pipe', 50)
    expect(await once(child, 'exit')).toEqual([3, null])
    expect(await read).toBe('AbortError')
  })
})
