import { checkServerInput } from '../program/server-input.ts'
import type { Texts } from '../texts/shape.ts'
import type { JoinPreview, JoinProgress } from '../words/desks.ts'
import { formatCount } from '../words/format.ts'
import type { CommandLine } from './command-line.ts'
import { readJson } from './read-json.ts'
import type { Terminal } from './terminal.ts'

/**
 * `--join`: joins the desks that share an archive (R55), unless the two archives do not agree; what is brought together is
 * printed before.
 * @returns the exit code
 */
export async function joinDesks({ value: file, json }: CommandLine, terminal: Terminal): Promise<number> {
  const { program, texts, signal, out, err, bar } = terminal
  const input = checkServerInput(await readJson(file, '--join', 'not-a-server', signal))
  const { desks, language } = texts
  const show = ({ phase, done, total }: JoinProgress) => {
    const count = (value: number) => formatCount(value, language)
    bar?.(`${desks.progress[phase]} ${total > 0 ? desks.progress.figures(count(done), count(total)) : ''}`)
  }
  const preview = await program.desks.preview(input, signal, show)
  bar?.('')
  const stops = whatStops(preview, texts)
  if (!json) for (const line of summaries(preview, texts)) out(line)
  for (const line of stops) err(line)
  if (stops.length === 0) await program.desks.join(input, signal, show)
  bar?.('')
  if (json) out(JSON.stringify({ ...preview, joined: stops.length === 0 }))
  else if (stops.length === 0) out(desks.progress.done)
  return stops.length === 0 ? 0 : 1
}

/** `--leave`: this desk works alone from then on. @returns the exit code */
export async function leaveDesks(json: boolean, { program, texts, out, err }: Terminal): Promise<number> {
  const { leave } = texts.desks
  const before = await program.desks.view()
  const unsent = before.joined ? before.waiting : 0
  if (before.joined) await program.desks.leave()
  if (unsent > 0) err(leave.unsent(unsent))
  if (json) out(JSON.stringify({ left: before.joined, unsent }))
  else out(before.joined ? leave.left : leave.alone)
  return 0
}

function summaries({ shops }: JoinPreview, { desks, language }: Texts): readonly string[] {
  const { preview } = desks
  const count = (value: number) => formatCount(value, language)
  if (shops.length === 0) return [preview.nothing]
  return shops.map(
    ({ name, here, there, common }) =>
      `${name}: ${preview.summary(count(here), count(there), count(common))}`,
  )
}

/** Why the archives are not brought together, with examples; none: nothing is in the way. */
function whatStops({ shops, numbersTwice, numbersTwiceCount }: JoinPreview, { desks }: Texts): string[] {
  const words = desks.preview
  const different = shops.filter(({ differentCount }) => differentCount > 0)
  const lines = different.flatMap((shop) => [
    words.different(shop.differentCount, shop.name),
    ...shop.different.map((order) => `  ${words.differentOrder(order)}`),
  ])
  if (different.length > 0) lines.push(words.differentRemedy)
  if (numbersTwiceCount > 0)
    lines.push(
      words.numbers,
      ...numbersTwice.map((twice) => `  ${words.numberTwice(twice)}`),
      words.numbersRemedy,
    )
  return lines.length === 0 ? [] : [words.stopped, ...lines]
}
