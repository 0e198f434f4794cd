import fc from 'fast-check'
import { expect, it } from 'vitest'
import { outlived } from '../../../main/store/backup-files.ts'
import { type BackupFile, backupReasons } from '../../../main/words/backups.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 23, 9)

function copies(
  ...made: readonly { age: number; reason?: BackupFile['reason']; bytes?: number }[]
): BackupFile[] {
  return made.map(({ age, reason = 'daily', bytes = 1000 }) => {
    const at = new Date(now - age * day).toISOString()
    return { name: `${at}-${reason}`, at, reason, bytes }
  })
}

it('a year of daily copies comes down to seven days and four weeks', () => {
  const all = copies(...Array.from({ length: 365 }, (_, age) => ({ age })))
  const gone = new Set(outlived(all, 1000))
  const kept = all.filter((copy) => !gone.has(copy))
  expect(kept).toHaveLength(11)
  expect(kept.slice(0, 7)).toEqual(all.slice(0, 7))
  const weeks = kept.slice(7).map(({ at }) => Math.floor((now - Date.parse(at)) / day / 7))
  expect(weeks.at(-1)).toBeLessThanOrEqual(5)
})

it('copies made by hand and before migrations are not counted among the daily ones', () => {
  const all = copies(...Array.from({ length: 9 }, (_, age) => ({ age, reason: 'manual' as const })), {
    age: 400,
    reason: 'migration',
  })
  expect(outlived(all, 1000).map(({ at }) => at)).toEqual(all.slice(5, 9).map(({ at }) => at))
})

it('a large archive keeps fewer copies, but never less than two', () => {
  const gigabyte = 2 ** 30
  const large = copies(...Array.from({ length: 7 }, (_, age) => ({ age, bytes: 2 * gigabyte })))
  expect(outlived(large, 2 * gigabyte)).toEqual(large.slice(3))
  const huge = copies(...Array.from({ length: 7 }, (_, age) => ({ age, bytes: 40 * gigabyte })))
  expect(outlived(huge, gigabyte)).toEqual(huge.slice(2))
})

it('R34 the newest two always stay, whatever there is, and doing it twice changes nothing', () => {
  const copy = fc.record({
    age: fc.nat(800 * 24).map((hours) => hours / 24),
    reason: fc.constantFrom(...backupReasons),
    bytes: fc.nat(2 ** 40),
  })
  fc.assert(
    fc.property(fc.uniqueArray(copy, { selector: ({ age }) => age }), fc.nat(2 ** 40), (made, bytes) => {
      const all = copies(...made).sort((a, b) => (a.at < b.at ? 1 : -1))
      const gone = outlived(all, bytes)
      expect(gone).not.toContain(all[0])
      expect(gone).not.toContain(all[1])
      expect(
        outlived(
          all.filter((one) => !gone.includes(one)),
          bytes,
        ),
      ).toEqual([])
    }),
  )
})
