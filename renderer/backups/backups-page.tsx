import { Button } from '@mantine/core'
import { IconDatabaseExport, IconFolder } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { BackupView } from '../../main/words/backups.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import { formatBytes, formatCount, formatInstant } from '../../main/words/format.ts'
import { request } from '../client.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import page from '../parts/form-page.module.css'
import framed from '../parts/framed-table.module.css'
import { FormSection } from '../parts/section.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { toastFailure } from '../state/toasts.ts'
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
    <div className={page.scroll}>
      <div className={page.column}>
        <header className={classes.head}>
          <h2 className={page.title}>{words.title}</h2>
          <p className="dim">{words.intro}</p>
        </header>
        {state.backupFailure !== null && <FailurePanel failure={state.backupFailure} title={words.failed} />}
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
        <SecondFolder failure={state.secondFailure} />
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

/** Copies also go where they outlive the computer, if the operator has such a place. */
function SecondFolder({ failure }: { readonly failure: FailureValue | null }) {
  const { backups, fieldNames } = useTexts()
  const folder = useApp((state) => state.preferences.secondBackups)
  const words = backups.second
  return (
    <FormSection title={fieldNames.secondBackups} hint={words.hint}>
      {failure !== null && <FailurePanel failure={failure} title={words.failed} />}
      <div className={classes.actions}>
        <span data-selectable>{folder === '' ? words.none : folder}</span>
        <Button variant="default" onClick={() => void changeSecond('backups.chooseSecond')}>
          {words.choose}
        </Button>
        {folder !== '' && (
          <Button variant="default" onClick={() => void changeSecond('backups.forgetSecond')}>
            {words.forget}
          </Button>
        )}
      </div>
    </FormSection>
  )
}

async function changeSecond(name: 'backups.chooseSecond' | 'backups.forgetSecond'): Promise<void> {
  const answer = await request(name, undefined)
  if (!answer.ok) toastFailure(answer.failure)
  await loadBackups()
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
    <div className={`card ${framed.frame}`}>
      <table className={`${framed.table} ${classes.rows}`} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{table.at}</th>
            <th scope="col">{table.reason}</th>
            <th scope="col" data-end>
              {table.orders}
            </th>
            <th scope="col" data-end>
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
                <td data-end data-bad={backup.orders === null || undefined}>
                  {backup.orders === null ? unreadable : formatCount(backup.orders, language)}
                </td>
                <td data-end>{formatBytes(backup.bytes, language)}</td>
                <td data-end>
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
