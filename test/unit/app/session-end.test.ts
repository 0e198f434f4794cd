import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'

const { app, powerMonitor } = await vi.hoisted(async () => {
  const { EventEmitter } = await import('node:events')
  return { app: new EventEmitter(), powerMonitor: new EventEmitter() }
})
vi.mock('electron', () => ({ app, powerMonitor }))

const { whenSessionEnds } = await import('../../../main/app/session-end.ts')

it('R34 Windows asks and tells each window, the other systems the program: stored first, then ended', async () => {
  const seen: string[] = []
  const broken = new Error('disk')
  whenSessionEnds({
    prepare: async () => void seen.push('prepared'),
    end: async () => {
      seen.push('ended')
      throw broken
    },
    onBroken: (error) => void seen.push(error === broken ? 'told' : 'wrong'),
  })
  const window = new EventEmitter()
  app.emit('browser-window-created', {}, window)
  window.emit('query-session-end')
  window.emit('session-end')
  await vi.waitFor(() => expect(seen).toEqual(['prepared', 'ended', 'told']))
  const preventDefault = vi.fn()
  powerMonitor.emit('shutdown', { preventDefault })
  expect(preventDefault).toHaveBeenCalled()
  await vi.waitFor(() => expect(seen).toEqual(['prepared', 'ended', 'told', 'ended', 'told']))
})
