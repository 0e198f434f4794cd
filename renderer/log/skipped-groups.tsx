import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { formatCount } from '../../main/words/format.ts'
import type { SkippedGroup } from '../../main/words/run.ts'
import { listen, request } from '../client.ts'
import { skippedWords } from '../parts/skipped-words.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { useChosen, whileFetching } from '../state/chosen-store.ts'
import { fullLog } from '../state/log-store.ts'
import { wantState } from '../state/want-state.ts'
import classes from './chosen-entries.module.css'

/** What the download looked at has skipped, reason by reason (R6, R9), each to be had by one click. */
export function SkippedGroups() {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const { runId, outcome, text, level, orderId } = fullLog((state) => state.filter)
  // Beside other filters they would say more than the list shows.
  const wanted = outcome === 'skipped' && text === '' && level === null && orderId === null ? runId : null
  const groups = useGroups(wanted)
  const busy = useChosen((state) => state.busy)
  if (groups.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div className={classes.groups} role="group" aria-label={texts.logScreen.byReason}>
      {groups.map((group) => (
        <Group
          key={`${group.reason} ${group.state}`}
          group={group}
          label={skippedWords(texts, shops, group)}
          busy={busy.has(keyOf(group))}
        />
      ))}
    </div>
  )
}

const keyOf = ({ runId, reason, state }: SkippedGroup) => `skipped ${runId} ${reason} ${state}`

interface GroupProps {
  readonly group: SkippedGroup
  readonly label: string
  readonly busy: boolean
}

function Group({ group, label, busy }: GroupProps) {
  const { language, logScreen } = useTexts()
  const { runId, shopId, reason, state, missing } = group
  if (missing === 0) return <span className="dim num">{label}</span>
  const fetchAll = () =>
    void whileFetching([keyOf(group)], () => request('runs.fetchSkipped', { runId, reason, state }))
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="default"
          loading={busy}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={fetchAll}>
          {logScreen.fetchAll(missing, formatCount(missing, language))}
        </Menu.Item>
        {state !== null && (
          <Menu.Item onClick={() => void wantState(shopId, state, true)}>
            {logScreen.alwaysThisState}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Read anew as orders come in. */
function useGroups(runId: number | null): readonly SkippedGroup[] {
  const [groups, setGroups] = useState<readonly SkippedGroup[]>([])
  useEffect(() => {
    setGroups([])
    if (runId === null) return
    let wanted = true
    const read = async () => {
      const answer = await request('runs.skipped', { runIds: [runId] })
      if (wanted && answer.ok) setGroups(answer.value)
    }
    void read()
    const stop = listen('log.changed', () => void read())
    return () => {
      wanted = false
      stop()
    }
  }, [runId])
  return groups
}
