import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** All that a file brings along, types apart: packages by name, ours by path. */
function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const imports = /^(?:import|export) (?!type )[^'"]*from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm
  for (const [, from, alone, later] of readFileSync(file, 'utf8').matchAll(imports)) {
    const name = from ?? alone ?? later ?? ''
    if (name.startsWith('.')) loadedBy(resolve(dirname(file), name), seen)
    else seen.add(name)
  }
  return seen
}

test('R55: whoever works alone loads nothing that speaks to a server of desks', () => {
  const threads = ['index', 'store/worker', 'sync/worker', 'easyfatt/worker']
  for (const name of threads) expect([...loadedBy(resolve(`main/${name}.ts`))]).not.toContain('pg')
  expect([...loadedBy(resolve('main/desks/worker.ts'))]).toContain('pg')
})
