import type { Random } from '../../main/demo-shop/random.ts'

/** JSON text that `JSON.stringify` cannot produce: `1e400`, a key twice, `__proto__`. */
class Token {
  readonly json: string
  constructor(json: string) {
    this.json = json
  }
}

type Parent = Record<string, unknown> | unknown[]

const megabyte = 'x'.repeat(1_000_000)

/** Texts that must come out of the program as they went in, wherever they are shown. */
export const hostileTexts: readonly string[] = [
  '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">',
  '"><svg/onload=window.hacked=1>',
  '\u001b[2J\u001b[31mROSSO\u001b]0;titolo\u0007\u009b2J',
  '\u202Egnp.exe\u2066\u200F',
  'prima\u0000dopo',
  "=cmd|' /C calc'!A1",
  '+39 333 1234567',
  '-1+1',
  '@SUM(A1:A9)',
  '\t=1+1',
  '\r\n=1+1',
  'riga 1\r\nriga 2; "virgolette"',
  ']]><b>&amp;&lt;</b>&#0;',
  '\uD800 solo \uDFFF',
  '\uFFFE\uFFFF\u0008\u000B',
  '{{7*7}}%s%n',
  "'; DROP TABLE orders; --",
  'Z̸̡̛͍͇a̷̧l̶g̵o̶',
]

const values: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  12.5,
  1e21,
  new Token('1e400'),
  new Token('-1e400'),
  new Token('1e-7'),
  new Token('-0'),
  new Token('9007199254740993'),
  new Token('123456789012345678901234567890.12'),
  '',
  ' ',
  '0',
  '0.00',
  '-5.00',
  '12,34',
  '1.234,56',
  '1e5',
  '1E+2',
  '0x10',
  '٣',
  'NaN',
  'Infinity',
  '-Infinity',
  'null',
  '99999999999999999999999999999999.99',
  `${'9'.repeat(400)}.00`,
  '0.00000000000000000001',
  '1.005',
  '+7.00',
  '.5',
  '5.',
  ' 12.30 ',
  '12.30 €',
  '2026-02-30T10:00:00',
  '2026-13-45 25:61:61',
  '0000-00-00 00:00:00',
  '9999-12-31T23:59:59',
  '1970-01-01T00:00:00Z',
  '2026-10-25T02:30:00',
  'ieri',
  'constructor',
  '__proto__',
  new Token('{"toString":1,"valueOf":1}'),
  [],
  {},
  [null],
  [[]],
  [1, 'a', null, {}],
  { id: 1 },
  new Token('{"__proto__":{"total":"0"},"constructor":{"prototype":{"polluted":true}}}'),
  new Token('{"a":1,"a":2}'),
  new Token('"\\ud800"'),
  new Token('"\\u0000\\u0001\\u001b[31m"'),
  new Token(`${'['.repeat(2000)}${']'.repeat(2000)}`),
  new Token(`${'{"a":'.repeat(1500)}1${'}'.repeat(1500)}`),
]

/** Changes one to three things of an order at random; its JSON text. */
export function mutated(order: unknown, random: Random): string {
  const tree = structuredClone(order)
  for (let changes = random.between(1, 3); changes > 0; changes -= 1) mutateOnce(tree, random)
  return print(tree)
}

function mutateOnce(tree: unknown, random: Random): void {
  const places: { readonly parent: Parent; readonly key: string }[] = []
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null || value instanceof Token) return
    for (const [key, inner] of Object.entries(value)) {
      places.push({ parent: value as Parent, key })
      walk(inner)
    }
  }
  walk(tree)
  if (places.length === 0) return
  const { parent, key } = random.pick(places)
  const put = (value: unknown) => Reflect.set(parent, key, value)
  const old: unknown = Reflect.get(parent, key)
  const throwOf = random.below(100)
  if (throwOf < 15) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else Reflect.deleteProperty(parent, key)
  } else if (throwOf < 25) put(typeof old === 'string' ? Number(old) : textOf(old))
  else if (throwOf < 30) put(Array.isArray(old) ? [...old, ...old] : [old])
  else if (throwOf < 34) put(typeof old === 'string' ? `${old}0` : { value: old })
  else if (throwOf < 36 && !Array.isArray(parent))
    Reflect.set(parent, random.pick(['__proto__x', 'toString', 'constructor', 'length']), old)
  else if (throwOf < 50) put(random.pick(hostileTexts))
  // Rarely, because large ones are slow to make.
  else if (throwOf === 50 && random.chance(25)) put(megabyte)
  else put(random.pick(values))
}

/** As `String`, also for objects whose `toString` an earlier change has replaced. */
function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? '[object Object]' : String(value)
}

/** As `JSON.stringify`, but writes tokens as they are, and NaN and infinities too. */
function print(value: unknown): string {
  if (value instanceof Token) return value.json
  if (Array.isArray(value)) return `[${value.map(print).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, inner]) => inner !== undefined)
    return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${print(inner)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/** Reads JSON with numbers kept as text, for exact arithmetic. */
export function exactly(text: string): unknown {
  const source = (_: string, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' ? (context?.source ?? value) : value
  return JSON.parse(text, source as (key: string, value: unknown) => unknown)
}
