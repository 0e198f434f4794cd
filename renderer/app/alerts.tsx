import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { alertText } from '../../main/texts/index.ts'
import type { Alert } from '../../main/words/alert.ts'
import { request } from '../client.ts'
import { takeAlerts, useApp, useTexts } from '../state/app-store.ts'
import { passOn, reopenLast } from '../state/marking.ts'
import { showDesks, showEasyfatt, showSettings } from '../state/navigation-store.ts'
import classes from './alerts.module.css'

const aboutBackups: ReadonlySet<Alert['code']> = new Set([
  'archive-restored',
  'archive-restarted',
  'backup-failed',
  'second-backup-failed',
])

/** What the program has to tell about itself, above everything else until it has been read. */
export function Alerts() {
  const texts = useTexts()
  const alerts = useApp((state) => state.alerts)
  if (alerts.length === 0) return null
  return (
    <section className={classes.alerts} aria-label={texts.backups.alertsTitle}>
      {alerts.map((alert) => {
        const { message, remedy } = alertText(texts, alert)
        return (
          <div key={alert.id} className={classes.alert} role="alert">
            <IconAlertTriangle size={20} className={classes.icon} aria-hidden />
            <div className={classes.words} data-selectable>
              <p>
                <span className={classes.when}>{texts.common.moment(alert.at, new Date())}</span> {message}
              </p>
              {remedy !== '' && <p className="dim">{remedy}</p>}
            </div>
            <div className={classes.buttons}>
              {aboutBackups.has(alert.code) && (
                <Button size="xs" variant="default" onClick={() => showSettings({ kind: 'backups' })}>
                  {texts.backups.showBackups}
                </Button>
              )}
              {alert.code === 'after-download-failed' && (
                <Button size="xs" variant="default" onClick={() => showShop(alert.params.shop)}>
                  {texts.download.mend.settings}
                </Button>
              )}
              {alert.code === 'after-download-uncoded' && (
                <Button size="xs" variant="default" onClick={() => showEasyfatt(alert.params.shopId)}>
                  {texts.easyfatt.show}
                </Button>
              )}
              {alert.code === 'easyfatt-port-taken' && (
                <Button size="xs" variant="default" onClick={() => showEasyfatt(null)}>
                  {texts.easyfattPull.show}
                </Button>
              )}
              {(alert.code === 'desks-offline' || alert.code === 'desks-stopped') && (
                <Button size="xs" variant="default" onClick={showDesks}>
                  {texts.desks.open}
                </Button>
              )}
              {alert.code === 'orders-begin-done' && (
                <Button size="xs" variant="default" onClick={() => void reopen(alert.id)}>
                  {texts.search.reopenLast}
                </Button>
              )}
              {alert.code === 'first-period-orders' && (
                <Button size="xs" variant="default" onClick={() => void passOnAll(alert.id)}>
                  {texts.search.passOn}
                </Button>
              )}
              <Button size="xs" variant="default" onClick={() => void dismiss(alert.id)}>
                {texts.backups.alertSeen}
              </Button>
            </div>
          </div>
        )
      })}
    </section>
  )
}

function showShop(name: string): void {
  const shop = useApp.getState().shops.find((known) => known.name === name)
  if (shop !== undefined) showSettings({ kind: 'shop', shopId: shop.id })
}

async function reopen(id: number): Promise<void> {
  if (await reopenLast()) await dismiss(id)
}

async function passOnAll(id: number): Promise<void> {
  if (await passOn(id)) await dismiss(id)
}

async function dismiss(id: number): Promise<void> {
  const answer = await request('alerts.dismiss', { id })
  if (answer.ok) takeAlerts(answer.value)
}
