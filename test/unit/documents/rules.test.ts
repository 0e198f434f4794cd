/** The rules that code and tests name by their codes are told in `docs/rules.md`, and each is shown by a test. */
import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const code = /\bR\d+\b/g
const texts = globSync(
  [
    '*.{ts,md,yml}',
    '{main,preload,renderer,docs,scripts}/**/*.{ts,tsx,mts,mjs,css,md}',
    'test/**/*.{ts,mts,mjs,cjs,md}',
  ],
  { cwd: root, exclude: ['test/fixtures'] },
).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const told = readFileSync(join(root, 'docs/rules.md'), 'utf8')
const defined = [...told.matchAll(/^- \*\*(R\d+)\*\* /gm)].map(([, rule = '']) => rule)

it('every rule named anywhere is defined in docs/rules.md, once', () => {
  expect(new Set(defined).size).toBe(defined.length)
  const unknown = texts.flatMap(({ path, text }) =>
    (text.match(code) ?? []).filter((rule) => !defined.includes(rule)).map((rule) => `${path}: ${rule}`),
  )
  expect(unknown).toEqual([])
})

it('every rule is named by a test', () => {
  const named = new Set(
    texts
      .filter(({ path }) => path.startsWith(`test${sep}`) && /(test|cases)\.tsx?$/.test(path))
      .flatMap(({ text }) => text.match(code) ?? []),
  )
  expect(defined.length).toBeGreaterThan(36)
  expect(defined.filter((rule) => !named.has(rule))).toEqual([])
})

it('what others have reported is cited as owner/repository#number, what we know is said', () => {
  const cited = /\bissues? \d|(?<![\w/.-])[a-z][\w.-]*#\d+\b/gi
  expect(
    texts.flatMap(({ path, text }) => (text.match(cited) ?? []).map((found) => `${path}: ${found}`)),
  ).toEqual([])
})
