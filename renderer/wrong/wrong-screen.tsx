import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconCheck, IconEye, IconEyeOff, IconRefresh } from '@tabler/icons-react'
import { useEffect } from 'react'
import { formatCount } from '../../main/words/format.ts'
import { listen } from '../client.ts'
import { ScreenHead } from '../parts/screen-head.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { keyOfOrder, useChosen } from '../state/chosen-store.ts'
import { WrongPanel } from './wrong-panel.tsx'
import classes from './wrong-screen.module.css'
import {
  accept,
  isAcceptable,
  loadWrong,
  retry,
  retryAll,
  setIgnored,
  setWrongFilter,
  useWrong,
} from './wrong-store.ts'
import { WrongTable } from './wrong-table.tsx'

/** Ordini errati (R7): why, and Riprova or Ignora, one or many. */
export function WrongScreen() {
  const rows = useWrong((state) => state.rows)
  const shown = useWrong((state) => state.shown)
  const order = rows.find((row) => keyOfOrder(row) === shown)

  useEffect(() => {
    void loadWrong()
    const stop = listen('shops.changed', () => void loadWrong())
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) useWrong.setState({ shown: null })
    }
    window.addEventListener('keydown', close)
    return () => {
      stop()
      window.removeEventListener('keydown', close)
    }
  }, [])

  return (
    <div className={classes.screen}>
      <Head />
      <div className={classes.body} data-open={order !== undefined || undefined}>
        <WrongTable compact={order !== undefined} />
        {order !== undefined && (
          <WrongPanel
            key={keyOfOrder(order)}
            order={order}
            onClose={() => useWrong.setState({ shown: null })}
          />
        )}
      </div>
    </div>
  )
}

function Head() {
  const texts = useTexts()
  const words = texts.wrongOrders
  const shops = useApp((state) => state.shops)
  const { filter, open, ignored, phase } = useWrong()
  const written = (count: number) => (phase === 'ready' ? formatCount(count, texts.language) : '…')
  return (
    <ScreenHead title={words.title}>
      <SegmentedControl
        size="xs"
        aria-label={words.kind}
        value={filter.ignored ? 'ignored' : 'open'}
        data={[
          { value: 'open', label: words.open(written(open)) },
          { value: 'ignored', label: words.ignored(written(ignored)) },
        ]}
        onChange={(value) => setWrongFilter({ ignored: value === 'ignored' })}
      />
      {shops.length > 1 && (
        <Select
          size="xs"
          aria-label={texts.wrongOrders.columns.shop}
          data={[
            { value: '', label: texts.common.allShops },
            ...shops.map((shop) => ({ value: String(shop.id), label: shop.name })),
          ]}
          value={filter.shopId === null ? '' : String(filter.shopId)}
          onChange={(value) =>
            setWrongFilter({ shopId: value === null || value === '' ? null : Number(value) })
          }
        />
      )}
      <Actions />
    </ScreenHead>
  )
}

/** For those chosen; for all where none is. */
function Actions() {
  const words = useTexts().wrongOrders
  const { filter, rows, chosen, open } = useWrong()
  const busy = useChosen((state) => state.busy)
  const orders = rows.filter((row) => chosen.has(keyOfOrder(row)))
  const acceptable = orders.filter(isAcceptable)
  const fetching = busy.has('wrong') || orders.some((order) => busy.has(keyOfOrder(order)))
  return (
    <div className={classes.actions}>
      {orders.length > 0 && (
        <>
          <span className="dim num">{words.chosen(orders.length)}</span>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            onClick={() => useWrong.setState({ chosen: new Set() })}
          >
            {words.chooseNone}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={
              filter.ignored ? <IconEye size={16} aria-hidden /> : <IconEyeOff size={16} aria-hidden />
            }
            onClick={() => void setIgnored(orders, !filter.ignored)}
          >
            {filter.ignored ? words.heed : words.ignore}
          </Button>
        </>
      )}
      {acceptable.length > 0 && (
        <Button
          size="xs"
          variant="default"
          loading={fetching}
          title={words.acceptHint}
          leftSection={<IconCheck size={16} aria-hidden />}
          onClick={() => void accept(orders)}
        >
          {acceptable.length === 1 ? words.accept : words.acceptMany(acceptable.length)}
        </Button>
      )}
      {(orders.length > 0 || (!filter.ignored && open > 0)) && (
        <Button
          size="xs"
          loading={fetching}
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => void (orders.length > 0 ? retry(orders) : retryAll())}
        >
          {orders.length > 0 ? words.retry : words.retryAll}
        </Button>
      )}
    </div>
  )
}
