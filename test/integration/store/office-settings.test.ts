import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { memoryStore, temporaryFolder } from '../../support/archive.ts'

it('what is settled for one shop is of that shop, and stays in the archive', async () => {
  const file = join(temporaryFolder(), 'archive.sqlite')
  const archive = openArchive(file)
  archive.saveOfficeSetting(2, 'tables', { codes: ['22'] })
  archive.saveOfficeSetting(null, 'tables', ['of all'])
  archive.saveOfficeSetting(2, 'tables', { codes: ['22', '10'] })
  archive.close()
  const again = openArchive(file)
  expect(again.officeSetting(2, 'tables')).toEqual({ codes: ['22', '10'] })
  expect(again.officeSetting(null, 'tables')).toEqual(['of all'])
  expect(again.officeSetting(1, 'tables')).toBeNull()
  again.close()
})

it('nothing is settled in a new archive', async () => {
  expect(await memoryStore().officeSetting(null, 'seller')).toBeNull()
})
