import { IconDownload, IconPlus } from '@tabler/icons-react'
import { memo } from 'react'
import type { ShopView } from '../../main/words/shop-view.ts'
import { isRunning } from '../../main/words/shop-view.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { ShopHealth } from '../parts/shop-health.tsx'
import list from '../parts/side-list.module.css'
import { useTexts } from '../state/app-store.ts'
import { selectShop, startDownload } from '../state/download-store.ts'
import { showSettings } from '../state/navigation-store.ts'
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
        <li className={list.item} data-selected={selectedId === null || undefined}>
          <button
            type="button"
            className={`${list.button} ${classes.choose}`}
            aria-pressed={selectedId === null}
            onClick={() => selectShop(null)}
          >
            <span className={list.name}>{common.allShops}</span>
          </button>
        </li>
        {shops.map((shop) => (
          <ShopRow key={shop.id} shop={shop} selected={selectedId === shop.id} />
        ))}
      </ul>
    </section>
  )
}

/** Drawn again for its own shop only: many may be syncing at once. */
const ShopRow = memo(({ shop, selected }: { readonly shop: ShopView; readonly selected: boolean }) => {
  const { download } = useTexts()
  return (
    <li className={list.item} data-selected={selected || undefined}>
      <button
        type="button"
        className={`${list.button} ${classes.choose}`}
        aria-pressed={selected}
        onClick={() => selectShop(shop.id)}
      >
        <span className={list.name} title={shop.name}>
          {shop.name}
        </span>
        <span className={list.health}>
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
  )
})
