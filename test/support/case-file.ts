import { readFileSync } from 'node:fs'

/** An order as a real shop's API sent it, and what is right for it (`test/fixtures/PLATFORM/cases/NAME.json`). */
export interface CaseFile {
  readonly header: { readonly fed: string; readonly source: string; readonly right: string }
  readonly fed: Readonly<Record<string, unknown>>
}

export function caseFile(platform: string, name: string): CaseFile {
  const file = new URL(`../fixtures/${platform}/cases/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as CaseFile
}
