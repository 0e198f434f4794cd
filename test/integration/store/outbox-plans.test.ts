import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { temporaryFolder } from '../../support/archive.ts'

it('R55: what waits to be allowed is found without reading all that an archive has to say that joins', () => {
  const file = join(temporaryFolder(), 'archive.sqlite')
  openArchive(file).close()
  const db = new Database(file)
  onTestFinished(() => void db.close())
  const planOf = (where: string) =>
    db
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT 1 FROM outbox CROSS JOIN desk WHERE ${where}`,
      )
      .all()
      .map(({ detail }) => detail)
  // Of `guarded.ts`, asked forty times a second while an operator waits.
  expect(planOf("guarded = 1 AND (n IS NULL OR n >= next_n) AND instr(outbox.body, 'a') > 0")).toContain(
    'SCAN outbox USING INDEX outbox_under_guard',
  )
  // Of `outbox.ts`.
  expect(planOf('n > 0 AND (advances = 1 OR guarded = 1)')).toContain(
    'SEARCH outbox USING INDEX outbox_sent (n>?)',
  )
})
