import { IconDownload, IconPlus } from '@tabler/icons-react'
import type { ShopView } from '../../preload/contract.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { ShopHealth } from '../parts/shop-health.tsx'
import { useTexts } from '../state/app-store.ts'
import { selectShop, startDownload } from '../state/download-store.ts'
import { showSettings } from '../state/navigation-store.ts'
import { isRunning } from '../state/shops.ts'
import classes from './shop-list.module.css'

interface ShopListProps {
  readonly shops: readonly ShopView[]
  readonly selectedId: number | null
}

/** The shops with their health; the chosen one is what the rest of the screen is about. */
export function ShopList({ shops, selectedId }: ShopListProps) {
  const texts = useTexts()
  const { download, common } = texts
  return (
    <section className={classes.list} aria-label={download.shops}>
      <header className={classes.head}>
        <h2>{download.shops}</h2>
        <IconButton
          label={download.addShop}
          icon={<IconPlus size={18} />}
          onClick={() => showSettings({ kind: 'new' })}
        />
      </header>
      <ul className={classes.rows}>
        <li className={classes.row} data-selected={selectedId === null || undefined}>
          <button
            type="button"
            className={classes.choose}
            aria-pressed={selectedId === null}
            onClick={() => selectShop(null)}
          >
            <span className={classes.name}>{common.allShops}</span>
          </button>
        </li>
        {shops.map((shop) => (
          <li key={shop.id} className={classes.row} data-selected={selectedId === shop.id || undefined}>
            <button
              type="button"
              className={classes.choose}
              aria-pressed={selectedId === shop.id}
              onClick={() => selectShop(shop.id)}
            >
              <span className={classes.name} title={shop.name}>
                {shop.name}
              </span>
              <span className={classes.health}>
                <ShopHealth shop={shop} />
              </span>
            </button>
            <span className={classes.action}>
              <IconButton
                label={download.buttonFor(shop.name)}
                icon={<IconDownload size={18} />}
                size={32}
                color="accent"
                disabled={isRunning(shop)}
                onClick={() => void startDownload(shop.id)}
              />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
