import { Button } from '@mantine/core'
import {
  IconDownload,
  IconListDetails,
  IconPlugConnected,
  IconRefresh,
  IconSettings,
} from '@tabler/icons-react'
import type { FailureValue } from '../../main/words/failure.ts'
import type { Run } from '../../main/words/run.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { mendOf } from '../parts/mend.ts'
import { useTexts } from '../state/app-store.ts'
import { startDownload } from '../state/download-store.ts'
import { showLog, showSettings } from '../state/navigation-store.ts'
import { DesksButton } from './desks-button.tsx'

interface MendButtonsProps {
  readonly failure: FailureValue | null
  readonly shop: ShopView | undefined
  readonly run: Run | null
  /** A suspended shop: downloading again is what restarts it (R20), and is called by its name. */
  readonly restart?: boolean
  /** The big button itself is beside these. */
  readonly withoutDownload?: boolean
}

/** What mends a failure, downloading again, and the log; the likeliest first. */
export function MendButtons({
  failure,
  shop,
  run,
  restart = false,
  withoutDownload = false,
}: MendButtonsProps) {
  const { mend, button, buttonFor } = useTexts().download
  const wanted = failure === null ? 'check' : mendOf(failure.code)
  const page = shop === undefined ? null : ({ kind: 'shop', shopId: shop.id } as const)
  const retryFirst = wanted === 'retry' || wanted === 'desks' || restart
  const otherLook = retryFirst || withoutDownload ? 'default' : 'filled'
  const Icon = restart ? IconDownload : IconRefresh
  const retry = (
    <Button
      key="retry"
      size="xs"
      variant={retryFirst ? 'filled' : 'default'}
      leftSection={<Icon size={16} aria-hidden />}
      aria-label={restart && shop !== undefined ? buttonFor(shop.name) : undefined}
      onClick={() => void startDownload(shop?.id ?? null)}
    >
      {restart ? button : mend.retry}
    </Button>
  )
  const other =
    wanted === 'add-shop' ? (
      <Button key="add" size="xs" variant={otherLook} onClick={() => showSettings({ kind: 'new' })}>
        {mend.addShop}
      </Button>
    ) : wanted === 'proxy' ? (
      <Button
        key="proxy"
        size="xs"
        variant={otherLook}
        leftSection={<IconSettings size={16} aria-hidden />}
        onClick={() => showSettings({ kind: 'preferences', at: 'proxy' })}
      >
        {mend.proxy}
      </Button>
    ) : wanted === 'desks' ? (
      <DesksButton key="desks" look={otherLook} />
    ) : wanted === 'settings' ? (
      <Button
        key="settings"
        size="xs"
        variant={otherLook}
        leftSection={<IconSettings size={16} aria-hidden />}
        onClick={() => showSettings(page)}
      >
        {mend.settings}
      </Button>
    ) : (
      <Button
        key="check"
        size="xs"
        variant={otherLook}
        leftSection={<IconPlugConnected size={16} aria-hidden />}
        onClick={() => showSettings(page, shop?.id ?? null)}
      >
        {mend.check}
      </Button>
    )
  const buttons = withoutDownload ? [other] : retryFirst ? [retry, other] : [other, retry]
  return (
    <>
      {buttons}
      {run !== null && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconListDetails size={16} aria-hidden />}
          onClick={() => showLog(restart || withoutDownload ? { shopId: run.shopId } : { runId: run.id })}
        >
          {mend.log}
        </Button>
      )}
    </>
  )
}
