import { Button } from '@mantine/core'
import { IconArrowsMaximize, IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { LogEntry } from '../../main/words/run.ts'
import { LogTable } from '../log/log-table.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { useTexts } from '../state/app-store.ts'
import { dockLog, noFilter } from '../state/log-store.ts'
import { showLog } from '../state/navigation-store.ts'
import classes from './log-dock.module.css'

/** How somebody likes this window is its own affair, and no setting. */
const remembered = 'log-dock-closed'

interface LogDockProps {
  readonly shopId: number | null
  readonly withShop: boolean
}

/** The newest of the log below the download, one click from full height. */
export function LogDock({ shopId, withShop }: LogDockProps) {
  const { dock } = useTexts().download
  const [closed, setClosed] = useState(() => localStorage.getItem(remembered) !== null)
  const [selectedId, setSelectedId] = useState<number | null>(null)
  const open = (entry: LogEntry) => showLog({ shopId }, entry)
  useEffect(() => void dockLog.getState().setFilter({ ...noFilter, shopId }), [shopId])
  return (
    <section className={classes.dock} aria-label={dock.title} data-closed={closed || undefined}>
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
        <span className={classes.toggle}>
          <IconButton
            label={closed ? dock.show : dock.hide}
            icon={closed ? <IconChevronUp size={18} /> : <IconChevronDown size={18} />}
            onClick={() => {
              setClosed(!closed)
              if (closed) localStorage.removeItem(remembered)
              else localStorage.setItem(remembered, '1')
            }}
          />
        </span>
      </header>
      <div className={classes.body} hidden={closed}>
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
