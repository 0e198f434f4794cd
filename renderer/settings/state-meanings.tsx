import { Button, Collapse, Select } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { usualMeaning } from '../../main/words/standing.ts'
import { stateMeanings } from '../../main/words/state-meaning.ts'
import { useTexts } from '../state/app-store.ts'
import advanced from './advanced-section.module.css'
import type { SectionProps } from './draft.ts'
import classes from './states-section.module.css'

interface StateMeaningsProps extends SectionProps {
  readonly states: readonly { readonly id: string; readonly name: string }[]
}

const choices = [...stateMeanings, 'none'] as const

/** What each state means (R42): exports and prints go by it. Closed until asked for: the usual ones nearly always serve. */
export function StateMeanings({ states, draft, change }: StateMeaningsProps) {
  const words = useTexts().settings.states
  const chosen = draft.stateMeanings
  const [open, setOpen] = useState(Object.keys(chosen).length > 0)
  const usualOf = (id: string) => usualMeaning(draft.platform, id) ?? 'none'

  function choose(id: string, meaning: string | null): void {
    const found = choices.find((one) => one === meaning)
    if (found === undefined) return
    const { [id]: _, ...others } = chosen
    change({ stateMeanings: found === usualOf(id) ? others : { ...others, [id]: found } })
  }

  return (
    <div className={classes.meanings}>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        className={advanced.toggle}
        aria-expanded={open}
        rightSection={
          <IconChevronDown size={16} className={advanced.chevron} data-open={open || undefined} />
        }
        onClick={() => setOpen(!open)}
      >
        {words.meanings}
      </Button>
      <Collapse expanded={open}>
        <p className="dim">{words.meaningsHint}</p>
        <div className={classes.grid}>
          {states.map(({ id, name }) => (
            <Select
              key={id}
              size="xs"
              label={name}
              allowDeselect={false}
              data={choices.map((one) => ({ value: one, label: words.meaning[one] }))}
              value={chosen[id] ?? usualOf(id)}
              onChange={(meaning) => choose(id, meaning)}
            />
          ))}
        </div>
      </Collapse>
    </div>
  )
}
