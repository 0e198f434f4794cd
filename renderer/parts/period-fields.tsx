import { Button } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { localText } from '../../main/words/local-time.ts'
import type { Instant } from '../../main/words/order.ts'
import { useTexts } from '../state/app-store.ts'
import { DateField } from './date-field.tsx'
import { fromLocal, type PresetId, parseTyped, presetStart } from './period.ts'
import classes from './period-fields.module.css'

const presets: readonly PresetId[] = ['week', 'month', 'year']

interface PeriodFieldsProps {
  readonly from: Instant | null
  readonly to: Instant | null
  readonly fromError?: string | undefined
  readonly toError?: string | undefined
  readonly onChange: (from: Instant | null, to: Instant | null) => void
}

/** From, and optionally to: typed, picked, or by a preset (R10). */
export function PeriodFields({ from, to, fromError, toError, onChange }: PeriodFieldsProps) {
  const { period } = useTexts().settings
  return (
    <div className={classes.fields}>
      <div className={classes.pair}>
        <Moment
          label={period.from}
          value={from}
          error={fromError}
          onChange={(value) => onChange(value, to)}
        />
        <Moment
          label={period.to}
          description={period.toHint}
          value={to}
          error={toError}
          onChange={(value) => onChange(from, value)}
        />
      </div>
      <div className={classes.presets}>
        {presets.map((preset) => (
          <Button
            key={preset}
            size="compact-sm"
            variant="default"
            onClick={() => onChange(presetStart(preset, new Date()), null)}
          >
            {period.presets[preset]}
          </Button>
        ))}
      </div>
    </div>
  )
}

interface MomentProps {
  readonly label: string
  readonly description?: string
  readonly value: Instant | null
  readonly error: string | undefined
  readonly onChange: (value: Instant | null) => void
}

function Moment({ label, description, value, error, onChange }: MomentProps) {
  const texts = useTexts()
  return (
    <DateField
      label={label}
      description={description}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      placeholder={texts.settings.period.format}
      valueFormat="DD/MM/YYYY HH:mm"
      withTime
      clearable
      maxDate={localText(new Date())}
      value={value === null ? null : localText(new Date(value))}
      dateParser={parseTyped}
      error={error}
      leftSection={<IconCalendar size={16} aria-hidden />}
      onChange={(text) => onChange(text === null ? null : fromLocal(text))}
    />
  )
}
