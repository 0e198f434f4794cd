import { useEffect } from 'react'
import { useApp, useTexts } from '../state/app-store.ts'
import { selectShop, useDownload } from '../state/download-store.ts'
import { CounterCards } from './counter-cards.tsx'
import { DesksKeys } from './desks-keys.tsx'
import { DownloadBar } from './download-bar.tsx'
import classes from './download-screen.module.css'
import { Failures } from './failures.tsx'
import { HealthCard } from './health-card.tsx'
import { HealthTable } from './health-table.tsx'
import { LogDock } from './log-dock.tsx'
import { loadRuns } from './runs-store.ts'
import { RunsTable } from './runs-table.tsx'
import { SalesCard } from './sales-card.tsx'
import { ShopList } from './shop-list.tsx'
import { ShopTitle } from './shop-title.tsx'
import { ShopWarnings } from './shop-warnings.tsx'
import { WorkLinks } from './work-links.tsx'

/** Ordini → Download da eCommerce: one task, and all there is to know about it. */
export function DownloadScreen() {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const selectedShopId = useDownload((state) => state.selectedShopId)
  const several = shops.length > 1
  const chosen = shops.find((shop) => shop.id === selectedShopId)
  const shown = chosen === undefined ? shops : [chosen]
  const only = shown.length === 1 ? shown[0] : undefined

  useEffect(() => void loadRuns(), [])
  useEffect(() => {
    // The shop that was selected has been removed.
    if (selectedShopId !== null && chosen === undefined) selectShop(null)
  }, [selectedShopId, chosen])

  return (
    <div className={classes.screen}>
      <h1 className="visually-hidden">
        {texts.download.menuPath}: {texts.download.title}
      </h1>
      <div className={classes.upper} data-several={several || undefined}>
        {several && <ShopList shops={shops} selectedId={chosen?.id ?? null} />}
        <div className={classes.task}>
          <ShopTitle shops={shops} chosen={chosen ?? (several ? undefined : shops[0])} />
          <DownloadBar shops={shown} shopId={chosen?.id ?? null} />
          <DesksKeys shops={shown} />
          <WorkLinks />
          <CounterCards shops={shown} />
          <ShopWarnings shops={shown} />
          <Failures shops={shown} />
          <SalesCard shops={shown} />
          {only === undefined && <HealthTable shops={shown} />}
          {/* Before the first download there is nothing to tell. */}
          {only !== undefined && only.lastRun !== null && <HealthCard shop={only} />}
          <RunsTable withShop={several && chosen === undefined} />
        </div>
      </div>
      <LogDock shopId={chosen?.id ?? null} withShop={several && chosen === undefined} />
    </div>
  )
}
