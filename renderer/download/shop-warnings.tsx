import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { shopWarningText } from '../../main/texts/index.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'
import { useTexts } from '../state/app-store.ts'
import { showSettings } from '../state/navigation-store.ts'
import classes from './shop-warnings.module.css'

/** More lines would push the figures out of sight. */
const mostLines = 3

/** What the downloads of the shops shown leave out (R39), until it is dealt with or accepted. */
export function ShopWarnings({ shops }: { readonly shops: readonly ShopView[] }) {
  const { leftOut } = useTexts().download
  const warned = shops.filter(({ warnings }) => warnings.length > 0)
  if (warned.length === 0) return null
  return (
    <div className={classes.lines}>
      {warned.slice(0, mostLines).map((shop) => (
        <ShopLine key={shop.id} shop={shop} named={shops.length > 1} />
      ))}
      {warned.length > mostLines && <p className="dim">{leftOut.others(warned.length - mostLines)}</p>}
    </div>
  )
}

function ShopLine({ shop, named }: { readonly shop: ShopView; readonly named: boolean }) {
  const texts = useTexts()
  const { leftOut } = texts.download
  return (
    <section className={classes.line} aria-label={leftOut.titleOf(shop.name)}>
      <IconAlertTriangle size={16} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <p className={classes.words} role="status" data-selectable>
          {named && <strong>{shop.name}: </strong>}
          {shop.warnings
            .map((warning) => shopWarningText(texts, warning, shop.knownStates).message)
            .join(' ')}
        </p>
        <div className={classes.buttons}>
          <Button size="xs" variant="default" onClick={() => showSettings({ kind: 'shop', shopId: shop.id })}>
            {leftOut.settings}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            onClick={() => void request('shops.acceptWarnings', { shopId: shop.id })}
          >
            {leftOut.accept}
          </Button>
        </div>
      </div>
    </section>
  )
}
