import { Button } from '@mantine/core'
import { dayOf, startOf } from '../../main/words/local-time.ts'
import { periodNames } from '../../main/words/order-search.ts'
import {
  noPeriod,
  type PeriodOf,
  type SearchedPeriod,
  searchedPeriod,
  withPeriod,
} from '../../main/words/search-period.ts'
import { DateField } from '../parts/date-field.tsx'
import { parseTyped } from '../parts/period.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './choices.module.css'
import { changeSearch, useOrderList } from './order-list-store.ts'

interface PeriodChoiceProps {
  /** Of which period: that of the orders, or that of their download. */
  readonly of: PeriodOf
  readonly close: () => void
}

/** A period by its name, or from a day to a day. */
export function PeriodChoice({ of, close }: PeriodChoiceProps) {
  const texts = useTexts()
  const words = texts.search.filters
  const search = useOrderList((state) => state.search)
  const { period, from, before } = searchedPeriod(search, of)
  const change = (to: SearchedPeriod) => void changeSearch(withPeriod(of, to))
  return (
    <>
      <div className={classes.names}>
        {periodNames.map((name) => (
          <Button
            key={name}
            size="compact-sm"
            justify="start"
            variant={period === name ? 'light' : 'subtle'}
            color={period === name ? undefined : 'gray'}
            onClick={() => {
              change({ ...noPeriod, period: name })
              close()
            }}
          >
            {words.periods[name]}
          </Button>
        ))}
      </div>
      <div className={classes.pair}>
        <Day
          label={words.from}
          value={from === null ? null : dayOf(new Date(from))}
          onChange={(day) => change({ period: null, from: day === null ? null : startOf(day), before })}
        />
        <Day
          label={words.to}
          value={before === null ? null : dayOf(new Date(Date.parse(before) - 1))}
          onChange={(day) => change({ period: null, from, before: day === null ? null : startOf(day, 1) })}
        />
      </div>
    </>
  )
}

interface DayProps {
  readonly label: string
  /** `YYYY-MM-DD`. */
  readonly value: string | null
  readonly onChange: (day: string | null) => void
}

function Day({ label, value, onChange }: DayProps) {
  const texts = useTexts()
  return (
    <DateField
      size="xs"
      label={label}
      placeholder={texts.search.filters.dayFormat}
      clearable
      value={value}
      dateParser={(typed) => parseTyped(typed)?.slice(0, 10) ?? null}
      popoverProps={{ withinPortal: false }}
      onChange={onChange}
    />
  )
}
