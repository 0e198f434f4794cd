/** Work that can be stopped, one of each key at a time: what begins anew stops what was under way. */
export function stoppable<Key>() {
  const underWay = new Map<Key, AbortController>()
  return {
    async run<Made>(key: Key, work: (signal: AbortSignal) => Promise<Made>): Promise<Made> {
      underWay.get(key)?.abort()
      const stop = new AbortController()
      underWay.set(key, stop)
      try {
        return await work(stop.signal)
      } finally {
        if (underWay.get(key) === stop) underWay.delete(key)
      }
    },
    stop(key: Key): null {
      underWay.get(key)?.abort()
      return null
    },
    stopAll(): null {
      for (const stop of underWay.values()) stop.abort()
      return null
    },
  }
}
