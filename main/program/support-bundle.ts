import { createReadStream, existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { writeWholeFile } from '../export/whole-file.ts'
import type { Preferences } from '../words/schemas.ts'
import { aboutDesks } from './about-desks.ts'
import { anonymiser } from './anonymous.ts'
import type { Program } from './program.ts'

export interface SupportBundleJob {
  readonly program: Program
  readonly profile: string
  /** Versions and computer, as the composition root knows them. */
  readonly about: Readonly<Record<string, string | number | boolean>>
  readonly preferences: Preferences
  readonly logFiles: readonly string[]
  readonly file: string
}

const mostEntries = 3000
const pageSize = 500

/**
 * Writes what support needs to understand a problem, and nothing of customers, shops or keys: texts that are not the
 * program's own become marks (`anonymous.ts`). A zip of JSON files that the operator can look into.
 * @throws Failure `disk-full`, `file-unwritable`, `file-in-use`
 */
export async function writeSupportBundle(job: SupportBundleJob): Promise<void> {
  const { program, preferences, about } = job
  const { anonymous, mark } = anonymiser()
  const zip = new ZipFile()
  const add = (name: string, value: unknown) =>
    zip.addBuffer(Buffer.from(`${JSON.stringify(value, null, 2)}\n`), name)

  add('about.json', { ...about, madeAt: new Date().toISOString() })
  add('preferences.json', preferences)
  add('archive.json', await aboutArchive(job))
  const shops = await program.store.listShops()
  add(
    'shops.json',
    shops.map(
      ({
        id,
        platform,
        isDemo,
        settings,
        connection,
        knownStates,
        knownShops,
        lastRun,
        lastSuccess,
        ...rest
      }) => ({
        id,
        platform,
        isDemo,
        autoSync: settings.autoSync,
        allowHttp: settings.allowHttp,
        ownStates: settings.states?.length ?? null,
        ownMeanings: Object.keys(settings.stateMeanings).length,
        ownFingerprint: settings.certificateFingerprint !== null,
        ownFiscalFields: Object.keys(settings.fiscalFields),
        keys: program.credentials.names(id)?.names ?? [],
        states: knownStates.length,
        shops: knownShops.length,
        connection: connection === null ? null : anonymous(connection.facts),
        cursor: rest.cursor,
        floor: rest.floor,
        failuresInARow: rest.failuresInARow,
        ordersStored: rest.ordersStored,
        lastRunAt: lastRun?.startedAt ?? null,
        lastSuccessAt: lastSuccess?.startedAt ?? null,
      }),
    ),
  )
  add('desks.json', aboutDesks(await program.desks.view()))
  const runs = await program.store.listRuns(null, null, 300)
  add(
    'runs.json',
    runs.map(({ shopName: _name, ...run }) => ({
      ...run,
      failure: run.failure && { code: run.failure.code, params: anonymous(run.failure.params) },
    })),
  )
  zip.addReadStream(Readable.from(logLines(program, anonymous, mark)), 'log.jsonl')
  zip.addReadStream(Readable.from(programLogLines(job.logFiles, anonymous)), 'program.jsonl')
  zip.end()
  // yazl's types say a plain stream; it is a PassThrough.
  await writeWholeFile(job.file, () => zip.outputStream as Readable, new AbortController().signal)
}

async function aboutArchive({ program, profile }: SupportBundleJob) {
  const integrity = await program.archiveCare.integrity()
  const { bavail, bsize } = statfsSync(profile)
  const backups = await program.store.listBackups()
  return {
    integrity,
    bytes: await program.store.archiveBytes(),
    freeBytes: bavail * bsize,
    backups: backups.map(({ at, reason, bytes, orders }) => ({ at, reason, bytes, orders })),
    lastBackupFailure: (await program.archiveCare.state()).backupFailure?.code ?? null,
    lastSecondFailure: program.archiveCare.secondFailure()?.code ?? null,
    keptAside: readdirSync(profile)
      .filter((name) => /-damaged-/.test(name))
      .map((name) => ({ name, bytes: statSync(join(profile, name)).size })),
  }
}

type Anonymous = ReturnType<typeof anonymiser>['anonymous']

async function* logLines({ store }: Program, anonymous: Anonymous, mark: (text: string) => string) {
  const filter = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' }
  let before: number | null = null
  for (let read = 0; read < mostEntries; read += pageSize) {
    const page = await store.listLog(filter, before, pageSize)
    for (const { id, at, lastAt, times, level, shopId, runId, shopOrderId, message } of page) {
      const order = shopOrderId === null ? null : mark(shopOrderId)
      const { code, params } = message
      yield `${JSON.stringify({ id, at, lastAt, times, level, shopId, runId, order, code, params: anonymous(params) })}\n`
    }
    before = page.at(-1)?.id ?? null
    if (before === null) return
  }
}

/** Without the messages of errors, which may hold what the program was working on; frames without folders. */
async function* programLogLines(files: readonly string[], anonymous: Anonymous) {
  for (const file of files.filter((one) => existsSync(one))) {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const entry = parsed(line)
      if (entry === null) continue
      const { at, level, what, params, frames } = entry
      const places = Array.isArray(frames) ? frames.map((frame) => placeOf(String(frame))) : undefined
      yield `${JSON.stringify({ at, level, what: String(what), params: anonymous(params), frames: places })}\n`
    }
  }
}

/** `f (file:///home/anna/app/out/main/index.js:10:5)` -> `f index.js:10:5` */
function placeOf(frame: string): string {
  const [, name = '', place = ''] = /^(?:(.*) \()?(.*?)\)?$/.exec(frame) ?? []
  return `${name.replaceAll(/[^\w.<> ]/g, '')} ${basename(place.replaceAll('\\', '/'))}`.trim()
}

/** A line that a power cut left half is passed over. */
function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
