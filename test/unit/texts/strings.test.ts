/** No word that people read stands outside of `main/texts`, and none there that nobody reads. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseAst } from 'vite'
import { describe, expect, it } from 'vitest'
import { textsFor } from '../../../main/texts/index.ts'

const root = join(import.meta.dirname, '../../..')

interface Node {
  readonly type: string
  readonly [name: string]: unknown
}

/** The program's sources that draw or name things, without the texts. */
function sources(...folders: readonly string[]): readonly (readonly [string, string])[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !file.includes('/main/texts/'))
      .map((file) => [relative(root, file), readFileSync(file, 'utf8')] as const),
  )
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** Calls `visit` for every node with those it stands in, nearest first. */
function walk(
  node: Node,
  visit: (node: Node, within: readonly Node[]) => void,
  within: readonly Node[] = [],
) {
  visit(node, within)
  const here = [node, ...within]
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, here)
}

const nameOf = (node: Node | undefined): string => {
  const name = node?.name ?? node?.value
  return typeof name === 'string' ? name : isNode(name) ? nameOf(name) : ''
}

/** What a literal or a template says, its holes left out. */
function wordsOf(node: Node): string {
  if (node.type === 'JSXText') return String(node.value)
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : ''
  if (node.type !== 'TemplateLiteral') return ''
  return (node.quasis as readonly { readonly value: { readonly cooked: string } }[])
    .map((part) => part.value.cooked)
    .join('…')
}

/** What people see or hear, by the name of the attribute or the property that carries it. */
const shown =
  /^(label|sublabel|title|message|detail|body|text|hint|placeholder|description|alt|header|toolTip|buttons|children|aria-(label|description|roledescription|valuetext))$/
/** The program's own name, and what is the same in every language. */
const sameEverywhere = /^(Download Ordini|[A-Z]{2,4}|Ctrl|Enter|Esc|F1|Europe\/Rome)$/

function literalsShown(code: string, lang: 'ts' | 'tsx' = 'tsx'): readonly string[] {
  const found: string[] = []
  walk(parseAst(code, { lang }) as unknown as Node, (node, within) => {
    const said = wordsOf(node).trim()
    if (!/\p{L}{2}/u.test(said) || sameEverywhere.test(said)) return
    const [parent] = within
    const holder = within.find(({ type }) =>
      /^(JSXAttribute|Property|JSXElement|CallExpression|NewExpression)$/.test(type),
    )
    const isContent = node.type === 'JSXText' || holder?.type === 'JSXElement'
    const isShown =
      (holder?.type === 'JSXAttribute' && shown.test(nameOf(holder.name as Node))) ||
      (holder?.type === 'Property' && holder.key !== node && shown.test(nameOf(holder.key as Node)))
    const isSaid =
      parent?.type === 'CallExpression' &&
      /^(toast|announce|setToolTip|setTitle|showErrorBox)$/.test(
        nameOf(parent.callee as Node) || nameOf((parent.callee as Node).property as Node),
      )
    // What a choice depends on is no word, nor is what a bug says of itself in the program's log.
    const isCompared = parent?.type === 'BinaryExpression' || parent?.type === 'MemberExpression'
    const isOfBug = within.some(
      (one) => one.type === 'CallExpression' && nameOf(one.callee as Node) === 'failure',
    )
    if ((isContent || isShown || isSaid) && !isCompared && !isOfBug) found.push(said)
  })
  return found
}

describe('words that people read', () => {
  it('stand in main/texts and nowhere else', () => {
    const found = sources('renderer', 'main/app', 'main/print').flatMap(([file, code]) =>
      literalsShown(code, file.endsWith('x') ? 'tsx' : 'ts').map((said) => `${file}: ${said}`),
    )
    expect(found).toEqual([])
  })

  it('are found where somebody forgets that', () => {
    const code = `const a = <p title="Il negozio">Ciao {x ? 'mondo' : ''} <b aria-label={\`Ordine \${n}\`} /></p>
      dialog.showMessageBox({ message: 'Vuoi uscire?' }); toast('Fatto'); const c = <i className="dim" />`
    expect(literalsShown(code)).toEqual(['Il negozio', 'Ciao', 'mondo', 'Ordine …', 'Vuoi uscire?', 'Fatto'])
  })

  it('are all in use', () => {
    // Read by a code, a field's name or a state, within the texts: the compiler holds them against the codes.
    const byCode =
      /^(failures|skipReasons|skippedGroups|wrongReasons|log|fieldNames|stateNames|check|alerts|shopWarnings|invoiceReasons|language|unknownCode|order\.(fields|customer|fiscal|address|warnings)|search\.handovers\.(short|redo|redoAll))\b/
    const all = sources('renderer', 'main', 'preload')
    const uses = new Map<string, readonly string[]>()
    const usersOf = (section: string) => {
      const known =
        uses.get(section) ??
        all.filter(([, code]) => new RegExp(`\\b${section}\\b`).test(code)).map(([, code]) => code)
      uses.set(section, known)
      return known
    }
    const unused = leaves(textsFor('it')).filter((path) => {
      if (byCode.test(path.join('.'))) return false
      const [section = ''] = path
      const users = usersOf(section)
      const isUsed = (pattern: string) => users.some((code) => new RegExp(pattern).test(code))
      const tables = path.slice(0, -1)
      // Read by its name, or one of the tables it is in is used as a whole (by a column's id, a choice's value ...).
      if (isUsed(`(\\.|[{,]\\s*)${path.at(-1)}\\b(?!: )`)) return false
      return !tables.slice(1).some((name) => isUsed(`\\b${name}(\\[|\\)|\\}|\\.map\\()`))
    })
    expect(unused.map((path) => path.join('.'))).toEqual([])
  })
})

function leaves(tree: object, path: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? leaves(value, [...path, name]) : [[...path, name]],
  )
}
