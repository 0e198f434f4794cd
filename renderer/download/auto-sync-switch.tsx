import { Switch } from '@mantine/core'
import { useState } from 'react'
import type { ShopView } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'
import { takeShop, useTexts } from '../state/app-store.ts'
import { startOffer } from '../state/start-offer.ts'
import { toast, toastFailure } from '../state/toasts.ts'

interface AutoSyncSwitchProps {
  readonly shop: ShopView
  /** Whether its label is shown; the shop is named where it is not. */
  readonly labelled: boolean
}

/** Automatic sync on or off, right where one sees what it does (R18). Its interval is in the settings. */
export function AutoSyncSwitch({ shop, labelled }: AutoSyncSwitchProps) {
  const texts = useTexts()
  const { sync } = texts.download
  const { enabled, minutes } = shop.settings.autoSync
  // Optimistic: shown at once, taken back when main refuses.
  const [wanted, setWanted] = useState<boolean | null>(null)

  async function save(on: boolean): Promise<void> {
    setWanted(on)
    const shopDraft = { settings: { autoSync: { enabled: on, minutes } } }
    const answer = await request('shops.save', { shopId: shop.id, shop: shopDraft })
    setWanted(null)
    if (answer.ok) {
      takeShop(answer.value)
      const offer = startOffer(enabled, on)
      if (offer.length > 0) toast(texts.settings.sync.switchedOn, texts.settings.sync.hint, false, offer)
      return
    }
    toastFailure(answer.failure)
  }

  return (
    <Switch
      size="sm"
      checked={wanted ?? enabled}
      disabled={wanted !== null}
      onChange={(event) => void save(event.currentTarget.checked)}
      {...(labelled ? { label: sync.title } : { 'aria-label': sync.titleOf(shop.name) })}
    />
  )
}
