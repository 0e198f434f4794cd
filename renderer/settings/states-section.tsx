import { Button, Chip, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ShopState } from '../../main/words/shop.ts'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import { chosenStates, type SectionProps, usualStates } from './draft.ts'
import { useFieldError } from './form-errors.ts'
import { StateMeanings } from './state-meanings.tsx'
import classes from './states-section.module.css'

interface StatesSectionProps extends SectionProps {
  /** What a check, just made, has found. */
  readonly found: readonly ShopState[] | undefined
}

/** Which states make an order worth downloading (R6). */
export function StatesSection({ shop, draft, change, platforms, found }: StatesSectionProps) {
  const texts = useTexts()
  const { states } = texts.settings
  const [typed, setTyped] = useState('')
  const refused = useFieldError('states')
  const known = found ?? shop?.knownStates ?? []
  const chosen = chosenStates(draft, platforms, known)
  const usual = usualStates(draft, platforms, known)
  const names = new Map(known.map((state) => [state.id, state.name]))
  const all = [...new Set([...known.map((state) => state.id), ...usual, ...chosen])]
  const nameOf = (state: string) => texts.stateNames[state] ?? names.get(state) ?? state
  const choose = (next: readonly string[]) => change({ states: next })

  function add(): void {
    const state = typed.trim()
    if (state === '') return
    setTyped('')
    if (!chosen.includes(state)) choose([...chosen, state])
  }

  return (
    <FormSection title={states.section} hint={states.hint}>
      <Chip.Group multiple value={[...chosen]} onChange={choose}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a wrapping row */}
        <div className={classes.chips} role="group" aria-label={states.section}>
          {all.map((state) => (
            <Chip key={state} value={state} size="sm" radius="md" variant="outline" title={state}>
              {nameOf(state)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {(refused !== undefined || (draft.states !== null && chosen.length === 0)) && (
        <p className={classes.error} role="alert">
          {refused ?? states.atLeastOne}
        </p>
      )}
      {known.length === 0 && <p className="dim">{states.unknown}</p>}
      <div className={classes.add}>
        <TextInput
          aria-label={states.addHint}
          placeholder={states.add}
          size="xs"
          value={typed}
          maxLength={100}
          spellCheck={false}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') add()
          }}
        />
        <Button size="xs" variant="default" disabled={typed.trim() === ''} onClick={add}>
          {states.addButton}
        </Button>
        {draft.states !== null && (
          <Button size="xs" variant="subtle" onClick={() => change({ states: null })}>
            {states.reset}
          </Button>
        )}
      </div>
      <StateMeanings
        {...{ shop, draft, change, platforms }}
        states={all.map((id) => ({ id, name: nameOf(id) }))}
      />
    </FormSection>
  )
}
