import { Select, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { vatBuyers, vatClasses, vatPlaces } from '../../main/words/easyfatt-choices.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useTexts } from '../state/app-store.ts'
import { countryChoices } from './country-choices.ts'
import classes from './easyfatt-page.module.css'
import { type DraftRule, type RuleProblem, rateChoices } from './tables-draft.ts'

interface VatRowProps {
  readonly rule: DraftRule
  /** Rates that orders have. */
  readonly rates: readonly string[]
  readonly problem: RuleProblem | null
  readonly onChange: (patch: Partial<DraftRule>) => void
  readonly onRemove: () => void
}

/** A row that is being written. */
export function VatRow({ rule, rates, problem, onChange, onRemove }: VatRowProps) {
  const texts = useTexts()
  const words = texts.easyfatt.vat
  const { rate, place, buyer, code, vatClass } = rule
  const groups = [
    { group: words.everywhere, items: vatPlaces.map((one) => ({ value: one, label: words.places[one] })) },
    { group: words.countries, items: [...countryChoices(texts.language)] },
  ]
  return (
    <tr className={classes.rule}>
      <td>
        <Select
          size="xs"
          className={classes.rate}
          aria-label={words.rate}
          searchable
          allowDeselect={false}
          data={rateChoices([...rates, rate]).map((one) => ({ value: one, label: words.rateName(one) }))}
          value={rate}
          error={problem === 'twice'}
          onChange={(value) => value !== null && onChange({ rate: value })}
        />
      </td>
      <td>
        <Select
          size="xs"
          className={classes.pick}
          aria-label={words.place}
          searchable
          allowDeselect={false}
          data={groups}
          value={place}
          error={problem === 'twice'}
          onChange={(value) => value !== null && onChange({ place: value })}
        />
      </td>
      <td>
        <Select
          size="xs"
          className={classes.pick}
          aria-label={words.buyer}
          allowDeselect={false}
          data={vatBuyers.map((one) => ({ value: one, label: words.buyers[one] }))}
          value={buyer}
          error={problem === 'twice' && words.twice}
          onChange={(value) => {
            const found = vatBuyers.find((one) => one === value)
            if (found !== undefined) onChange({ buyer: found })
          }}
        />
      </td>
      <td>
        <TextInput
          size="xs"
          className={classes.code}
          data-code
          aria-label={words.code}
          maxLength={100}
          value={code}
          error={problem === 'code' && words.codeMissing}
          onChange={({ currentTarget: { value } }) => onChange({ code: value })}
        />
      </td>
      <td>
        <Select
          size="xs"
          className={classes.class}
          aria-label={words.vatClass}
          allowDeselect={false}
          placeholder={words.choose}
          data={vatClasses}
          value={vatClass}
          error={problem === 'vatClass' && words.classMissing}
          onChange={(value) => {
            const found = vatClasses.find((one) => one === value)
            if (found !== undefined) onChange({ vatClass: found })
          }}
        />
      </td>
      <td data-end>
        <IconButton label={words.remove} icon={<IconTrash size={16} />} onClick={onRemove} />
      </td>
    </tr>
  )
}
