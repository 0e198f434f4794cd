import { Checkbox, Select, TextInput } from '@mantine/core'
import { regimes, type Seller } from '../../main/words/invoice-settings.ts'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import type { OfficeSectionProps } from './office-draft.ts'
import classes from './office-form.module.css'

type TextField = Exclude<keyof Seller, 'regime' | 'rea'>

/** The seller's data, as every invoice has them. */
export function SellerSection({ draft, change, errorOf }: OfficeSectionProps) {
  const texts = useTexts()
  const words = texts.invoices.office
  const { seller } = draft
  const set = (patch: Partial<Seller>) => change({ seller: { ...seller, ...patch } })
  const field = (name: TextField, label: string, description?: string) => (
    <TextInput
      label={label}
      description={description}
      value={seller[name]}
      error={errorOf(name)}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  )
  return (
    <FormSection title={words.seller} hint={words.sellerHint}>
      <div className={classes.grid}>
        <div data-whole>{field('name', words.company, words.companyHint)}</div>
        <div data-half>{field('firstName', words.firstName)}</div>
        <div data-half>{field('lastName', words.lastName)}</div>
        {field('vatNumber', words.vatNumber, words.vatNumberHint)}
        <div data-wide>{field('fiscalCode', words.fiscalCode, words.fiscalCodeHint)}</div>
        <div data-whole>
          <Select
            label={words.regime}
            data={regimes.map((code) => ({
              value: code,
              label: `${code} – ${texts.invoices.regimes[code]}`,
            }))}
            value={seller.regime}
            error={errorOf('regime')}
            onChange={(value) => set({ regime: regimes.find((code) => code === value) ?? null })}
          />
        </div>
        <div data-whole>{field('street', words.street)}</div>
        {field('postcode', words.postcode)}
        {field('city', words.city)}
        {field('province', words.province)}
        <div data-whole>
          <Checkbox
            label={words.rea}
            checked={seller.rea !== null}
            onChange={(event) => set({ rea: event.currentTarget.checked ? noRea : null })}
          />
        </div>
      </div>
      {seller.rea !== null && <Rea rea={seller.rea} set={(rea) => set({ rea })} errorOf={errorOf} />}
    </FormSection>
  )
}

const noRea = { office: '', number: '', capital: '', shareholder: null, inLiquidation: false } as const

interface ReaProps {
  readonly rea: NonNullable<Seller['rea']>
  readonly set: (rea: NonNullable<Seller['rea']>) => void
  readonly errorOf: OfficeSectionProps['errorOf']
}

function Rea({ rea, set, errorOf }: ReaProps) {
  const words = useTexts().invoices.office
  return (
    <div className={classes.grid}>
      <TextInput
        label={words.reaOffice}
        value={rea.office}
        error={errorOf('reaOffice')}
        maxLength={2}
        onChange={(event) => set({ ...rea, office: event.currentTarget.value })}
      />
      <TextInput
        label={words.reaNumber}
        value={rea.number}
        error={errorOf('reaNumber')}
        maxLength={20}
        onChange={(event) => set({ ...rea, number: event.currentTarget.value })}
      />
      <TextInput
        label={words.reaCapital}
        value={rea.capital}
        error={errorOf('reaCapital')}
        maxLength={15}
        onChange={(event) => set({ ...rea, capital: event.currentTarget.value })}
      />
      <Select
        label={words.reaShareholder}
        allowDeselect={false}
        data={(['none', 'SU', 'SM'] as const).map((value) => ({ value, label: words.shareholders[value] }))}
        value={rea.shareholder ?? 'none'}
        onChange={(value) => set({ ...rea, shareholder: value === 'SU' || value === 'SM' ? value : null })}
      />
      <div data-whole>
        <Checkbox
          label={words.reaLiquidation}
          checked={rea.inLiquidation}
          onChange={(event) => set({ ...rea, inLiquidation: event.currentTarget.checked })}
        />
      </div>
    </div>
  )
}
