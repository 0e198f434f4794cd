/** The manual says what the program shows: its links lead somewhere, and the words it quotes are on the screen. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { textsFor } from '../../../renderer/texts/index.ts'

const root = join(import.meta.dirname, '../../..')
const manual = join(root, 'docs/manuale')
const pages = readdirSync(manual)
const documents = [
  'README.md',
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
})

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
