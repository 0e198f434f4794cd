import { IconSettings } from '@tabler/icons-react'
import { formatCount } from '../../main/words/format.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { ShopHealth } from '../parts/shop-health.tsx'
import { useTexts } from '../state/app-store.ts'
import { showSettings } from '../state/navigation-store.ts'
import { countedShops } from '../state/shops.ts'
import classes from './shop-title.module.css'

interface ShopTitleProps {
  readonly shops: readonly ShopView[]
  /** Undefined: all of them. */
  readonly chosen: ShopView | undefined
}

/** Whose orders these are, and how that shop is doing. */
export function ShopTitle({ shops, chosen }: ShopTitleProps) {
  const texts = useTexts()
  const { common, download } = texts
  const stored = (chosen === undefined ? countedShops(shops) : [chosen]).reduce(
    (sum, shop) => sum + shop.ordersStored,
    0,
  )
  const archive = download.ordersStored(stored, formatCount(stored, texts.language))
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        <h2 className={classes.name} title={chosen?.name}>
          {chosen?.name ?? common.allShops}
        </h2>
        <p className={classes.facts}>
          {chosen !== undefined && <ShopHealth shop={chosen} />}
          {chosen !== undefined && (
            <span className={classes.fact} title={chosen.connection?.url ?? chosen.url}>
              {chosen.isDemo ? common.demo : (chosen.connection?.url ?? chosen.url)}
            </span>
          )}
          <span className={`${classes.fact} num`}>{archive}</span>
        </p>
      </div>
      {chosen !== undefined && (
        <IconButton
          label={download.shopSettings(chosen.name)}
          icon={<IconSettings size={20} stroke={1.7} />}
          size={36}
          onClick={() => showSettings({ kind: 'shop', shopId: chosen.id })}
        />
      )}
    </header>
  )
}
