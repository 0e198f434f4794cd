import type { ShopRecord } from '../store/shops.ts'
import { checkStepName, checkStepText, failureText, sentence } from '../texts/index.ts'
import { Failure, type FailureCode, failure } from '../words/failure.ts'
import { acceptWrong } from './accept-wrong.ts'
import type { CommandLine } from './command-line.ts'
import { joinDesks, leaveDesks } from './desks.ts'
import { downloadShops } from './download.ts'
import { exportToFile } from './export.ts'
import { listShops } from './list-shops.ts'
import { markOrders } from './mark.ts'
import { readJson } from './read-json.ts'
import { reportToFile } from './report.ts'
import { rereadOrders } from './reread.ts'
import type { Terminal } from './terminal.ts'
import { toldFailure } from './told-failure.ts'
import { toldWarning, warningLines } from './told-warning.ts'

/** Failures of the call or the configuration, not of a shop: exit code 2. */
const configuration: ReadonlySet<FailureCode> = new Set([
  'no-shop',
  'shop-unknown',
  'input-invalid',
  'address-invalid',
  'insecure-http',
  'file-unreadable',
  'export-format-unknown',
])

/** Does what was asked for without a window (R36). @returns the exit code */
export async function runCommand(line: CommandLine, terminal: Terminal): Promise<number> {
  const { program, signal } = terminal
  const cancel = () => program.runner.cancel(null)
  signal.addEventListener('abort', cancel)
  try {
    return await dispatch(line, terminal)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    terminal.err(sentence(failureText(terminal.texts, error.value)))
    return configuration.has(error.value.code) ? 2 : 1
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

function dispatch(line: CommandLine, terminal: Terminal): Promise<number> | number {
  switch (line.command) {
    case 'download':
      return chosenShops(line, terminal).then((shops) => downloadShops(shops, line, terminal))
    case 'check':
      return chosenShops(line, terminal).then((shops) => checkShops(shops, line.json, terminal))
    case 'add-shop':
      return addShop(line.value, terminal)
    case 'list-shops':
      return listShops(line.json, terminal)
    case 'remove-shop':
      return removeShop(line.value, terminal)
    case 'export':
      return namedShops(line, terminal).then((shops) => exportToFile(line, shops, terminal))
    case 'mark':
      return namedShops(line, terminal).then((shops) => markOrders(line, shops, terminal))
    case 'accept-wrong':
      return chosenShops(line, terminal).then((shops) => acceptWrong(line, shops, terminal))
    case 'reread':
      return terminal.program.store
        .listShops()
        .then((shops) => rereadOrders(line, shopNamed(shops, line.value), terminal))
    case 'join':
      return joinDesks(line, terminal)
    case 'leave':
      return leaveDesks(line.json, terminal)
    case 'report':
      return namedShops(line, terminal).then((shops) => reportToFile(line, shops, terminal))
    case 'help':
    case 'window':
      throw new Error(`${line.command} is not done here`)
  }
}

/** The shops named, the demonstration shop with `--demo`, or all. */
async function chosenShops(line: CommandLine, terminal: Terminal): Promise<ShopRecord[]> {
  const chosen = await namedShops(line, terminal)
  if (chosen.length > 0) return chosen
  const shops = await terminal.program.store.listShops()
  if (shops.length === 0) throw failure('no-shop', {})
  return shops
}

async function namedShops(line: CommandLine, { program }: Terminal): Promise<ShopRecord[]> {
  const demo = line.demo ? [await program.demo()] : []
  const shops = await program.store.listShops()
  const named = line.shops.map((name) => shopNamed(shops, name))
  return [...new Map([...demo, ...named].map((shop) => [shop.id, shop])).values()]
}

function shopNamed(shops: readonly ShopRecord[], name: string): ShopRecord {
  const wanted = name.trim().toLowerCase()
  const shop = shops.find((candidate) => candidate.name.toLowerCase() === wanted)
  if (!shop) throw failure('shop-unknown', { name })
  return shop
}

async function checkShops(shops: readonly ShopRecord[], json: boolean, terminal: Terminal): Promise<number> {
  const { program, texts, out, signal } = terminal
  const words = texts.native.cli
  const checks = []
  for (const shop of shops) {
    if (signal.aborted) break
    const report = await program.check(shop, {}, signal, () => undefined)
    const warnings = await program.store.shopWarnings(shop.id)
    const steps = report.steps.map((step) => {
      const { id, outcome, facts, failure } = step
      // A warning is said in its own words: what stops a download elsewhere has been got round here.
      const said = checkStepText(texts, step, report.states)
      return { id, outcome, facts, error: failure && said && toldFailure(failure, said) }
    })
    checks.push({
      shop: shop.name,
      platform: shop.platform,
      ok: report.ok,
      url: report.connection?.url ?? null,
      steps,
      warnings: warnings.map((warning) => toldWarning(texts, warning)),
    })
    if (json) continue
    out(shop.name)
    for (const step of steps) {
      out(`  ${checkStepName(texts, step)}: ${words.checkOutcomes[step.outcome]}`)
      if (step.error) out(`    ${sentence(step.error)}`)
      if (step.error?.fingerprint) out(`    ${words.fingerprint(step.error.fingerprint)}`)
    }
    for (const line of warningLines(texts, warnings)) out(`  ${line}`)
  }
  if (json) out(JSON.stringify({ checks }))
  return checks.every(({ ok }) => ok) ? 0 : 1
}

async function addShop(file: string, { program, texts, out, err, signal }: Terminal): Promise<number> {
  const words = texts.native.cli
  const value = await readJson(file, '--add-shop', 'not-a-shop', signal)
  const shops = await program.store.listShops()
  const name = 'name' in value ? value.name : undefined
  const known = shops.find(
    (shop) => typeof name === 'string' && shop.name.toLowerCase() === name.trim().toLowerCase(),
  )
  const saved = await program.saveShop(known ?? null, value)
  for (const line of warningLines(texts, await program.store.shopWarnings(saved.id))) err(line)
  if (!program.credentials.encrypted) err(words.plainCredentials)
  out(known ? words.updated(saved.name) : words.added(saved.name))
  return 0
}

async function removeShop(name: string, { program, texts, out }: Terminal): Promise<number> {
  const shop = shopNamed(await program.store.listShops(), name)
  await program.removeShop(shop.id)
  const { removed, removedDemo } = texts.native.cli
  out((shop.isDemo ? removedDemo : removed)(shop.name))
  return 0
}
