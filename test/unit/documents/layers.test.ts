/** The rules of the house: who may import whom, as `docs/architecture.md` says in its table, and no circles. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')

interface Room {
  readonly path: string
  readonly mayKnow: readonly string[]
}

/** The table's rows; what stands after "all above but" is left out of all above. */
function readRooms(markdown: string): readonly Room[] {
  const rooms: Room[] = []
  for (const [, path, , may] of markdown.matchAll(/^\| `([^`]+)` *\|(.*?)\|([^|]*)\|$/gm)) {
    if (path === undefined || may === undefined) continue
    const named = [...may.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')
    const above = rooms.map((room) => room.path)
    const mayKnow = may.includes('all above')
      ? above.filter((name) => !named.some((other) => name.startsWith(other)))
      : named
    if (may.trim() !== 'all') rooms.push({ path, mayKnow })
  }
  return rooms
}

type Imports = ReadonlyMap<string, readonly string[]>

/** Every file with the files it imports, types included. */
function readImports(): Imports {
  const files = globSync('{main,preload,renderer}/**/*.{ts,tsx}', { cwd: root })
  return new Map(
    files.map((file) => {
      const code = readFileSync(join(root, file), 'utf8')
      const specifiers = [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^'?]+)/g)]
      const targets = specifiers.map(([, path]) => join(file, '..', path ?? ''))
      // Files of other kinds (styles, pictures) know nobody; what is not the program's own is no part of the house.
      return [file, targets.filter((target) => /\.tsx?$/.test(target))]
    }),
  )
}

/** `from -> to` for each import that the table does not allow, and each file that stands in no room of it. */
function forbidden(rooms: readonly Room[], imports: Imports): readonly string[] {
  const roomOf = (file: string) => rooms.find(({ path }) => file.startsWith(path))
  return [...imports].flatMap(([file, targets]) => {
    const room = roomOf(file)
    if (room === undefined) return [`${file}: in no room`]
    return targets.flatMap((target) => {
      const other = roomOf(target)
      const isAllowed =
        other === room ? !isOtherPlatform(file, target) : room.mayKnow.includes(other?.path ?? '')
      return isAllowed ? [] : [`${file} -> ${target} (may know: ${room.mayKnow.join(', ') || 'nothing'})`]
    })
  })
}

/** A platform's folder knows what all platforms share, and none of its neighbours. */
function isOtherPlatform(file: string, target: string): boolean {
  const platformOf = (path: string) => /^main\/connectors\/([^/]+)\//.exec(path)?.[1]
  const [one, other] = [platformOf(file), platformOf(target)]
  return one !== undefined && other !== undefined && one !== other
}

/** The files that can be reached from themselves. */
function inCircles(imports: Imports): readonly string[] {
  return [...imports.keys()].filter((start) => {
    const seen = new Set<string>()
    const next = [...(imports.get(start) ?? [])]
    for (let file = next.pop(); file !== undefined; file = next.pop()) {
      if (file === start) return true
      if (seen.has(file)) continue
      seen.add(file)
      next.push(...(imports.get(file) ?? []))
    }
    return false
  })
}

const rooms = readRooms(readFileSync(join(root, 'docs/architecture.md'), 'utf8'))
const imports = readImports()

describe('docs/architecture.md', () => {
  it('allows every import', () => {
    expect(imports.size).toBeGreaterThan(400)
    expect(forbidden(rooms, imports)).toEqual([])
  })

  it('would refuse an import that it does not allow', () => {
    const wrong = new Map([
      ['main/store/orders.ts', ['renderer/client.ts', 'main/words/order.ts']],
      ['renderer/client.ts', ['main/program/program.ts', 'preload/contract.ts']],
      ['main/elsewhere/new.ts', []],
      ['main/words/order.ts', ['test/support/orders.ts']],
      ['main/connectors/magento/list.ts', ['main/connectors/shopify/list.ts', 'main/connectors/way.ts']],
    ])
    expect(forbidden(rooms, wrong).map((line) => line.replace(/ \(may know.*/, ''))).toEqual([
      'main/store/orders.ts -> renderer/client.ts',
      'renderer/client.ts -> main/program/program.ts',
      'main/elsewhere/new.ts: in no room',
      'main/words/order.ts -> test/support/orders.ts',
      'main/connectors/magento/list.ts -> main/connectors/shopify/list.ts',
    ])
  })

  it('is a house without circles', () => {
    expect(inCircles(imports)).toEqual([])
    expect(
      inCircles(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b', 'c'])
  })

  it('lets only main/app, the entry and the bridge import Electron, only the store SQLite', () => {
    const importing = (name: string) => new RegExp(`\\b(from|import)\\s*\\(?\\s*'${name}(/[^']*)?'`)
    expect(
      ["import('electron')", "from 'electron/main'", "import 'electron'"].map((code) =>
        importing('electron').test(code),
      ),
    ).toEqual([true, true, true])
    const importersOf = (name: string) =>
      [...imports.keys()].filter((file) => importing(name).test(readFileSync(join(root, file), 'utf8')))
    expect(
      importersOf('electron').filter((file) => !/^(main\/app\/|main\/index\.ts|preload\/)/.test(file)),
    ).toEqual([])
    expect(importersOf('better-sqlite3').filter((file) => !file.startsWith('main/store/'))).toEqual([])
  })
})
