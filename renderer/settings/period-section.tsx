import { SegmentedControl } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { checkPeriod, presetStart } from '../parts/period.ts'
import { PeriodFields } from '../parts/period-fields.tsx'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import type { SectionProps } from './draft.ts'
import { useFieldError } from './form-errors.ts'
import classes from './period-section.module.css'

/** The first download's period, until it has succeeded (R10). */
export function PeriodSection({ shop, draft, change }: SectionProps) {
  const texts = useTexts()
  const { period } = texts.settings
  const refusedFrom = useFieldError('firstDownloadFrom', 'from')
  const refusedTo = useFieldError('firstDownloadTo', 'to')
  if (shop?.firstDownloadDone) {
    return (
      <FormSection title={period.section}>
        <p className={classes.locked}>
          <IconLock size={18} aria-hidden /> {period.lockedShort}
        </p>
      </FormSection>
    )
  }
  const custom = draft.firstDownloadFrom !== null
  const problems = custom ? checkPeriod(draft.firstDownloadFrom, draft.firstDownloadTo, new Date()) : {}
  const words = (problem: keyof typeof period.errors | undefined) =>
    problem === undefined ? undefined : period.errors[problem]
  return (
    <FormSection title={period.section}>
      <SegmentedControl
        aria-label={period.section}
        data={[
          { value: 'usual', label: period.usual },
          { value: 'custom', label: period.custom },
        ]}
        value={custom ? 'custom' : 'usual'}
        onChange={(value) =>
          change({
            firstDownloadFrom: value === 'custom' ? presetStart('week', new Date()) : null,
            firstDownloadTo: null,
          })
        }
      />
      {custom && (
        <PeriodFields
          from={draft.firstDownloadFrom}
          to={draft.firstDownloadTo}
          fromError={refusedFrom ?? words(problems.from)}
          toError={refusedTo ?? words(problems.to)}
          onChange={(from, to) => change({ firstDownloadFrom: from, firstDownloadTo: to })}
        />
      )}
    </FormSection>
  )
}
