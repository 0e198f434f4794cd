import { PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { writeWholeFile } from '../export/whole-file.ts'
import { workbookStream } from '../export/workbook.ts'
import type { Store } from '../store/store.ts'
import type { Texts } from '../texts/shape.ts'
import type { ReportPeriod } from '../words/accountant.ts'
import { readPayments } from './payments.ts'
import type { MadeReport } from './report.ts'
import { readmeText, summaryLines } from './summary.ts'
import { type Table, tablesOf } from './tables.ts'

export interface PackageJob {
  readonly store: Store
  readonly file: string
  readonly made: MadeReport
  /** The same on paper; null: there is none, and the package says so. */
  readonly pdf: Uint8Array | null
  readonly texts: Texts
  readonly signal: AbortSignal
}

/**
 * *Pacchetto per il commercialista* (R47): the report as workbook, CSV files and PDF in a ZIP file, with what was counted, what
 * was left out, and that it adds up. Whole or not at all.
 * @throws Failure as `writeWholeFile` does
 */
export async function writePackage({ store, file, made, pdf, texts, signal }: PackageJob): Promise<void> {
  const summary = summaryLines(made.report, texts, pdf !== null)
  const tables = tablesOf(made.report, summary, () => readPayments(store, made, signal), texts)
  const base = packageName(made.report.period, texts)
  const content = () => zipOf(base, readmeText(summary, texts), tables, pdf, texts)
  await writeWholeFile(file, content, signal)
}

/** What the package is called, without its ending: `commercialista-2026-11`. */
export function packageName({ from, to }: ReportPeriod, texts: Texts): string {
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)]
  return texts.accountantFiles.base(first === last ? first : `${first}_${last}`)
}

function zipOf(
  base: string,
  readme: string,
  tables: readonly Table[],
  pdf: Uint8Array | null,
  texts: Texts,
): Readable {
  const zip = new ZipFile()
  const out = new PassThrough()
  zip.outputStream.pipe(out)
  const fail = (error: Error) => out.destroy(error)
  zip.on('error', fail)
  // One after the other: each reads what it writes only then.
  const add = async (content: Readable, path: string, compress = true) => {
    const stop = () => void content.destroy()
    out.once('close', stop)
    zip.addReadStream(content, path, { compress })
    await finished(content)
    out.off('close', stop)
  }
  const fill = async () => {
    zip.addBuffer(Buffer.from(readme), texts.accountantFiles.readme)
    const workbook = workbookStream(async (sheet) => {
      for (const table of tables) await table.addTo(sheet)
    })
    await add(workbook, `${base}.xlsx`, false)
    for (const { file, csv } of tables) {
      if (file !== null) await add(Readable.from(csv(), { objectMode: false }), `csv/${file}.csv`)
    }
    if (pdf !== null) zip.addBuffer(Buffer.from(pdf), `${base}.pdf`, { compress: false })
    zip.end()
  }
  fill().catch(fail)
  return out
}
