import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProgramEvents } from '../../../main/app/open-program.ts'
import { longMs, watchDesks } from '../../../main/app/watch-desks.ts'
import type { NewAlert } from '../../../main/words/alert.ts'
import type { DesksView } from '../../../main/words/desks.ts'

type Joined = Extract<DesksView, { joined: true }>

const since = '2026-11-23T10:00:00.000Z'
const away = { code: 'desks-unreachable', params: {} } as const
const copied = { code: 'desk-copied', params: {} } as const
const online = { joined: true, state: 'online', failure: null, since } as Joined

function watched(first: DesksView) {
  const listeners: (() => void)[] = []
  const events = new EventEmitter() as ProgramEvents
  const told: string[] = []
  const alerts = new Map<string, NewAlert>()
  const raised: string[] = []
  let view = first
  const applied = vi.fn()
  const stop = watchDesks({
    desks: {
      view: async () => view,
      onChange: (listener) => {
        listeners.push(listener)
        return () => undefined
      },
    },
    events,
    windows: { tell: (name) => void told.push(name) },
    alerts: {
      raise: (alert) => {
        raised.push(alert.code)
        alerts.set(alert.code, alert)
      },
      withdraw: (code) => void alerts.delete(code),
    },
    onApplied: applied,
    onView: () => undefined,
    onBroken: (error) => {
      throw error
    },
  })
  const become = async (next: DesksView) => {
    view = next
    for (const tell of listeners) tell()
    await vi.advanceTimersByTimeAsync(1000)
  }
  return {
    told,
    alerts,
    raised,
    applied,
    become,
    stop,
    apply: () => events.emit('applied', {} as never),
  }
}

beforeEach(() => void vi.useFakeTimers({ now: Date.parse(since) }))
afterEach(() => void vi.useRealTimers())

describe('R55 what the operator is told of the desks', () => {
  it('a server that is away for long is one alert, gone when it is back', async () => {
    const { alerts, raised, become } = watched(online)
    await become({ ...online, state: 'offline', failure: away })
    expect(raised).toEqual([])
    await vi.advanceTimersByTimeAsync(longMs)
    await become({ ...online, state: 'offline', failure: away, waiting: 12 })
    expect([...alerts.values()]).toEqual([{ code: 'desks-offline', params: { since } }])
    await become(online)
    expect([...alerts]).toEqual([])
  })

  it('a short absence is none', async () => {
    const { raised, become } = watched(online)
    await become({ ...online, state: 'offline', failure: away })
    await become(online)
    await vi.advanceTimersByTimeAsync(2 * longMs)
    expect(raised).toEqual([])
  })

  it('a desk that has stopped says so at once, and no more once it works alone', async () => {
    const { alerts, become } = watched(online)
    await become({ ...online, state: 'stopped', failure: copied })
    expect([...alerts.values()]).toEqual([{ code: 'desks-stopped', params: { failure: copied } }])
    await become({ joined: false })
    expect([...alerts]).toEqual([])
  })

  it('many facts are one reading of the lists, and nothing is told after the end', async () => {
    const { told, applied, apply, stop } = watched(online)
    await vi.advanceTimersByTimeAsync(1000)
    told.length = 0
    for (let fact = 0; fact < 50; fact += 1) apply()
    await vi.advanceTimersByTimeAsync(1000)
    expect(applied).toHaveBeenCalledTimes(2)
    expect(told.filter((name) => name === 'desks.applied')).toHaveLength(2)
    stop()
    apply()
    await vi.advanceTimersByTimeAsync(1000)
    expect(applied).toHaveBeenCalledTimes(3)
  })
})
