import { Button, Menu } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { formatCount, formatInstant } from '../../main/words/format.ts'
import type { HandoverKind } from '../../main/words/handover.ts'
import type { HandoverCounts } from '../../main/words/order-view.ts'
import type { Argument } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './meant-menu.module.css'
import { chosen, everyFound, useOrderList } from './order-list-store.ts'
import { countPlaces } from './ranges.ts'
import { changeView, useSearchView } from './view-store.ts'

type Selection = Argument<'orders.totals'>
const scopes = ['chosen', 'new', 'all'] as const
type Scope = (typeof scopes)[number]

/** The orders that a menu's items are about. */
export interface Meant {
  readonly of: Selection
  /** Of these, those that are new as what the item makes of them (R41). */
  readonly onlyNew: boolean
  /** Then they are done (R40). */
  readonly alsoDone: boolean
}

interface Props {
  readonly icon: TablerIcon
  readonly label: string
  readonly disabled?: boolean
  readonly loading?: boolean
  /** As what these orders may have gone out before. */
  readonly kinds: readonly HandoverKind[]
  /** How many had, in words. */
  readonly already: (count: number, written: string) => string
  readonly items: readonly {
    readonly kind: HandoverKind
    readonly key: string
    readonly icon?: ReactNode
    readonly label: string
    readonly run: (meant: Meant) => void
  }[]
}

/**
 * What can be done with orders, behind a button beside the search: with those chosen, the new ones among those found (R41), or
 * all that are found. The menu says which, how many, and how many of them went out before.
 */
export function MeantMenu({
  icon: Icon,
  label,
  disabled = false,
  loading = false,
  kinds,
  already,
  items,
}: Props) {
  const { language, search } = useTexts()
  const words = search.exporting
  const total = useOrderList((state) => state.total)
  const count = useOrderList((state) => countPlaces(state.selected))
  const alsoDone = useSearchView((state) => state.alsoDone)
  const [wanted, setWanted] = useState<Scope | null>(null)
  const [counts, setCounts] = useState<{ readonly [Of in 'chosen' | 'all']?: HandoverCounts }>({})
  const opening = useRef(0)
  const written = (value: number) => formatCount(value, language)

  const open = async (): Promise<void> => {
    opening.current += 1
    const now = opening.current
    setWanted(null)
    setCounts({})
    const [ofChosen, ofAll] = [chosen(), everyFound()]
    for (const [of, selection] of [
      ['chosen', ofChosen],
      ['all', ofAll],
    ] as const) {
      if (selection === null) continue
      const answer = await request('orders.handoverCounts', selection)
      if (answer.ok && opening.current === now) setCounts((known) => ({ ...known, [of]: answer.value }))
    }
  }

  const isPartlyNew = kinds.some((kind) => {
    const fresh = counts.all?.fresh[kind] ?? 0
    return fresh > 0 && fresh < (counts.all?.count ?? 0)
  })
  const scope = wanted ?? (count > 0 ? 'chosen' : isPartlyNew ? 'new' : 'all')
  const labels: Readonly<Record<Scope, string>> = {
    chosen: words.theChosen(count, written(count)),
    new: words.onlyNew,
    all: words.theFound(total, written(total)),
  }
  const selection = scope === 'chosen' ? chosen() : everyFound()
  const known = scope === 'chosen' ? counts.chosen : counts.all
  const noteOf = (kind: HandoverKind): string => {
    if (known === undefined) return ''
    if (scope === 'new') return written(known.fresh[kind])
    const repeated = known.count - known.fresh[kind]
    return repeated === 0 ? '' : already(repeated, written(repeated))
  }
  const unknown = counts.all?.unknown ?? null
  const isUnsure = unknown !== null && kinds.some((kind) => unknown.kinds.includes(kind))
  return (
    <Menu position="bottom-end" shadow="md" onOpen={() => void open()}>
      <Menu.Target>
        <Button
          variant="default"
          size="md"
          px={12}
          leftSection={<Icon size={18} aria-hidden />}
          disabled={total === 0 || disabled}
          loading={loading}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={scope}
          onChange={(value) => setWanted(scopes.find((one) => one === value) ?? null)}
        >
          {scopes
            .filter((one) => one !== 'chosen' || count > 0)
            .map((one) => (
              <Menu.RadioItem key={one} value={one} closeMenuOnClick={false}>
                {labels[one]}
              </Menu.RadioItem>
            ))}
        </Menu.RadioGroup>
        {scope === 'new' && isUnsure && (
          <p className={classes.unsure} role="note">
            {words.unknown(formatInstant(unknown.since, language), formatInstant(unknown.until, language))}
          </p>
        )}
        <Menu.CheckboxItem
          checked={alsoDone}
          closeMenuOnClick={false}
          onChange={(checked) => changeView({ alsoDone: checked })}
        >
          {words.alsoDone}
        </Menu.CheckboxItem>
        <Menu.Divider />
        {items.map(({ kind, key, icon, label: text, run }) => (
          <Menu.Item
            key={key}
            leftSection={icon}
            aria-label={[text, noteOf(kind)].filter(Boolean).join(': ')}
            rightSection={<span className="dim">{noteOf(kind)}</span>}
            disabled={selection === null || (scope === 'new' && known?.fresh[kind] === 0)}
            onClick={() => selection !== null && run({ of: selection, onlyNew: scope === 'new', alsoDone })}
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
