import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { formatCount, formatInstantExact } from '../../main/words/format.ts'
import type { Run } from '../../main/words/run.ts'
import { request } from '../client.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import classes from './choices.module.css'
import { changeSearch } from './order-list-store.ts'
import { knowRun } from './ways-in.ts'

/** The last downloads that brought new orders. */
export function RunChoice({ close }: { readonly close: () => void }) {
  const texts = useTexts()
  const words = texts.search.filters
  const several = useApp((state) => state.shops.length > 1)
  const [runs, setRuns] = useState<readonly Run[] | null>(null)
  useEffect(() => {
    void request('runs.list', { shopId: null, beforeId: null, limit: 500 }).then((answer) =>
      setRuns(answer.ok ? answer.value.filter(({ counters }) => counters.new > 0).slice(0, 50) : []),
    )
  }, [])
  if (runs?.length === 0) return <span className="dim">{words.noRuns}</span>
  return (
    <div className={classes.list}>
      {runs?.map((run) => (
        <Button
          key={run.id}
          size="compact-sm"
          justify="space-between"
          variant="subtle"
          color="gray"
          rightSection={<span className="num">{formatCount(run.counters.new, texts.language)}</span>}
          onClick={() => {
            void knowRun(run.id)
            void changeSearch({ runId: run.id })
            close()
          }}
        >
          {formatInstantExact(run.startedAt, texts.language)}
          {several && ` · ${run.shopName}`}
          {run.chosen && ` · ${words.chosenRun}`}
        </Button>
      ))}
    </div>
  )
}
