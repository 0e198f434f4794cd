/** `docs/screenshots/README.md`: every state, and its pictures. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the page that lists all pictures. */
export function writeIndex(folder: string, stops: readonly string[], papers: readonly string[]): void {
  const rows = stops.map(
    (name) =>
      `| ${name} | [light](${name}.png), [dark](${name}-dark.png), [small](${name}-small.png) | [light](${name}-en.png), [dark](${name}-en-dark.png) |`,
  )
  const onPaper = papers.map((name) => `[${name}](${name}.png)`).join(', ')
  const text = `# Every window in every state

Taken by \`node scripts/screenshots.ts\` from the real program, on Monday 23 November 2026 at 13:04. The states are those
of \`test/scenes\`. The tray's menus: [tray](tray.png). On paper: ${onPaper}.

| state | Italian | English |
| --- | --- | --- |
${rows.join('\n')}
`
  writeFileSync(join(folder, 'README.md'), text)
}
