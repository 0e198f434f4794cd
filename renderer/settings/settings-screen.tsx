import { IconAdjustments, IconDatabaseExport, IconPlus } from '@tabler/icons-react'
import type { ShopView } from '../../main/words/shop-view.ts'
import { BackupsPage } from '../backups/backups-page.tsx'
import { ShopHealth } from '../parts/shop-health.tsx'
import list from '../parts/side-list.module.css'
import { useApp, useTexts } from '../state/app-store.ts'
import { type SettingsPage, showSettings, useNavigation } from '../state/navigation-store.ts'
import { PreferencesForm } from './preferences-form.tsx'
import classes from './settings-screen.module.css'
import { ShopForm } from './shop-form.tsx'

/** Shops on the left, the chosen one's form on the right. */
export function SettingsScreen() {
  const texts = useTexts()
  const { settings } = texts
  const shops = useApp((state) => state.shops)
  const wanted = useNavigation((state) => state.settingsPage)
  const page = pageOf(wanted, shops)
  const shop = page.kind === 'shop' ? shops.find((known) => known.id === page.shopId) : undefined

  return (
    <div className={classes.screen}>
      <aside className={classes.side}>
        <h1 className={classes.title}>{settings.title}</h1>
        <h2 className={classes.group}>{settings.shops}</h2>
        <nav aria-label={settings.shops} className={classes.list}>
          {shops.map((known) => (
            <button
              key={known.id}
              type="button"
              className={`${list.item} ${list.button}`}
              aria-current={page.kind === 'shop' && page.shopId === known.id ? 'page' : undefined}
              onClick={() => showSettings({ kind: 'shop', shopId: known.id })}
            >
              <span className={list.name} title={known.name}>
                {known.name}
              </span>
              <span className={list.health}>
                <ShopHealth shop={known} />
              </span>
            </button>
          ))}
          <button
            type="button"
            className={`${list.item} ${list.button} ${classes.plain}`}
            aria-current={page.kind === 'new' ? 'page' : undefined}
            onClick={() => showSettings({ kind: 'new' })}
          >
            <IconPlus size={18} aria-hidden /> {settings.addShop}
          </button>
        </nav>
        <button
          type="button"
          className={`${list.item} ${list.button} ${classes.plain} ${classes.apart}`}
          aria-current={page.kind === 'preferences' ? 'page' : undefined}
          onClick={() => showSettings({ kind: 'preferences' })}
        >
          <IconAdjustments size={18} aria-hidden /> {settings.preferences}
        </button>
        <button
          type="button"
          className={`${list.item} ${list.button} ${classes.plain}`}
          aria-current={page.kind === 'backups' ? 'page' : undefined}
          onClick={() => showSettings({ kind: 'backups' })}
        >
          <IconDatabaseExport size={18} aria-hidden /> {texts.backups.title}
        </button>
      </aside>
      <div className={classes.page}>
        {page.kind === 'preferences' ? (
          <PreferencesForm />
        ) : page.kind === 'backups' ? (
          <BackupsPage />
        ) : (
          <ShopForm key={shop?.id ?? 'new'} shop={shop ?? null} />
        )}
      </div>
    </div>
  )
}

/** What was asked for, if it is still there; else the first shop, else the form of a new one. */
function pageOf(wanted: SettingsPage | null, shops: readonly ShopView[]): SettingsPage {
  const gone = wanted?.kind === 'shop' && !shops.some((shop) => shop.id === wanted.shopId)
  if (wanted !== null && !gone) return wanted
  const first = shops[0]
  return first === undefined ? { kind: 'new' } : { kind: 'shop', shopId: first.id }
}
