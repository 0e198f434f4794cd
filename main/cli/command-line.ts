import { parseArgs } from 'node:util'
import type { Texts } from '../texts/shape.ts'

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
    | 'mark'
    | 'accept-wrong'
    | 'reread'
    | 'report'
    | 'join'
    | 'leave'
  /** The value of `--add-shop`, `--remove-shop`, `--export`, `--mark`, `--reread`, `--report` or `--join`. */
  readonly value: string
  /** Of `--report`: where to. */
  readonly file: string
  readonly shops: readonly string[]
  readonly json: boolean
  readonly profile: string | null
  readonly demo: boolean
  readonly from: string | null
  readonly to: string | null
  readonly state: string | null
  readonly text: string | null
  readonly work: string | null
  /** Of `--mark waiting`. */
  readonly until: string | null
  /** Of `--accept-wrong`: the numbers named. */
  readonly orders: readonly string[]
  /** Of `--export`: only what has not been exported in that format, or has changed since (R41). */
  readonly newOnly: boolean
  /** Of `--export`: also those that are cancelled, failed or wholly refunded (R42). */
  readonly withCancelled: boolean
  /** Of `--download`: also what the shops' settings want after each download (R44). */
  readonly after: boolean
  /** Of `--reread`: to do it, not only to tell what it would do. */
  readonly yes: boolean
  /** Start in the tray, without a window. */
  readonly hidden: boolean
  /** Switches that nobody here knows, where the window opens nevertheless. */
  readonly unknown: readonly string[]
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
  work: { type: 'string' },
  mark: { type: 'string' },
  until: { type: 'string' },
  'accept-wrong': { type: 'boolean' },
  order: { type: 'string', multiple: true },
  reread: { type: 'string' },
  report: { type: 'string' },
  join: { type: 'string' },
  leave: { type: 'boolean' },
  'new-only': { type: 'boolean' },
  'with-cancelled': { type: 'boolean' },
  after: { type: 'boolean' },
  yes: { type: 'boolean' },
  hidden: { type: 'boolean' },
} as const

/** What is done without a window (`scripts/start-command.mjs` has them, too). */
export const commands = [
  'help',
  'download',
  'check',
  'add-shop',
  'list-shops',
  'remove-shop',
  'export',
  'mark',
  'accept-wrong',
  'reread',
  'report',
  'join',
  'leave',
] as const

/** Which command each of the other options belongs to; those not named go with all. */
const belongs: Readonly<Record<string, readonly string[]>> = {
  shop: ['download', 'check', 'export', 'mark', 'accept-wrong', 'report'],
  json: ['download', 'check', 'list-shops', 'add-shop', 'mark', 'accept-wrong', 'reread', 'join', 'leave'],
  order: ['accept-wrong'],
  after: ['download'],
  yes: ['reread'],
  from: ['export', 'mark'],
  to: ['export', 'mark'],
  state: ['export', 'mark'],
  text: ['export', 'mark'],
  work: ['export', 'mark'],
  until: ['mark'],
  'new-only': ['export'],
  'with-cancelled': ['export'],
}

/**
 * Chromium's and Node's own switches, which Electron leaves among the arguments
 * (https://www.electronjs.org/docs/latest/api/command-line-switches).
 */
const hostSwitch = new RegExp(
  `^--(${[
    'auth-',
    'diagnostic-dir',
    'disable-',
    'enable-',
    'experimental-',
    'force-',
    'gtk-version',
    'headless',
    'host-',
    'ignore-',
    'in-process-gpu',
    'inspect',
    'js-flags',
    'lang=',
    'log-',
    'no-proxy-server',
    'no-sandbox',
    'no-stdio-init',
    'ozone-',
    'password-store',
    'proxy-',
    'remote-debugging-',
    'trace-',
    'use-',
    'user-data-dir',
    'v=',
    'vmodule',
    'xdg-portal-',
  ].join('|')})`,
)

/** What Windows' installer adds when it starts the new version, and Windows itself when an old notification is clicked. */
const startedBySystem: ReadonlySet<string> = new Set(['--updated', '-Embedding'])

/** Options that mean nothing with an empty value, as a script's unset variable gives them. */
const neverEmpty: ReadonlySet<string> = new Set([
  'add-shop',
  'remove-shop',
  'export',
  'mark',
  'reread',
  'report',
  'join',
  'shop',
  'order',
  'profile',
])

/**
 * Reads the arguments (without executable and app folder).
 * @throws UsageError in the operator's words
 */
export function readCommandLine(args: readonly string[], texts: Texts): CommandLine {
  const words = texts.native.cli
  const own = args.filter((arg) => !hostSwitch.test(arg) && !startedBySystem.has(arg))
  // Without a command the window opens, whatever somebody's shortcut says: nobody would see why it does not.
  const isCommand = own.some((arg) =>
    commands.some((name) => arg === `--${name}` || arg.startsWith(`--${name}=`)),
  )
  const unknown = isCommand ? [] : own.filter(isUnknownSwitch)
  const { values, tokens, positionals } = parse(
    own.filter((arg) => !unknown.includes(arg)),
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
    file: positionals[0] ?? '',
    shops: values.shop ?? [],
    json: values.json ?? false,
    profile: values.profile ?? null,
    demo: values.demo ?? false,
    from: values.from ?? null,
    to: values.to ?? null,
    state: values.state ?? null,
    text: values.text ?? null,
    work: values.work ?? null,
    until: values.until ?? null,
    orders: values.order ?? [],
    newOnly: values['new-only'] ?? false,
    withCancelled: values['with-cancelled'] ?? false,
    after: values.after ?? false,
    yes: values.yes ?? false,
    hidden: values.hidden ?? false,
    unknown,
  }
}

/** What begins as an option of ours is one of ours, misspelt: a script has to hear of that. */
function isUnknownSwitch(arg: string): boolean {
  const name = /^--?([^=]+)/.exec(arg)?.[1]
  return name !== undefined && !Object.keys(options).some((ours) => ours.slice(0, 3) === name.slice(0, 3))
}

function parse(args: readonly string[], texts: Texts) {
  const words = texts.native.cli
  const parsed = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  const isReport = parsed.tokens.some((token) => token.kind === 'option' && token.name === 'report')
  for (const token of parsed.tokens) {
    const isFile = isReport && token.kind === 'positional' && token.value === parsed.positionals[0]
    if (token.kind === 'positional' && !isFile) throw new UsageError(words.strayArgument(token.value))
    if (token.kind !== 'option') continue
    if (!Object.hasOwn(options, token.name)) throw new UsageError(words.unknownOption(token.rawName))
    const { type } = options[token.name as keyof typeof options]
    // `--add-shop -` is standard input; another option where a value should be means that it was forgotten.
    const forgotten =
      token.value === undefined ||
      (token.inlineValue === false && /^--./.test(token.value)) ||
      (token.value.trim() === '' && neverEmpty.has(token.name))
    if (type === 'string' && forgotten) throw new UsageError(words.missingValue(token.rawName))
    if (type === 'boolean' && token.value !== undefined)
      throw new UsageError(words.strayArgument(token.value))
  }
  if (isReport && (parsed.positionals[0] ?? '').trim() === '')
    throw new UsageError(texts.accountantFiles.command.needsFile)
  return parseArgs({ args: [...args], options, strict: true, allowPositionals: isReport, tokens: true })
}
