import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { guardAgainstCrashes } from '../../../main/app/crash-guard.ts'

const electron = vi.hoisted(() => ({ heard: new Map<string, (...values: unknown[]) => void>() }))
vi.mock('electron', () => ({
  app: { on: (name: string, act: (...values: unknown[]) => void) => void electron.heard.set(name, act) },
}))

/** What Electron says, to whoever listens. */
const say = (name: string, ...values: readonly unknown[]) =>
  (electron.heard.get(name) ?? expect.fail(`nobody listens to ${name}`))({}, ...values)

/** A window as Electron announces it. */
function windowOf(id: number) {
  const webContents = { id, isDestroyed: () => false }
  return Object.assign(new EventEmitter(), { webContents, isDestroyed: () => false })
}

const seen = { bugs: [] as string[], alerts: [] as string[], reopened: [] as number[], givenUp: 0 }
const processEvents = ['uncaughtException', 'unhandledRejection'] as const
const before = processEvents.map((name) => process.listeners(name as 'uncaughtException'))

beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(seen, { bugs: [], alerts: [], reopened: [], givenUp: 0 })
  guardAgainstCrashes({
    log: {
      bug: (error: unknown, where: string) => void seen.bugs.push(`${where}: ${String(error)}`),
    } as never,
    onAlert: ({ code }) => void seen.alerts.push(code),
    isShown: (id) => id < 100,
    reopen: (id) => void seen.reopened.push(id),
    giveUp: () => {
      seen.givenUp += 1
    },
  })
})
afterEach(() => {
  vi.useRealTimers()
  for (const [place, name] of processEvents.entries()) {
    for (const listener of process.listeners(name as 'uncaughtException'))
      if (!before[place]?.includes(listener)) process.off(name, listener)
  }
})

describe('nothing ends in a dead window', () => {
  it('a page that does not answer any more is written down, told and opened anew', () => {
    const window = windowOf(7)
    say('browser-window-created', window)
    window.emit('unresponsive')
    expect(seen).toMatchObject({ alerts: ['window-reloaded'], reopened: [7], givenUp: 0 })
    expect(seen.bugs).toEqual(['window: Error: page does not answer'])
  })

  it.each(['crashed', 'oom', 'killed', 'launch-failed', 'integrity-failure'])(
    'so is one that is gone: %s',
    (reason) => {
      say('render-process-gone', windowOf(7).webContents, { reason })
      expect(seen).toMatchObject({ alerts: ['window-reloaded'], reopened: [7] })
    },
  )

  it('one that ended as it should is not', () => {
    say('render-process-gone', windowOf(7).webContents, { reason: 'clean-exit' })
    expect(seen).toMatchObject({ alerts: [], reopened: [], bugs: [] })
  })

  it('one that nobody sees, which prints, is written down only', () => {
    say('render-process-gone', windowOf(100).webContents, { reason: 'crashed' })
    expect(seen).toMatchObject({ alerts: [], reopened: [] })
    expect(seen.bugs).toHaveLength(1)
  })

  it('one that dies again and again is given up; one that dies now and then is not', () => {
    const crash = () => say('render-process-gone', windowOf(7).webContents, { reason: 'crashed' })
    for (let n = 0; n < 8; n += 1) {
      crash()
      vi.advanceTimersByTime(30_000)
    }
    expect(seen).toMatchObject({ givenUp: 0 })
    expect(seen.reopened).toHaveLength(8)
    for (let n = 0; n < 4; n += 1) crash()
    expect(seen.givenUp).toBeGreaterThan(0)
  })

  it('another process of the browser that dies (graphics, network) is written down', () => {
    say('child-process-gone', { type: 'GPU', reason: 'crashed' })
    expect(seen.bugs).toEqual(['child process: Error: GPU: crashed'])
  })

  it('an error nobody caught is written down and told', () => {
    for (const [place, name] of processEvents.entries()) {
      const own = process
        .listeners(name as 'uncaughtException')
        .filter((one) => !before[place]?.includes(one))
      expect(own).toHaveLength(1)
      own[0]?.(new Error('nobody expected this'), 'uncaughtException')
    }
    expect(seen.alerts).toEqual(['unexpected-error', 'unexpected-error'])
    expect(seen.bugs).toEqual([
      'uncaught: Error: nobody expected this',
      'unhandled: Error: nobody expected this',
    ])
  })
})
