import { Button, Select } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useState } from 'react'
import { type Day, dayOf } from '../../main/words/local-time.ts'
import { DateField } from '../parts/date-field.tsx'
import { type PresetId, parseTyped } from '../parts/period.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import classes from './completeness-screen.module.css'
import { showShop, start, useCompleteness } from './completeness-store.ts'
import { checkDays, presetDays } from './period.ts'

const presets: readonly Exclude<PresetId, 'day'>[] = ['week', 'month', 'year']

/** Which shop, and which days. */
export function PeriodForm() {
  const texts = useTexts()
  const words = texts.completeness
  const shops = useApp((state) => state.shops)
  const { shopId, from, to, running, result } = useCompleteness()
  const [pressed, setPressed] = useState(false)
  const problems = checkDays(from, to, new Date())
  const error = (problem: keyof typeof words.errors | undefined) =>
    pressed && problem !== undefined ? words.errors[problem] : undefined
  const disabled = running !== null

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        setPressed(true)
        if (problems.from === undefined && problems.to === undefined) void start()
      }}
    >
      {shops.length > 1 && (
        <Select
          className={classes.shop}
          label={words.shop}
          disabled={disabled}
          data={shops.map((shop) => ({ value: String(shop.id), label: shop.name }))}
          value={shopId === null ? null : String(shopId)}
          onChange={(value) => void showShop(value === null ? null : Number(value))}
        />
      )}
      <DayField
        label={words.from}
        value={from}
        disabled={disabled}
        error={error(problems.from)}
        onChange={(day) => useCompleteness.setState({ from: day })}
      />
      <DayField
        label={words.to}
        value={to}
        disabled={disabled}
        error={error(problems.to)}
        onChange={(day) => useCompleteness.setState({ to: day })}
      />
      <div className={classes.presets}>
        {presets.map((preset) => (
          <Button
            key={preset}
            size="compact-sm"
            variant="default"
            disabled={disabled}
            onClick={() => useCompleteness.setState(presetDays(preset, new Date()))}
          >
            {words.presets[preset]}
          </Button>
        ))}
      </div>
      <Button type="submit" className={classes.start} disabled={disabled}>
        {result === null ? words.start : words.again}
      </Button>
    </form>
  )
}

interface DayFieldProps {
  readonly label: string
  readonly value: Day | null
  readonly disabled: boolean
  readonly error: string | undefined
  readonly onChange: (day: Day | null) => void
}

function DayField({ label, value, disabled, error, onChange }: DayFieldProps) {
  return (
    <DateField
      className={classes.day}
      label={label}
      maxDate={dayOf(new Date())}
      value={value}
      disabled={disabled}
      dateParser={(typed) => parseTyped(typed)?.slice(0, 10) ?? null}
      error={error}
      leftSection={<IconCalendar size={16} aria-hidden />}
      onChange={onChange}
    />
  )
}
