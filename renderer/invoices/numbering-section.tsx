import { Checkbox, NumberInput, TextInput } from '@mantine/core'
import {
  dayInItaly,
  type Numbering,
  numberText,
  type SeriesNumbering,
} from '../../main/words/invoice-register.ts'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import type { OfficeSectionProps } from './office-draft.ts'
import { firstNumberOf, type OfficeField } from './office-draft.ts'
import classes from './office-form.module.css'

/** How invoices, credit notes and files are counted. */
export function NumberingSection({ draft, change, errorOf }: OfficeSectionProps) {
  const words = useTexts().invoices.office
  const { numbering } = draft
  const set = (patch: Partial<Numbering>) => change({ numbering: { ...numbering, ...patch } })
  const { credits } = numbering
  return (
    <FormSection title={words.numbering} hint={words.numberingHint}>
      <Series
        series={numbering.invoices}
        set={(invoices) => set({ invoices })}
        errorOf={errorOf}
        fields={['prefix', 'suffix']}
      />
      <Checkbox
        label={words.credits}
        checked={credits !== null}
        onChange={(event) => set({ credits: event.currentTarget.checked ? ownCredits : null })}
      />
      {credits !== null && (
        <Series
          series={credits}
          set={(changed) => set({ credits: changed })}
          errorOf={errorOf}
          fields={['creditsPrefix', 'creditsSuffix']}
        />
      )}
      <TextInput
        label={words.firstFile}
        description={words.firstFileHint}
        value={numbering.firstFile}
        error={errorOf('firstFile')}
        maxLength={5}
        onChange={(event) => set({ firstFile: event.currentTarget.value.toUpperCase() })}
      />
    </FormSection>
  )
}

const ownCredits: SeriesNumbering = { prefix: '', suffix: '/NC', firstNumber: 1, firstYear: 0 }

interface SeriesProps {
  readonly series: SeriesNumbering
  readonly set: (series: SeriesNumbering) => void
  readonly errorOf: OfficeSectionProps['errorOf']
  readonly fields: readonly [prefix: OfficeField, suffix: OfficeField]
}

function Series({ series, set, errorOf, fields: [prefix, suffix] }: SeriesProps) {
  const words = useTexts().invoices.office
  const year = Number(dayInItaly(new Date()).slice(0, 4))
  const first = firstNumberOf(series, year)
  return (
    <>
      <div className={classes.grid}>
        <TextInput
          label={words.prefix}
          value={series.prefix}
          error={errorOf(prefix)}
          maxLength={6}
          onChange={(event) => set({ ...series, prefix: event.currentTarget.value })}
        />
        <NumberInput
          label={words.firstNumber(String(year))}
          value={first}
          min={1}
          max={9_999_999}
          allowDecimal={false}
          allowNegative={false}
          onChange={(value) =>
            set({
              ...series,
              firstNumber: typeof value === 'number' && value > 0 ? value : 1,
              firstYear: year,
            })
          }
        />
        <TextInput
          label={words.suffix}
          value={series.suffix}
          error={errorOf(suffix)}
          maxLength={6}
          onChange={(event) => set({ ...series, suffix: event.currentTarget.value })}
        />
      </div>
      <p className="dim">
        {words.example(numberText(series, first))} {words.firstNumberHint}
      </p>
    </>
  )
}
