import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core'
import {
  type InvoiceSettings,
  maybeStamped,
  type NaturaReason,
  naturaReasons,
  naturas,
} from '../../main/words/invoice-settings.ts'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import type { OfficeSectionProps } from './office-draft.ts'
import classes from './office-form.module.css'

/** What the accountant decides: rows without VAT, the stamp, OSS, gift cards. */
export function RulesSection({ draft, change }: OfficeSectionProps) {
  const texts = useTexts()
  const words = texts.invoices.office
  const { settings } = draft
  const set = (patch: Partial<InvoiceSettings>) => change({ settings: { ...settings, ...patch } })
  const naturaChoices = naturas.map((code) => ({
    value: code,
    label: `${code} – ${texts.invoices.naturas[code]}`,
  }))
  return (
    <>
      <FormSection title={words.rules} hint={words.rulesHint}>
        <div className={classes.rules}>
          {naturaReasons.map((reason) => (
            <NaturaRow key={reason} reason={reason} settings={settings} set={set} choices={naturaChoices} />
          ))}
        </div>
      </FormSection>
      <FormSection title={words.stamp} hint={words.stampHint}>
        <Checkbox
          label={words.stampCharged}
          checked={settings.stampCharged}
          onChange={(event) => set({ stampCharged: event.currentTarget.checked })}
        />
        <MultiSelect
          label={words.stampAlso}
          description={words.stampAlsoHint}
          data={naturaChoices.filter(({ value }) => maybeStamped.includes(value))}
          value={[...(settings.stampAlso ?? [])]}
          onChange={(values) =>
            set({ stampAlso: values.length === 0 ? null : naturas.filter((code) => values.includes(code)) })
          }
        />
        <Checkbox
          label={words.stampNone}
          checked={settings.stampAlso?.length === 0}
          onChange={(event) => set({ stampAlso: event.currentTarget.checked ? [] : null })}
        />
      </FormSection>
      <FormSection title={words.oss} hint={words.ossHint}>
        <Select
          aria-label={words.oss}
          placeholder={words.undecided}
          clearable
          data={ossChoices.map((value) => ({ value, label: words.ossChoices[value] }))}
          value={settings.oss}
          onChange={(value) => set({ oss: ossChoices.find((one) => one === value) ?? null })}
        />
        {settings.oss !== null && settings.oss !== 'italian' && (
          <TextInput
            label={words.ossLaw}
            value={settings.ossText}
            maxLength={100}
            onChange={(event) => set({ ossText: event.currentTarget.value })}
          />
        )}
      </FormSection>
      <FormSection title={words.giftCards}>
        <Select
          aria-label={words.giftCards}
          allowDeselect={false}
          data={giftCardChoices.map((value) => ({ value, label: words.giftCardChoices[value] }))}
          value={settings.giftCards}
          onChange={(value) => set({ giftCards: value === 'refuse' ? 'refuse' : 'payment' })}
        />
      </FormSection>
    </>
  )
}

const ossChoices = ['italian', 'N3.2', 'N7'] as const
const giftCardChoices = ['payment', 'refuse'] as const

interface NaturaRowProps {
  readonly reason: NaturaReason
  readonly settings: InvoiceSettings
  readonly set: (patch: Partial<InvoiceSettings>) => void
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

function NaturaRow({ reason, settings, set, choices }: NaturaRowProps) {
  const words = useTexts().invoices.office
  const entry = settings.natura[reason]
  const name = words.reasons[reason]
  const put = (patch: Partial<typeof entry>) =>
    set({ natura: { ...settings.natura, [reason]: { ...entry, ...patch } } })
  return (
    <>
      <p>{name}</p>
      <Select
        aria-label={`${words.natura}: ${name}`}
        placeholder={words.undecided}
        clearable
        data={choices}
        value={entry.natura}
        onChange={(value) => put({ natura: naturas.find((code) => code === value) ?? null })}
      />
      <TextInput
        aria-label={`${words.law}: ${name}`}
        placeholder={words.law}
        value={entry.text}
        maxLength={100}
        onChange={(event) => put({ text: event.currentTarget.value })}
      />
    </>
  )
}
