/** The manual says what the program shows: its links lead somewhere, and the words it quotes are on the screen. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { textsFor } from '../../../main/texts/index.ts'

const root = join(import.meta.dirname, '../../..')
const manual = join(root, 'docs/manuale')
const pages = readdirSync(manual)
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...markdownIn('docs'),
  ...markdownIn('docs/manuale'),
  ...markdownIn('docs/decisions'),
]

/** Bold, but not words of the program: a shop's back office, an emphasis, another program's format. */
const notOurs = [
  'modifica',
  'primo download',
  'Ogni altro',
  'CSV',
  'Excel',
  'Easyfatt-XML',
  'PDF o stampa',
  'salvare',
]

describe('the manual', () => {
  const shown = everyText(textsFor('it')).map(plain)
  it.each(pages)('%s quotes only words that the program shows', (page) => {
    const text = readFileSync(join(manual, page), 'utf8')
    const quoted = [...text.matchAll(/\*\*([^*]+)\*\*/g)]
      .map(([, words = '']) => words.replace(/\s+/g, ' '))
      .filter((words) => !/^(Ctrl|F\d)/.test(words) && !notOurs.includes(words))
      .flatMap((words) => words.split(' → '))
    const unknown = quoted.filter((words) => !shown.some((known) => known.includes(plain(words))))
    expect(unknown).toEqual([])
  })

  it('opens at pages that exist', () => {
    const navigation = readFileSync(join(root, 'renderer/state/navigation-store.ts'), 'utf8')
    const opened = [...navigation.matchAll(/'(\d\d-[a-z-]+\.md)'/g)].map(([, file]) => file)
    expect(opened.length).toBeGreaterThan(2)
    for (const file of opened) expect(pages).toContain(file)
  })
})

describe('the documents', () => {
  it.each(documents)('%s links to what exists', (document) => {
    const text = readFileSync(join(root, document), 'utf8')
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link)
    const dead = links.filter(
      (link) => !/^https?:/.test(link) && !existsSync(join(root, dirname(document), link)),
    )
    expect(dead).toEqual([])
  })

  it.each(documents)('%s names files that exist', (document) => {
    const text = readFileSync(join(root, document), 'utf8')
    const named = [...text.matchAll(/`((?:main|preload|renderer|test|scripts|docs)\/[^`\s]*)`/g)]
    const gone = named.flatMap(([, path = '']) =>
      globSync(path.replace(/<[^>]+>/g, '*'), { cwd: root }).length > 0 ? [] : path,
    )
    expect(gone).toEqual([])
  })

  it('tables of the README are lined up', () => {
    const tables = readFileSync(join(root, 'README.md'), 'utf8').match(/(^\|.*\n)+/gm) ?? []
    expect(tables.length).toBeGreaterThan(0)
    for (const table of tables) expect(new Set(table.trim().split('\n').map(columnsOf)).size, table).toBe(1)
  })

  it('the index of decisions has each of them', () => {
    const index = readFileSync(join(root, 'docs/decisions/README.md'), 'utf8')
    const files = readdirSync(join(root, 'docs/decisions')).filter((name) => name !== 'README.md')
    expect(files.filter((name) => !index.includes(`](${name})`))).toEqual([])
  })

  it('every dependency has its line', () => {
    const told = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const names = Object.keys({ ...dependencies, ...devDependencies })
    const words = new Set(told.split(/[\s,;|]+/))
    expect(names.filter((name) => !name.startsWith('@types/') && !words.has(name))).toEqual([])
  })
})

/** Where a table's row has its bars. */
function columnsOf(row: string): string {
  return [...row.matchAll(/(?<!\\)\|/g)].map(({ index }) => index).join()
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
}

/** Every string of the texts; functions are called with words in their parameters' places. */
function everyText(node: unknown): string[] {
  if (typeof node === 'string') return [node]
  if (typeof node === 'function' || typeof node !== 'object' || node === null) return []
  return Object.values(node).flatMap(everyText)
}

/** Without the difference between capitals, and between the two kinds of apostrophe. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll('’', "'")
}
