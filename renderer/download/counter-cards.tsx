import { ActionIcon } from '@mantine/core'
import {
  IconAlertTriangle,
  IconChevronRight,
  IconCirclePlus,
  IconClipboardX,
  IconFileSearch,
  IconPlayerSkipForward,
  IconSum,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatCount } from '../../main/words/format.ts'
import type { Counters } from '../../main/words/run.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'
import { skippedWords } from '../parts/skipped-words.ts'
import { useTexts } from '../state/app-store.ts'
import { showLog, useNavigation } from '../state/navigation-store.ts'
import { countersOf } from '../state/shops.ts'
import classes from './counter-cards.module.css'
import { type CountedRun, RunChoice, runsThatCounted } from './run-choice.tsx'
import { together, useSkipped } from './use-skipped.ts'

/** Totale, Nuovi, Saltati, Errati (R5): live, and each a way to what it counts. */
export function CounterCards({ shops }: { readonly shops: readonly ShopView[] }) {
  const texts = useTexts()
  const { download } = texts
  const counters = countersOf(shops)
  const name = shops.length === 1 ? (shops[0]?.name ?? '') : texts.common.allShops
  const toResolve = shops.reduce((sum, shop) => sum + shop.wrongOrders, 0)
  const why = together(useSkipped(shops)).map((group) => skippedWords(texts, shops, group))
  const openLog = (outcome: 'skipped' | 'wrong') => (run: CountedRun) =>
    showLog({ runId: run.runId, shopId: run.shopId, outcome })

  return (
    <ul className={classes.cards} aria-label={download.countersOf(name)}>
      <Card counters={counters} id="total" icon={<IconSum size={18} aria-hidden />} />
      <Card counters={counters} id="new" icon={<IconCirclePlus size={18} aria-hidden />}>
        <RunChoice
          runs={runsThatCounted(shops, 'new')}
          onChoose={({ runId }) => void request('windows.search', { runId, orderId: null })}
        >
          <ActionIcon
            size={32}
            color="green"
            variant="light"
            aria-label={download.openNew}
            title={download.openNew}
          >
            <IconFileSearch size={20} stroke={1.8} />
          </ActionIcon>
        </RunChoice>
      </Card>
      {(['skipped', 'wrong'] as const).map((id) => (
        <Card
          key={id}
          counters={counters}
          id={id}
          why={id === 'skipped' ? why : []}
          icon={
            id === 'skipped' ? (
              <IconPlayerSkipForward size={18} aria-hidden />
            ) : (
              <IconAlertTriangle size={18} aria-hidden />
            )
          }
          open={{
            label: id === 'skipped' ? download.openSkipped : download.openWrong,
            runs: runsThatCounted(shops, id),
            go: openLog(id),
          }}
          action={id === 'wrong' && toResolve > 0 ? <OpenWrong count={toResolve} /> : undefined}
        />
      ))}
    </ul>
  )
}

interface CardProps {
  readonly counters: Counters
  readonly id: keyof Counters
  readonly icon: ReactNode
  /** What the figure is made of, in words. */
  readonly why?: readonly string[]
  readonly open?: {
    readonly label: string
    readonly runs: readonly CountedRun[]
    readonly go: (run: CountedRun) => void
  }
  /** Beside the figure as long as it counts something. */
  readonly children?: ReactNode
  /** Beside the figure whatever it counts. */
  readonly action?: ReactNode
}

/** The wrong orders of all downloads, not only of the last. */
function OpenWrong({ count }: { readonly count: number }) {
  const label = useTexts().download.openWrongList(count)
  return (
    <ActionIcon
      size={32}
      color="red"
      variant="light"
      aria-label={label}
      title={label}
      onClick={() => useNavigation.setState({ screen: 'wrong' })}
    >
      <IconClipboardX size={20} stroke={1.8} />
    </ActionIcon>
  )
}

function Card({ counters, id, icon, why = [], open, children, action }: CardProps) {
  const texts = useTexts()
  const value = counters[id]
  const label = texts.common.counters[id]
  // As many as there is room for; all are in the tooltip, and in the log.
  const shown = why.slice(0, 3)
  const figure = (
    <>
      <span className={classes.label}>
        {icon}
        {label}
      </span>{' '}
      <span className={classes.line}>
        <span className={classes.figure} data-testid={`counter-${id}`}>
          {formatCount(value, texts.language)}
        </span>{' '}
        {shown.length > 0 && (
          <span className={classes.why} title={why.join(', ')}>
            {shown.map((reason) => (
              <span key={reason}>{reason} </span>
            ))}
          </span>
        )}
      </span>
    </>
  )
  return (
    <li className={`card ${classes.card}`} data-counter={id} data-zero={value === 0 || undefined}>
      {open !== undefined && value > 0 ? (
        <RunChoice runs={open.runs} onChoose={open.go}>
          <button
            type="button"
            className={classes.open}
            title={open.label}
            aria-label={`${[label, formatCount(value, texts.language), ...shown].join(' ')}: ${open.label}`}
          >
            {figure}
            <IconChevronRight size={18} className={classes.chevron} aria-hidden />
          </button>
        </RunChoice>
      ) : (
        figure
      )}
      {children !== undefined && value > 0 && <span className={classes.action}>{children}</span>}
      {action !== undefined && (
        <span className={classes.action} data-beside={(open !== undefined && value > 0) || undefined}>
          {action}
        </span>
      )}
    </li>
  )
}
