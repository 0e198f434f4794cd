import { Readable } from 'node:stream'
import { writeWholeFile } from '../export/whole-file.ts'
import { workbookStream } from '../export/workbook.ts'
import { zipStream } from '../export/zip-stream.ts'
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
  return zipStream(async (add, zip) => {
    zip.addBuffer(Buffer.from(readme), texts.accountantFiles.readme)
    const workbook = workbookStream(async (sheet) => {
      for (const table of tables) await table.addTo(sheet)
    })
    await add(workbook, `${base}.xlsx`, { compress: false })
    for (const { file, csv } of tables) {
      if (file !== null) await add(Readable.from(csv(), { objectMode: false }), `csv/${file}.csv`)
    }
    if (pdf !== null) zip.addBuffer(Buffer.from(pdf), `${base}.pdf`, { compress: false })
  })
}
