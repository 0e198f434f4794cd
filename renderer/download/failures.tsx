import type { ShopView } from '../../main/words/shop-view.ts'
import { isRunning } from '../../main/words/shop-view.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { useTexts } from '../state/app-store.ts'
import { useDownload } from '../state/download-store.ts'
import classes from './failures.module.css'
import { MendButtons } from './mend-buttons.tsx'
import { SuspendedWords } from './suspended-words.tsx'

/**
 * For each shop whose last run failed: why, what to do, and the button that does it. A single shop that is suspended
 * says so around the button itself (`download-bar.tsx`).
 */
export function Failures({ shops }: { readonly shops: readonly ShopView[] }) {
  const texts = useTexts()
  const refusal = useDownload((state) => state.refusal)
  const idle = shops.filter((shop) => !isRunning(shop))
  const suspended = shops.length > 1 ? idle.filter((shop) => shop.suspended) : []
  const failed = idle.flatMap((shop) =>
    shop.suspended || shop.lastRun === null || shop.lastRun.failure === null
      ? []
      : [{ shop, run: shop.lastRun, failure: shop.lastRun.failure }],
  )
  return (
    <>
      {refusal !== null && (
        <FailurePanel failure={refusal} title={texts.download.failureTitle}>
          <MendButtons failure={refusal} shop={shops.length === 1 ? shops[0] : undefined} run={null} />
        </FailurePanel>
      )}
      {suspended.map((shop) => (
        <section
          key={shop.id}
          className={classes.suspended}
          role="alert"
          aria-label={texts.download.sync.suspendedOf(shop.name)}
        >
          <SuspendedWords shop={shop} named>
            <MendButtons failure={shop.lastRun?.failure ?? null} shop={shop} run={shop.lastRun} restart />
          </SuspendedWords>
        </section>
      ))}
      {failed.map(({ shop, run, failure }) => (
        <FailurePanel key={shop.id} failure={failure} title={texts.download.failureOf(shop.name)}>
          <MendButtons failure={failure} shop={shop} run={run} />
        </FailurePanel>
      ))}
    </>
  )
}
