import { useEffect, useState } from 'react'
import type { SkippedGroup } from '../../main/words/run.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'

/** Why the last downloads of these shops skipped their orders, reason by reason; none while one is under way. */
export function useSkipped(shops: readonly ShopView[]): readonly SkippedGroup[] {
  const [groups, setGroups] = useState<readonly SkippedGroup[]>([])
  const isRunning = shops.some(({ progress }) => progress !== null)
  const runs = shops.flatMap(({ lastRun }) =>
    lastRun !== null && lastRun.counters.skipped > 0 ? [lastRun.id] : [],
  )
  const asked = isRunning ? '' : runs.join(' ')
  useEffect(() => {
    setGroups([])
    if (asked === '') return
    let wanted = true
    const runIds = asked.split(' ').map(Number).slice(0, 1000)
    void request('runs.skipped', { runIds }).then((answer) => {
      if (wanted && answer.ok) setGroups(answer.value)
    })
    return () => {
      wanted = false
    }
  }, [asked])
  return groups
}

/** What several runs skipped for the same reason, together; most first. */
export function together(groups: readonly SkippedGroup[]): readonly SkippedGroup[] {
  const sums = new Map<string, SkippedGroup>()
  for (const group of groups) {
    const key = `${group.reason} ${group.state}`
    const sum = sums.get(key)
    sums.set(
      key,
      sum === undefined
        ? group
        : { ...sum, count: sum.count + group.count, missing: sum.missing + group.missing },
    )
  }
  return [...sums.values()].sort((a, b) => b.count - a.count)
}
