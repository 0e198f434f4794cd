import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyDraft, inputOf, missingFields } from '../../../renderer/desks/join-draft.ts'
import {
  changeDraft,
  join,
  noteJoinProgress,
  previewJoin,
  rejoin,
  suggestName,
  tryServer,
  useJoin,
} from '../../../renderer/desks/join-store.ts'
import { mayRejoin, stateOf, useDesks } from '../../../renderer/state/desks-store.ts'

const preview = { shops: [], numbersTwice: [], numbersTwiceCount: 0 }
const unreachable = { code: 'desks-unreachable', params: {} } as const
const whole = { ...emptyDraft, host: 'server.lan', password: 'segreta', desk: 'Banco' }
const progress = { phase: 'applying', done: 1, total: 2 } as const

/** Main, which answers with these. */
function main(answers: Readonly<Record<string, unknown>> = {}) {
  const request = vi.fn(async (name: string) => {
    const answer = await (answers[name] ?? { ok: true, value: null })
    return name === 'desks.view' && !(name in answers) ? { ok: true, value: { joined: false } } : answer
  })
  vi.stubGlobal('window', { api: { request, on: () => () => undefined } })
  return request
}

beforeEach(() => {
  useJoin.setState(useJoin.getInitialState())
  useDesks.setState(useDesks.getInitialState())
})
afterEach(() => vi.unstubAllGlobals())

describe('R55 the fields of the server', () => {
  it('what is missing is marked, and nothing is asked', async () => {
    const request = main()
    await tryServer()
    expect(request).not.toHaveBeenCalled()
    expect(useJoin.getState()).toMatchObject({ pressed: true, busy: null, tried: null })
    expect(missingFields(emptyDraft)).toEqual(['host', 'password', 'desk'])
  })

  it.each(['', 0, 70_000, 1.5, 'x'])('a port %s is none', (port) => {
    expect(missingFields({ ...whole, port })).toEqual(['port'])
    expect(inputOf({ ...whole, port })).toBeNull()
  })

  it('what is asked is what was typed', () => {
    expect(inputOf({ ...whole, port: '5433', certificate: ' PEM\n' })).toEqual({
      ...whole,
      port: 5433,
      certificate: 'PEM',
    })
  })

  it('the computer’s name is proposed, and takes no place of a typed one', async () => {
    const named = Promise.withResolvers<object>()
    main({ 'desks.suggestedName': named.promise })
    const proposed = suggestName()
    changeDraft({ desk: 'Banco' })
    named.resolve({ ok: true, value: 'PC-07' })
    await proposed
    expect(useJoin.getState().draft.desk).toBe('Banco')
  })
})

describe('R55 trying and joining', () => {
  beforeEach(() => useJoin.setState({ draft: whole }))

  it('what a trial found is not said of other fields', async () => {
    main({ 'desks.try': { ok: false, failure: unreachable } })
    await tryServer()
    expect(useJoin.getState().tried).toEqual({ failure: unreachable })
    changeDraft({ host: 'altro.lan' })
    expect(useJoin.getState().tried).toBeNull()
  })

  it('a second press does nothing while one is under way', async () => {
    const answer = Promise.withResolvers<object>()
    const request = main({ 'desks.preview': answer.promise })
    const first = previewJoin()
    await previewJoin()
    await join()
    answer.resolve({ ok: true, value: preview })
    await first
    expect(request).toHaveBeenCalledTimes(1)
    expect(useJoin.getState()).toMatchObject({ busy: null, preview })
  })

  it('whoever stops it is not told why it ended', async () => {
    main({ 'desks.preview': { ok: false, failure: { code: 'cancelled', params: {} } } })
    await previewJoin()
    expect(useJoin.getState()).toMatchObject({ busy: null, preview: null, failure: null })
  })

  it('R58 the password does not stay in the page once it has joined', async () => {
    const view = { joined: true, state: 'online' }
    main({ 'desks.view': { ok: true, value: view } })
    await join()
    expect(JSON.stringify(useJoin.getState())).not.toContain('segreta')
    expect(useDesks.getState().view).toEqual(view)
  })

  it('why joining failed is said, and the fields stay', async () => {
    main({ 'desks.join': { ok: false, failure: unreachable } })
    await join()
    expect(useJoin.getState()).toMatchObject({ busy: null, draft: whole, failure: unreachable })
  })

  it('figures count only while something is under way', async () => {
    noteJoinProgress(progress)
    expect(useJoin.getState().progress).toBeNull()
    const answer = Promise.withResolvers<object>()
    main({ 'desks.rejoin': answer.promise })
    const done = rejoin()
    noteJoinProgress(progress)
    expect(useJoin.getState().progress).toEqual(progress)
    answer.resolve({ ok: true, value: null })
    await done
    expect(useJoin.getState().progress).toBeNull()
  })
})

it('R55 a desk that is online and lacks facts is behind', () => {
  const view = { joined: true, state: 'online', behind: 3, failure: null } as never
  expect(stateOf(view)).toBe('behind')
  expect(stateOf({ ...(view as object), state: 'offline', failure: unreachable } as never)).toBe('offline')
  expect(stateOf({ ...(view as object), state: 'offline' } as never)).toBe('connecting')
})

it('R55 Ricollega is offered to whom it helps: not where the program is to be updated', () => {
  expect(mayRejoin({ failure: { code: 'desk-copied', params: {} } })).toBe(true)
  expect(mayRejoin({ failure: { code: 'desk-outdated', params: {} } })).toBe(false)
})
