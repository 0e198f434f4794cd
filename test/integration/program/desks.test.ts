import { describe, expect, test } from 'vitest'
import { createProgram } from '../../../main/program/program.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { sharedArchive } from '../../support/desk-server.ts'
import { postgresForFile } from '../../support/postgres.ts'
import { programOptions, temporaryProgram } from '../../support/program.ts'

const postgres = await postgresForFile()
const never = new AbortController().signal

test('R55: an archive that has not joined starts no thread for it', async () => {
  const options = programOptions(temporaryFolder())
  const bugs: unknown[] = []
  const program = await createProgram({
    ...options,
    workers: { ...options.workers, desks: new URL('file:///nowhere.ts') },
    archiveCare: { ...options.archiveCare, onBug: (error) => bugs.push(error) },
  })
  expect(await program.desks.view()).toEqual({ joined: false })
  expect(await program.desks.withRight(await program.demo(), async (lease) => lease)).toBeUndefined()
  await program.close()
  expect(bugs).toEqual([])
})

describe.skipIf(!postgres)('desks that share an archive', () => {
  test('Prova says what is wrong with the address', async () => {
    if (postgres === null) return
    const input = await sharedArchive(postgres)
    const { desks } = await temporaryProgram()
    await desks.try(input, never)
    await expect(desks.try({ ...input, password: 'wrong' }, never)).rejects.toMatchObject({
      value: { code: 'desks-password-wrong' },
    })
  })
})
