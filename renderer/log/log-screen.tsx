import { Button } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { request } from '../client.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { fullLog } from '../state/log-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { fileActions } from '../state/written-file.ts'
import { chooseNone, keepListed } from './choosing.ts'
import { ChosenEntries } from './chosen-entries.tsx'
import { EntryPanel } from './entry-panel.tsx'
import { LogFilters } from './log-filters.tsx'
import classes from './log-screen.module.css'
import { LogTable } from './log-table.tsx'

/** The log at full height: filters, entries, the details of one (R29). */
export function LogScreen() {
  const texts = useTexts()
  const several = useApp((state) => state.shops.length > 1)
  const selected = fullLog((state) => state.selected)
  const select = fullLog((state) => state.select)
  const outcome = fullLog((state) => state.filter.outcome)
  const choosing = outcome === 'skipped' || outcome === 'wrong'

  // Who looks at something else has done choosing.
  useEffect(() => chooseNone, [])
  useEffect(() => {
    if (!choosing) chooseNone()
  }, [choosing])
  const rows = fullLog((state) => state.rows)
  const phase = fullLog((state) => state.phase)
  useEffect(() => {
    if (phase === 'ready') keepListed(rows)
  }, [rows, phase])

  useEffect(() => {
    if (fullLog.getState().phase === 'loading') void fullLog.getState().load()
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) fullLog.getState().select(null)
    }
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [])

  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1 className={classes.title}>{texts.logScreen.title}</h1>
        <LogFilters />
        <ExportButton />
      </header>
      {choosing && <ChosenEntries />}
      <div className={classes.body} data-open={selected !== null || undefined}>
        <LogTable
          store={fullLog}
          withShop={several}
          choosing={choosing}
          compact={selected !== null}
          selected={selected?.id ?? null}
          onSelect={select}
        />
        {selected !== null && <EntryPanel entry={selected} onClose={() => select(null)} />}
      </div>
    </div>
  )
}

function ExportButton() {
  const texts = useTexts()
  const [busy, setBusy] = useState(false)
  async function exportLog(): Promise<void> {
    setBusy(true)
    const answer = await request('log.export', { filter: fullLog.getState().filter })
    setBusy(false)
    if (!answer.ok) toastFailure(answer.failure)
    else if (answer.value !== null)
      toast(texts.logScreen.exported, answer.value, false, fileActions(answer.value))
  }
  return (
    <Button
      variant="default"
      size="xs"
      disabled={busy}
      leftSection={<IconFileExport size={16} aria-hidden />}
      onClick={() => void exportLog()}
    >
      {texts.logScreen.export}
    </Button>
  )
}
