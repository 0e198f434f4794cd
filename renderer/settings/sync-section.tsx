import { NumberInput, Switch } from '@mantine/core'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import type { SectionProps } from './draft.ts'
import { useFieldError } from './form-errors.ts'

/** Whether, and how often, the shop syncs by itself (R18). */
export function SyncSection({ draft, change }: SectionProps) {
  const { sync } = useTexts().settings
  const { autoSync } = draft
  const error = useFieldError('minutes', 'autoSync', 'enabled')
  return (
    <FormSection title={sync.section}>
      <Switch
        label={sync.enabled}
        description={sync.hint}
        checked={autoSync.enabled}
        onChange={(event) => change({ autoSync: { ...autoSync, enabled: event.currentTarget.checked } })}
      />
      {autoSync.enabled && (
        <NumberInput
          label={sync.every}
          description={sync.everyHint}
          value={autoSync.minutes}
          error={error}
          min={5}
          max={1440}
          step={5}
          maw={240}
          allowDecimal={false}
          allowNegative={false}
          onChange={(minutes) => {
            if (typeof minutes === 'number') change({ autoSync: { ...autoSync, minutes } })
          }}
        />
      )}
    </FormSection>
  )
}
