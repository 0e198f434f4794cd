import { Button } from '@mantine/core'
import { IconListDetails, IconPlugConnected, IconRefresh, IconSettings } from '@tabler/icons-react'
import type { FailureValue } from '../../main/failure.ts'
import type { Run, ShopView } from '../../preload/contract.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { useTexts } from '../state/app-store.ts'
import { startDownload, useDownload } from '../state/download-store.ts'
import { showLog, showSettings } from '../state/navigation-store.ts'
import { isRunning } from '../state/shops.ts'
import { mendOf } from './mend.ts'

/** For each shop whose last run failed: why, what to do, and the button that does it. */
export function Failures({ shops }: { readonly shops: readonly ShopView[] }) {
  const texts = useTexts()
  const refusal = useDownload((state) => state.refusal)
  const failed = shops.flatMap((shop) =>
    isRunning(shop) || shop.lastRun === null || shop.lastRun.failure === null
      ? []
      : [{ shop, run: shop.lastRun, failure: shop.lastRun.failure }],
  )
  return (
    <>
      {refusal !== null && (
        <FailurePanel texts={texts} failure={refusal} title={texts.download.failureTitle}>
          <Mend failure={refusal} shop={shops.length === 1 ? shops[0] : undefined} run={null} />
        </FailurePanel>
      )}
      {failed.map(({ shop, run, failure }) => (
        <FailurePanel
          key={shop.id}
          texts={texts}
          failure={failure}
          title={texts.download.failureOf(shop.name)}
        >
          <Mend failure={failure} shop={shop} run={run} />
        </FailurePanel>
      ))}
    </>
  )
}

interface MendProps {
  readonly failure: FailureValue
  readonly shop: ShopView | undefined
  readonly run: Run | null
}

function Mend({ failure, shop, run }: MendProps) {
  const { mend } = useTexts().download
  const wanted = mendOf(failure.code)
  const page = shop === undefined ? null : ({ kind: 'shop', shopId: shop.id } as const)
  const retryFirst = wanted === 'retry'
  const retry = (
    <Button
      key="retry"
      size="xs"
      variant={retryFirst ? 'filled' : 'default'}
      leftSection={<IconRefresh size={16} aria-hidden />}
      onClick={() => void startDownload(shop?.id ?? null)}
    >
      {mend.retry}
    </Button>
  )
  const other =
    wanted === 'add-shop' ? (
      <Button key="add" size="xs" onClick={() => showSettings({ kind: 'new' })}>
        {mend.addShop}
      </Button>
    ) : wanted === 'settings' ? (
      <Button
        key="settings"
        size="xs"
        leftSection={<IconSettings size={16} aria-hidden />}
        onClick={() => showSettings(page)}
      >
        {mend.settings}
      </Button>
    ) : (
      <Button
        key="check"
        size="xs"
        variant={retryFirst ? 'default' : 'filled'}
        leftSection={<IconPlugConnected size={16} aria-hidden />}
        onClick={() => showSettings(page, shop?.id ?? null)}
      >
        {mend.check}
      </Button>
    )
  return (
    <>
      {retryFirst ? [retry, other] : [other, retry]}
      {run !== null && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconListDetails size={16} aria-hidden />}
          onClick={() => showLog({ runId: run.id })}
        >
          {mend.log}
        </Button>
      )}
    </>
  )
}
