/** The gallery's `index.html`: every state, and its pictures. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the page that shows all pictures. */
export function writeIndex(folder: string, stops: readonly string[], papers: readonly string[]): void {
  const states = stops.map((name) =>
    row(name, [name, `${name}-dark`, `${name}-small`, `${name}-en`, `${name}-en-dark`]),
  )
  const rows = [...states, row('paper', papers), row('tray', ['tray'])].join('\n')
  const style =
    'body { font: 16px sans-serif } img { width: 18vw; border: 1px solid gray; vertical-align: top }'
  const head = `<!doctype html><meta charset="utf-8"><title>Every window in every state</title><style>${style}</style>`
  writeFileSync(join(folder, 'index.html'), `${head}\n${rows}\n`)
}

function row(title: string, pictures: readonly string[]): string {
  const shown = pictures.map(
    (name) => `<a href="${name}.png"><img src="${name}.png" alt="${name}" loading="lazy"></a>`,
  )
  return `<h2>${title}</h2>\n<p>${shown.join(' ')}</p>`
}
