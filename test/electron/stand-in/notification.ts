import { randomUUID } from 'node:crypto'
import type * as Electron from 'electron'
import { interactive, onControl } from './link.ts'
import type { OfferedNotification } from './offered.ts'
import { requireReady } from './ready.ts'
import { createEvent, StrictEmitter } from './strict.ts'

const shown: Notification[] = []

/** Notification: recorded; shown on standard error when nobody tests. */
export class Notification extends StrictEmitter implements Pick<Electron.Notification, OfferedNotification> {
  readonly id: string
  readonly groupId: string
  readonly groupTitle: string
  title: string
  subtitle: string
  body: string
  silent: boolean
  hasReply: boolean
  timeoutType: 'default' | 'never'
  replyPlaceholder: string
  sound: string
  urgency: 'normal' | 'critical' | 'low'
  actions: Electron.NotificationAction[]
  closeButtonText: string
  toastXml: string
  #state: 'new' | 'shown' | 'closed' = 'new'

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    requireReady('Cannot create Notification before app is ready')
    super('Notification')
    this.id = options.id ?? randomUUID()
    this.groupId = options.groupId ?? ''
    this.groupTitle = options.groupTitle ?? ''
    this.title = options.title ?? ''
    this.subtitle = options.subtitle ?? ''
    this.body = options.body ?? ''
    this.silent = options.silent ?? false
    this.hasReply = options.hasReply ?? false
    this.timeoutType = options.timeoutType ?? 'default'
    this.replyPlaceholder = options.replyPlaceholder ?? ''
    this.sound = options.sound ?? ''
    this.urgency = options.urgency ?? 'normal'
    this.actions = options.actions ?? []
    this.closeButtonText = options.closeButtonText ?? ''
    this.toastXml = options.toastXml ?? ''
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    if (!shown.includes(this)) shown.push(this)
    this.#state = 'shown'
    if (interactive) console.error(`[notification] ${this.title}: ${this.body}`)
    setImmediate(() => this.emit('show', createEvent({})))
  }

  close(): void {
    if (this.#state !== 'shown') return
    this.#state = 'closed'
    setImmediate(() => this.emit('close', createEvent({ reason: 'applicationHidden' })))
  }

  describe() {
    const { title, subtitle, body, silent, urgency } = this
    return { title, subtitle, body, silent, urgency, closed: this.#state === 'closed' }
  }
}

function at(index: number): Notification {
  const found = shown.at(index)
  if (found === undefined) throw new Error(`there is no notification ${index}; ${shown.length} were shown`)
  return found
}

onControl('notifications', () => shown.map((notification) => notification.describe()))
onControl('click-notification', (index: number) => void at(index).emit('click', createEvent({})))
/** Windows takes it off the screen and keeps it in its list; a system may also refuse to show it. */
onControl('time-out-notification', (index: number) => {
  at(index).emit('close', createEvent({ reason: 'timedOut' }))
})
onControl(
  'fail-notification',
  (index: number, error: string) => void at(index).emit('failed', createEvent({}), error),
)
