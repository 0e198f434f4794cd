import { afterEach, expect, it, vi } from 'vitest'
import { noTables } from '../../../main/words/easyfatt-tables.ts'
import { renewPassword, showPull, switchPull, usePull } from '../../../renderer/easyfatt/pull-store.ts'
import { draftOf } from '../../../renderer/easyfatt/tables-draft.ts'
import { saveTables, useEasyfatt } from '../../../renderer/easyfatt/tables-store.ts'

afterEach(() => vi.unstubAllGlobals())

/** Main, which takes its time for one thing. */
function slowMain(slow: string) {
  const answer = Promise.withResolvers<object>()
  const request = vi.fn(async (name: string) =>
    name === slow ? answer.promise : { ok: true, value: { name } },
  )
  vi.stubGlobal('window', { api: { request, on: () => () => undefined } })
  return answer.resolve
}

it.each([
  ['easyfattPull.switchOn', () => switchPull(true)],
  ['easyfattPull.newPassword', renewPassword],
])('R45 a password is never shown as another shop’s: %s', async (name, act) => {
  const resolve = slowMain(name)
  await showPull(1)
  const done = act()
  await showPull(2)
  resolve({ ok: true, value: 'della prima' })
  await done
  expect(usePull.getState()).toMatchObject({ shopId: 2, password: null, busy: null })
})

it('R46 tables are never shown as another shop’s, nor does what is typed there go', async () => {
  const resolve = slowMain('easyfatt.saveTables')
  const view = { tables: noTables, payments: [], carriers: [] }
  const ofSecond = draftOf({ ...noTables, payments: [{ from: 'bacs', to: 'Bonifico' }] })
  const drafts = { 1: draftOf(noTables), 2: ofSecond }
  useEasyfatt.setState({ shopId: 1, view, drafts })
  const done = saveTables()
  const second = { ...view, payments: [{ name: 'bacs', orders: 1 }] }
  useEasyfatt.setState({ shopId: 2, view: second })
  resolve({ ok: true, value: null })
  await done
  expect(useEasyfatt.getState()).toMatchObject({ shopId: 2, view: second, drafts: { 2: ofSecond } })
  expect(Object.keys(useEasyfatt.getState().drafts)).toEqual(['2'])
})
