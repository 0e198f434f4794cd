import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askAway, useAway } from '../../../renderer/state/away-store.ts'
import { type JoinedView, useDesks } from '../../../renderer/state/desks-store.ts'
import { toastFailure, useToasts } from '../../../renderer/state/toasts.ts'

const unreachable = { code: 'desks-unreachable', params: {} } as const
const viewOf = (state: JoinedView['state']) => {
  const failure = state === 'online' ? null : unreachable
  useDesks.setState({ view: { joined: true, state, failure } as JoinedView })
}

beforeEach(() => useDesks.setState(useDesks.getInitialState()))
afterEach(() => vi.unstubAllGlobals())

describe('R57 orders that are to go out while no other desk can be told', () => {
  it('nothing is asked of a single desk, nor of one that is online, nor of the new ones, which main refuses', async () => {
    expect(await askAway(false)).toBe(true)
    viewOf('online')
    expect(await askAway(false)).toBe(true)
    viewOf('offline')
    expect(await askAway(true)).toBe(true)
    expect(useAway.getState().isAsked).toBe(false)
  })

  it.each(['offline', 'stopped'] as const)('it is asked once where this desk is %s', async (state) => {
    viewOf(state)
    const first = askAway(false)
    const second = askAway(false)
    expect(await first).toBe(false)
    useAway.getState().answer(true)
    expect(await second).toBe(true)
    expect(useAway.getState().isAsked).toBe(false)
  })
})

it('R55 what the server keeps from being done is said with the way to the desks', () => {
  const request = vi.fn(async () => ({ ok: true, value: null }))
  vi.stubGlobal('window', { api: { request } })
  toastFailure(unreachable)
  useToasts.getState().toast?.actions[0]?.act()
  expect(request).toHaveBeenCalledWith('windows.desks', undefined)
  toastFailure({ code: 'no-shop', params: {} })
  expect(useToasts.getState().toast?.actions).toEqual([])
})
