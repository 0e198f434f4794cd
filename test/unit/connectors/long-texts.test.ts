import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const child = fileURLToPath(new URL('./long-texts-child.ts', import.meta.url))

test('R3: no text of an order keeps a shop, and all others behind it, waiting', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', child], {
    timeout: 110_000,
  })
  const { seconds, where, tried } = JSON.parse(stdout)
  expect(tried).toBeGreaterThan(1000)
  expect(seconds, where).toBeLessThan(2)
}, 120_000)
