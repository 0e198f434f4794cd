import { Select } from '@mantine/core'
import { useEffect } from 'react'
import { listen } from '../client.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import page from '../parts/form-page.module.css'
import { NoShop } from '../parts/no-shop.tsx'
import { ScreenHead } from '../parts/screen-head.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { useNavigation } from '../state/navigation-store.ts'
import classes from './easyfatt-page.module.css'
import { NamesSection } from './names-section.tsx'
import { PullSection } from './pull-section.tsx'
import { TablesFooter } from './tables-footer.tsx'
import { currentDraft, noteVatProgress, showTables, useEasyfatt } from './tables-store.ts'
import { VatFound } from './vat-found.tsx'
import { VatSection } from './vat-section.tsx'

/** Utilità → Easyfatt: one section for each thing that is settled about it, all of the shop chosen. */
export function EasyfattPage() {
  const words = useTexts().easyfatt
  const shops = useApp((state) => state.shops)
  const asked = useNavigation((state) => state.easyfatt)
  const state = useEasyfatt()
  const { shopId, view, failure } = state
  const draft = currentDraft(state)
  useEffect(() => {
    void showTables(asked.shopId)
    const stops = [
      listen('easyfatt.progress', noteVatProgress),
      listen('archive.replaced', () => void showTables(null)),
    ]
    return () => {
      for (const end of stops) end()
    }
  }, [asked])
  // The shop shown was removed.
  const isGone = shopId !== null && !shops.some(({ id }) => id === shopId)
  useEffect(() => {
    if (isGone) void showTables(null)
  }, [isGone])

  return (
    <div className={classes.screen}>
      <ScreenHead title={words.title} />
      <div className={page.scroll}>
        <div className={page.column} data-wide>
          <p className="dim">{words.intro}</p>
          {shops.length === 0 && <NoShop />}
          {shops.length > 1 && (
            <Select
              className={classes.shop}
              label={words.shop}
              allowDeselect={false}
              data={shops.map((shop) => ({ value: String(shop.id), label: shop.name }))}
              value={shopId === null ? null : String(shopId)}
              onChange={(value) => void showTables(value === null ? null : Number(value))}
            />
          )}
          {shopId !== null && !isGone && <PullSection key={shopId} shopId={shopId} />}
          {failure !== null && <FailurePanel failure={failure} onRetry={() => showTables(shopId)} />}
          {view !== null && draft !== null && !isGone && (
            <>
              <VatSection key={shopId} rules={draft.vat} />
              <VatFound rules={draft.vat} />
              <NamesSection of="payments" names={draft.payments} methods={view.payments} />
              <NamesSection of="carriers" names={draft.carriers} methods={view.carriers} />
            </>
          )}
        </div>
      </div>
      {view !== null && !isGone && <TablesFooter />}
    </div>
  )
}
