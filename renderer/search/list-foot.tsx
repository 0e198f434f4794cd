import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { Texts } from '../../main/texts/shape.ts'
import { formatCount, formatMoney } from '../../main/words/format.ts'
import type { OrderTotals } from '../../main/words/order-search.ts'
import { useTexts } from '../state/app-store.ts'
import { ColumnsMenu, type ColumnsMenuProps } from './columns-menu.tsx'
import { cancelExport, useExport } from './export-store.ts'
import classes from './list-foot.module.css'
import { refreshOrders, useOrderList } from './order-list-store.ts'
import { countPlaces } from './ranges.ts'

/** What is found and what is chosen come to; the export under way; the columns. */
export function ListFoot(columns: ColumnsMenuProps) {
  const texts = useTexts()
  const words = texts.search
  const { phase, total, totals, selected, selectedTotals, stale } = useOrderList()
  const chosen = countPlaces(selected)
  return (
    <footer className={classes.foot}>
      <span className={classes.sums} role="status" aria-label={words.foundLabel}>
        {phase === 'ready' && <strong>{words.found(total, formatCount(total, texts.language))}</strong>}
        {totals !== null && <Amounts totals={totals} texts={texts} />}
      </span>
      {chosen > 0 && (
        <span className={classes.chosen} role="status" aria-label={words.chosenLabel}>
          <strong>{words.chosen(chosen, formatCount(chosen, texts.language))}</strong>
          {selectedTotals !== null && <Amounts totals={selectedTotals} texts={texts} />}
        </span>
      )}
      <span className={classes.space} />
      {stale && (
        <Button
          size="compact-xs"
          variant="light"
          color="green"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => void refreshOrders()}
        >
          {words.refresh}
        </Button>
      )}
      <ExportProgress />
      <ColumnsMenu {...columns} />
    </footer>
  )
}

/** More currencies than these are in the tooltip only. */
const currenciesShown = 3

function Amounts({ totals, texts }: { readonly totals: OrderTotals; readonly texts: Texts }) {
  const all = totals.amounts.map(({ currency, total }) => formatMoney(total, currency, texts.language))
  return (
    <span className={classes.amounts} title={all.join('\n')} data-selectable>
      {all.slice(0, currenciesShown).join(' · ')}
      {all.length > currenciesShown && ' …'}
    </span>
  )
}

function ExportProgress() {
  const texts = useTexts()
  const words = texts.search.exporting
  const underWay = useExport((state) => state.underWay)
  if (underWay === null || underWay.total === 0) return null
  const { written, total } = underWay
  const count = (value: number) => formatCount(value, texts.language)
  return (
    <span className={classes.exporting}>
      <progress max={total} value={written} aria-label={words.progressLabel} />
      <span className="num">{words.progress(count(written), count(total))}</span>
      <Button size="compact-xs" variant="default" onClick={cancelExport}>
        {texts.common.cancel}
      </Button>
    </span>
  )
}
