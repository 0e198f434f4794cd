import {
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClockExclamation,
  IconLoader2,
  IconPlayerPause,
  IconPlugX,
  IconSettingsExclamation,
} from '@tabler/icons-react'
import { mostFailures } from '../../main/words/run.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { type Health, healthOf } from '../state/shops.ts'
import { useFreshness } from '../state/use-freshness.ts'
import { Status, type Tone } from './status.tsx'

const looks: Readonly<Record<Health, { readonly icon: typeof IconBan; readonly tone: Tone }>> = {
  never: { icon: IconCircleDashed, tone: 'skip' },
  ok: { icon: IconCircleCheck, tone: 'new' },
  running: { icon: IconLoader2, tone: 'accent' },
  failed: { icon: IconCircleX, tone: 'bad' },
  cancelled: { icon: IconBan, tone: 'warn' },
  interrupted: { icon: IconPlugX, tone: 'warn' },
  stale: { icon: IconClockExclamation, tone: 'warn' },
  suspended: { icon: IconPlayerPause, tone: 'bad' },
  incomplete: { icon: IconSettingsExclamation, tone: 'warn' },
}

/** How a shop is doing. */
export function ShopHealth({ shop }: { readonly shop: ShopView }) {
  const texts = useTexts()
  const platforms = useApp((state) => state.start.platforms)
  const health = healthOf(shop, platforms, useFreshness(shop).stale)
  const { icon, tone } = looks[health]
  const counted = health === 'failed' && shop.failuresInARow > 0
  return (
    <Status
      icon={icon}
      tone={tone}
      text={texts.download.health[health]}
      detail={counted ? texts.download.failures(Math.min(shop.failuresInARow, mostFailures)) : undefined}
      spinning={health === 'running'}
    />
  )
}
