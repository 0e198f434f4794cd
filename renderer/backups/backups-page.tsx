import { Button } from '@mantine/core'
import { IconDatabaseExport, IconFolder } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { BackupView } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { formatBytes, formatCount, formatInstant } from '../format.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './backups-page.module.css'
import { loadBackups, makeBackup, useBackups } from './backups-store.ts'
import { RestoreDialog } from './restore-dialog.tsx'

/** Utilità → Copie di sicurezza (R34). */
export function BackupsPage() {
  const texts = useTexts()
  const words = texts.backups
  const { view, busy } = useBackups()
  const [chosen, setChosen] = useState<BackupView | null>(null)
  useEffect(() => void loadBackups(), [])
  if (view === null) return null
  const { backups, state } = view
  const working = state.working || busy !== null

  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <header className={classes.head}>
          <h2 className={classes.title}>{words.title}</h2>
          <p className="dim">{words.intro}</p>
        </header>
        {state.backupFailure !== null && (
          <FailurePanel texts={texts} failure={state.backupFailure} title={words.failed} />
        )}
        <div className={classes.actions}>
          <Button
            leftSection={<IconDatabaseExport size={16} aria-hidden />}
            loading={working}
            onClick={() => void makeBackup()}
          >
            {words.makeNow}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFolder size={16} aria-hidden />}
            onClick={() => void request('backups.openFolder', undefined)}
          >
            {words.openFolder}
          </Button>
          <span className="dim" role="status">
            {working
              ? words.working
              : state.lastBackupAt === null
                ? words.none
                : words.last(texts.common.moment(state.lastBackupAt, new Date()))}
          </span>
        </div>
        {backups.length === 0 ? (
          <p className={classes.nothing}>{words.noneHint}</p>
        ) : (
          <BackupsTable backups={backups} disabled={working} onRestore={setChosen} />
        )}
      </div>
      <RestoreDialog backup={chosen} ordersNow={view.orders} onClose={() => setChosen(null)} />
    </div>
  )
}

interface BackupsTableProps {
  readonly backups: readonly BackupView[]
  readonly disabled: boolean
  readonly onRestore: (backup: BackupView) => void
}

function BackupsTable({ backups, disabled, onRestore }: BackupsTableProps) {
  const texts = useTexts()
  const { table, reasons, unreadable, restore, restoreOf, title } = texts.backups
  const { language } = texts
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{table.at}</th>
            <th scope="col">{table.reason}</th>
            <th scope="col" data-align="end">
              {table.orders}
            </th>
            <th scope="col" data-align="end">
              {table.size}
            </th>
            <th scope="col">
              <span className="visually-hidden">{table.action}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {backups.map((backup) => {
            const when = formatInstant(backup.at, language)
            return (
              <tr key={backup.name}>
                <th scope="row">{when}</th>
                <td>{reasons[backup.reason]}</td>
                <td data-align="end" data-bad={backup.orders === null || undefined}>
                  {backup.orders === null ? unreadable : formatCount(backup.orders, language)}
                </td>
                <td data-align="end">{formatBytes(backup.bytes, language)}</td>
                <td data-align="end">
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    disabled={disabled || backup.orders === null}
                    aria-label={restoreOf(when)}
                    onClick={() => onRestore(backup)}
                  >
                    {restore}
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
