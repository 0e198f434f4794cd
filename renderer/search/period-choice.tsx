import { Button } from '@mantine/core'
import { periodNames } from '../../main/order-search.ts'
import { parseTyped } from '../first-period/period.ts'
import { DateField } from '../parts/date-field.tsx'
import { useTexts } from '../state/app-store.ts'
import { changeSearch, useOrderList } from '../state/order-list.ts'
import classes from './choices.module.css'

/** A period by its name, or from a day to a day. */
export function PeriodChoice({ close }: { readonly close: () => void }) {
  const texts = useTexts()
  const words = texts.search.filters
  const { period, from, before } = useOrderList((state) => state.search)
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
              void changeSearch({ period: name, from: null, before: null })
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
          onChange={(day) =>
            void changeSearch({ period: null, from: day === null ? null : midnight(day, 0) })
          }
        />
        <Day
          label={words.to}
          value={before === null ? null : dayOf(new Date(Date.parse(before) - 1))}
          onChange={(day) =>
            void changeSearch({ period: null, before: day === null ? null : midnight(day, 1) })
          }
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

function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The beginning of a day on this computer's clock, or of one after it. */
function midnight(day: string, later: number): string {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + later).toISOString()
}
