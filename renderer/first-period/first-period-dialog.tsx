import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import type { FailureValue } from '../../main/words/failure.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { checkPeriod } from '../parts/period.ts'
import { PeriodFields } from '../parts/period-fields.tsx'
import { takeShop, useApp, useTexts } from '../state/app-store.ts'
import { closeDialog, useNavigation } from '../state/navigation-store.ts'
import { toast } from '../state/toasts.ts'
import classes from './first-period-dialog.module.css'

/** Utilità → Help → Primo download personalizzato (R10). */
export function FirstPeriodDialog() {
  const texts = useTexts()
  const opened = useNavigation((state) => state.dialog === 'first-period')
  return (
    <Dialog opened={opened} onClose={closeDialog} size={560} title={texts.settings.period.dialogTitle}>
      <Content />
    </Dialog>
  )
}

function Content() {
  const texts = useTexts()
  const { period } = texts.settings
  const shops = useApp((state) => state.shops)
  const open = shops.filter((shop) => !shop.firstDownloadDone)
  const [shopId, setShopId] = useState(open[0]?.id ?? null)
  const shop = open.find((known) => known.id === shopId) ?? open[0]
  if (shop === undefined)
    return <p>{shops.length === 0 ? texts.failures['no-shop']({}).message : period.noShop}</p>
  return (
    <div className={classes.content}>
      <p className="dim">{period.dialogText}</p>
      {open.length > 1 && (
        <Select
          label={period.shop}
          data={open.map((known) => ({ value: String(known.id), label: known.name }))}
          value={String(shop.id)}
          onChange={(value) => setShopId(Number(value))}
        />
      )}
      {open.length === 1 && shops.length > 1 && (
        <p>
          {period.shop}: <strong>{shop.name}</strong>
        </p>
      )}
      <PeriodForm key={shop.id} shop={shop} />
    </div>
  )
}

function PeriodForm({ shop }: { readonly shop: ShopView }) {
  const texts = useTexts()
  const { period } = texts.settings
  const [from, setFrom] = useState(shop.settings.firstDownloadFrom)
  const [to, setTo] = useState(shop.settings.firstDownloadTo)
  const [pressed, setPressed] = useState(false)
  const [failure, setFailure] = useState<FailureValue | null>(null)
  const problems = checkPeriod(from, to, new Date())
  const words = (problem: keyof typeof period.errors | undefined) =>
    pressed && problem !== undefined ? period.errors[problem] : undefined

  async function save(newFrom: string | null, newTo: string | null): Promise<void> {
    const answer = await request('shops.firstPeriod', { shopId: shop.id, from: newFrom, to: newTo })
    if (!answer.ok) {
      setFailure(answer.failure)
      return
    }
    takeShop(answer.value)
    closeDialog()
    toast(period.done, shop.name)
  }

  return (
    <>
      <PeriodFields
        from={from}
        to={to}
        fromError={words(problems.from)}
        toError={words(problems.to)}
        onChange={(newFrom, newTo) => {
          setFrom(newFrom)
          setTo(newTo)
          setFailure(null)
        }}
      />
      {failure !== null && <FailurePanel failure={failure} />}
      <div className={classes.buttons}>
        {shop.settings.firstDownloadFrom !== null && (
          <Button variant="subtle" className={classes.usual} onClick={() => void save(null, null)}>
            {period.backToUsual}
          </Button>
        )}
        <Button variant="default" onClick={closeDialog}>
          {texts.common.cancel}
        </Button>
        <Button
          onClick={() => {
            setPressed(true)
            if (problems.from === undefined && problems.to === undefined) void save(from, to)
          }}
        >
          {period.apply}
        </Button>
      </div>
    </>
  )
}
