import { Chip } from '@mantine/core'
import { isChosenShop, type ReachedShop } from '../../main/words/shop.ts'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import type { SectionProps } from './draft.ts'
import { useFieldError } from './form-errors.ts'
import classes from './states-section.module.css'

interface ShopsSectionProps extends SectionProps {
  /** What a check, just made, has found; null where it could not tell. */
  readonly found: readonly ReachedShop[] | null
}

/** Of which shops of a multishop the orders are downloaded (R39); nothing where there is but one. */
export function ShopsSection({ shop, draft, change, found }: ShopsSectionProps) {
  const texts = useTexts()
  const { multishop: words } = texts.settings
  const refused = useFieldError('shops')
  const reached = found ?? shop?.knownShops ?? []
  if (reached.length < 2 && draft.shops === null) return null
  const chosen = reached.filter((one) => isChosenShop(one, draft.shops)).map(({ id }) => id)
  // Chosen earlier, or elsewhere, and not reached (any more, or not asked for yet).
  const others = (draft.shops ?? []).filter(
    (name) => name !== 'all' && !reached.some((one) => isChosenShop(one, [name])),
  )
  const groups = new Set(reached.map(({ group }) => group))
  const choose = (next: readonly string[]) => {
    const all = others.length === 0 && reached.every(({ id }) => next.includes(id))
    change({ shops: all ? ['all'] : next })
  }
  return (
    <FormSection title={words.section} hint={reached.length === 0 ? words.unknown : words.hint}>
      <Chip.Group multiple value={[...chosen, ...others]} onChange={choose}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a wrapping row */}
        <div className={classes.chips} role="group" aria-label={words.section}>
          {reached.map(({ id, name, group }) => (
            <Chip key={id} value={id} size="sm" radius="md" variant="outline" title={id}>
              {groups.size > 1 && group !== '' ? `${name} (${group})` : name}
            </Chip>
          ))}
          {others.map((name) => (
            <Chip key={name} value={name} size="sm" radius="md" variant="outline">
              {words.notReached(name)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {(refused !== undefined || draft.shops?.length === 0) && (
        <p className={classes.error} role="alert">
          {refused ?? words.atLeastOne}
        </p>
      )}
    </FormSection>
  )
}
