import { Button } from '@mantine/core'
import { useEffect } from 'react'
import classes from '../parts/form-footer.module.css'
import { useTexts } from '../state/app-store.ts'
import { tablesOf } from './tables-draft.ts'
import { currentDraft, discardTables, saveTables, useEasyfatt } from './tables-store.ts'

/** Save or discard: always in sight. */
export function TablesFooter() {
  const { common, settings, easyfatt } = useTexts()
  const state = useEasyfatt()
  const draft = currentDraft(state)
  const changed = state.shopId !== null && state.drafts[state.shopId] !== undefined
  const unfinished = state.pressed && draft !== null && tablesOf(draft) === null

  // What is missing may be out of sight.
  useEffect(() => {
    if (unfinished) document.querySelector<HTMLElement>('main [aria-invalid=true]')?.focus()
  }, [unfinished])

  return (
    <footer className={classes.footer}>
      <span className={classes.state} role="status">
        {unfinished ? easyfatt.unfinished : changed ? settings.unsaved : ''}
      </span>
      <Button variant="default" disabled={!changed || state.saving} onClick={discardTables}>
        {settings.discard}
      </Button>
      <Button disabled={!changed} loading={state.saving} onClick={() => void saveTables()}>
        {common.save}
      </Button>
    </footer>
  )
}
