import { parseArgs } from 'node:util'
import type { Texts } from '../../renderer/texts/index.ts'

/** What the program was called with (R36). */
export interface CommandLine {
  readonly command:
    | 'window'
    | 'help'
    | 'download'
    | 'check'
    | 'add-shop'
    | 'list-shops'
    | 'remove-shop'
    | 'export'
  /** The value of `--add-shop`, `--remove-shop` or `--export`. */
  readonly value: string
  readonly shops: readonly string[]
  readonly json: boolean
  readonly profile: string | null
  readonly demo: boolean
  readonly from: string | null
  readonly to: string | null
  readonly state: string | null
  readonly text: string | null
  /** Start in the tray, without a window. */
  readonly hidden: boolean
}

/** A call that makes no sense; `message` is for the operator (exit code 2). */
export class UsageError extends Error {}

const options = {
  help: { type: 'boolean' },
  download: { type: 'boolean' },
  check: { type: 'boolean' },
  'add-shop': { type: 'string' },
  'list-shops': { type: 'boolean' },
  'remove-shop': { type: 'string' },
  export: { type: 'string' },
  shop: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  profile: { type: 'string' },
  demo: { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  state: { type: 'string' },
  text: { type: 'string' },
  hidden: { type: 'boolean' },
} as const

const commands = ['help', 'download', 'check', 'add-shop', 'list-shops', 'remove-shop', 'export'] as const

/** Which command each of the other options belongs to; those not named go with all. */
const belongs: Readonly<Record<string, readonly string[]>> = {
  shop: ['download', 'check', 'export'],
  json: ['download', 'check', 'list-shops', 'add-shop'],
  from: ['export'],
  to: ['export'],
  state: ['export'],
  text: ['export'],
}

/** Chromium's and Node's own switches, which Electron leaves among the arguments. */
const hostSwitch =
  /^--(no-sandbox|disable-|enable-|headless|ozone-|inspect|remote-debugging-|user-data-dir|lang=|force-|js-flags)/

/**
 * Reads the arguments (without executable and app folder).
 * @throws UsageError in the operator's words
 */
export function readCommandLine(args: readonly string[], texts: Texts): CommandLine {
  const words = texts.native.cli
  const { values, tokens } = parse(
    args.filter((arg) => !hostSwitch.test(arg)),
    texts,
  )
  const given = commands.filter((name) => values[name] !== undefined)
  if (given.length > 1) throw new UsageError(words.oneCommand(given.map((name) => `--${name}`).join(', ')))
  const command = given[0] ?? 'window'
  for (const token of tokens) {
    const allowed = token.kind === 'option' ? belongs[token.name] : undefined
    if (allowed && token.kind === 'option' && !allowed.includes(command)) {
      throw new UsageError(words.needsCommand(`--${token.name}`))
    }
  }
  const value = command === 'window' ? undefined : values[command]
  return {
    command,
    value: typeof value === 'string' ? value : '',
    shops: values.shop ?? [],
    json: values.json ?? false,
    profile: values.profile ?? null,
    demo: values.demo ?? false,
    from: values.from ?? null,
    to: values.to ?? null,
    state: values.state ?? null,
    text: values.text ?? null,
    hidden: values.hidden ?? false,
  }
}

function parse(args: readonly string[], texts: Texts) {
  const words = texts.native.cli
  const parsed = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  for (const token of parsed.tokens) {
    if (token.kind === 'positional') throw new UsageError(words.strayArgument(token.value))
    if (token.kind !== 'option') continue
    if (!Object.hasOwn(options, token.name)) throw new UsageError(words.unknownOption(token.rawName))
    const { type } = options[token.name as keyof typeof options]
    // `--add-shop -` is standard input; another option where a value should be means that it was forgotten.
    const forgotten = token.value === undefined || (token.inlineValue === false && /^--./.test(token.value))
    if (type === 'string' && forgotten) throw new UsageError(words.missingValue(token.rawName))
    if (type === 'boolean' && token.value !== undefined)
      throw new UsageError(words.strayArgument(token.value))
  }
  return parseArgs({ args: [...args], options, strict: true, tokens: true })
}
