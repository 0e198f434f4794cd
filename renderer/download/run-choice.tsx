import { Menu } from '@mantine/core'
import { cloneElement, type ReactElement } from 'react'
import { formatCount } from '../../main/words/format.ts'
import type { Counters } from '../../main/words/run.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { useTexts } from '../state/app-store.ts'

export interface CountedRun {
  readonly runId: number
  readonly shopId: number
  readonly shopName: string
  readonly count: number
}

/** The runs that make up a counter, one a shop: those under way, else the last. */
export function runsThatCounted(shops: readonly ShopView[], counter: keyof Counters): readonly CountedRun[] {
  return shops.flatMap((shop) => {
    const runId = shop.progress?.runId ?? shop.lastRun?.id
    const count = (shop.progress?.counters ?? shop.lastRun?.counters)?.[counter] ?? 0
    return runId === undefined || count === 0 ? [] : [{ runId, shopId: shop.id, shopName: shop.name, count }]
  })
}

interface RunChoiceProps {
  readonly runs: readonly CountedRun[]
  readonly onChoose: (run: CountedRun) => void
  readonly children: ReactElement<{ onClick?: () => void }>
}

/** A figure summed over several shops leads to several runs: which one is asked, but only then. */
export function RunChoice({ runs, onChoose, children }: RunChoiceProps) {
  const { language } = useTexts()
  const first = runs[0]
  if (first === undefined) return children
  if (runs.length === 1) return cloneElement(children, { onClick: () => onChoose(first) })
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {runs.map((run) => (
          <Menu.Item
            key={run.shopId}
            onClick={() => onChoose(run)}
            rightSection={<span className="num dim">{formatCount(run.count, language)}</span>}
          >
            {run.shopName}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
