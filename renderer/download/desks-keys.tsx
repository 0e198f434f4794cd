import { Button } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import type { ShopView } from '../../main/words/shop-view.ts'
import { useTexts } from '../state/app-store.ts'
import { useDesks } from '../state/desks-store.ts'
import { showSettings } from '../state/navigation-store.ts'
import classes from './desks-keys.module.css'

/** Shops that came from another desk: keys are never shared (R58), so this one cannot download from them yet. */
export function DesksKeys({ shops }: { readonly shops: readonly ShopView[] }) {
  const words = useTexts().desks
  const { view } = useDesks()
  if (!view.joined) return null
  const without = view.shops.filter(
    ({ shopId, mayDownload }) => !mayDownload && shops.some(({ id }) => id === shopId),
  )
  const [first] = without
  if (first === undefined) return null
  const others = new Set(without.flatMap((shop) => shop.others ?? []))
  return (
    <div className={classes.keys} role="status">
      <IconKey size={20} aria-hidden />
      <div>
        <p>{words.keys.message(without.map(({ name }) => name).join(', '))}</p>
        {first.others !== null && <p className="dim">{words.keys.remedy([...others].join(', '))}</p>}
      </div>
      <Button
        size="xs"
        variant="default"
        onClick={() => showSettings({ kind: 'shop', shopId: first.shopId })}
      >
        {words.shops.enter}
      </Button>
    </div>
  )
}
