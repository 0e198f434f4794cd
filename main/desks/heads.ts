import type { ServerAddress } from '../words/desks.ts'
import { createLine } from './line.ts'

/**
 * Listens first and reads the head then: what came in between is not missed.
 * @param onLost called when its connection is gone
 */
export function listenToHeads(to: ServerAddress, password: string, onLost: () => void) {
  const listeners = new Set<(head: number) => void>()
  const tell = (head: number) => {
    for (const listener of listeners) listener(head)
  }
  let isListening = false
  const line = createLine(to, password, {
    lockMs: 5_000,
    // Whoever has the password may send anything.
    onNotified: (payload) => {
      if (Number.isSafeInteger(Number(payload))) tell(Number(payload))
    },
    onLost: () => {
      isListening = false
      onLost()
    },
  })
  const listen = async () => {
    await line.query('LISTEN ordini')
    const [row] = await line.query('SELECT seq FROM ordini.meta')
    tell(Number(row?.seq))
  }
  const ensure = () => {
    if (isListening || listeners.size === 0) return
    isListening = true
    listen().catch(() => {
      isListening = false
    })
  }
  return {
    /**
     * Listens (again) where it does not and somebody wants to know; that it cannot is found by who asks the server for
     * something else.
     */
    ensure,
    onHead: (listener: (head: number) => void) => {
      listeners.add(listener)
      ensure()
      return () => void listeners.delete(listener)
    },
    close: () => line.close(),
  }
}
