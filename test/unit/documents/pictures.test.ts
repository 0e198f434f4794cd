/** The repository stays light: pictures are what README and manual show; all others `npm run gallery` makes. */
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const pictures = globSync(
  '{,{main,preload,renderer,test,docs,scripts,.ci,.github}/**/}*.{png,jpg,jpeg,gif,webp,avif,bmp,svg}',
  {
    cwd: root,
  },
)

it('there are at most twelve pictures, each under 100 kB', () => {
  expect(pictures.length).toBeGreaterThan(0)
  expect(pictures.length).toBeLessThanOrEqual(12)
  expect(pictures.filter((path) => statSync(join(root, path)).size >= 100_000)).toEqual([])
})

it('every picture is shown by a document', () => {
  const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root })
  const shown = documents.map((path) => readFileSync(join(root, path), 'utf8')).join('\n')
  expect(
    pictures.filter((path) => !shown.includes(path.replaceAll('\\', '/').replace(/^docs\//, ''))),
  ).toEqual([])
})
