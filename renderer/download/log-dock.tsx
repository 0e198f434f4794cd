import { Button } from '@mantine/core'
import { IconArrowsMaximize } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { LogEntry } from '../../main/words/run.ts'
import { LogTable } from '../log/log-table.tsx'
import { useTexts } from '../state/app-store.ts'
import { dockLog, noFilter } from '../state/log-store.ts'
import { showLog } from '../state/navigation-store.ts'
import classes from './log-dock.module.css'

interface LogDockProps {
  readonly shopId: number | null
  readonly withShop: boolean
}

/** The newest of the log below the download, one click from full height. */
export function LogDock({ shopId, withShop }: LogDockProps) {
  const { dock } = useTexts().download
  const [selectedId, setSelectedId] = useState<number | null>(null)
  const open = (entry: LogEntry) => showLog({ shopId }, entry)
  useEffect(() => void dockLog.getState().setFilter({ ...noFilter, shopId }), [shopId])
  return (
    <section className={classes.dock} aria-label={dock.title}>
      <header className={classes.head}>
        <h3 className={classes.title}>{dock.title}</h3>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowsMaximize size={16} aria-hidden />}
          onClick={() => showLog({ shopId })}
        >
          {dock.expand}
        </Button>
      </header>
      <div className={classes.body}>
        <LogTable
          store={dockLog}
          withShop={withShop}
          selected={selectedId}
          onSelect={(entry, by) => (by === 'mouse' ? open(entry) : setSelectedId(entry.id))}
          onOpen={open}
        />
      </div>
    </section>
  )
}
