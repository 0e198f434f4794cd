import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../parts/icon-button.tsx'
import { useTexts } from '../state/app-store.ts'
import { ExportMenu } from './export-menu.tsx'
import { FilterPills } from './filter-pills.tsx'
import { changeSearch, useOrderList } from './order-list-store.ts'
import { PrintMenu } from './print-menu.tsx'
import { SavedSearches } from './saved-searches.tsx'
import classes from './search-bar.module.css'

const typingMs = 100

/** What to look for, and in which orders. */
export function SearchBar() {
  const { search: words } = useTexts()
  const text = useOrderList((state) => state.search.text)
  const busy = useOrderList((state) => state.busy)
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(text)
  // Saved searches, runs shown anew and cleared filters bring their own text.
  useEffect(() => setTyped(text), [text])
  const find = (wanted: string) => {
    if (wanted !== useOrderList.getState().search.text) void changeSearch({ text: wanted })
  }
  const soon = useDebouncedCallback(find, typingMs)

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') {
        event.preventDefault()
        box.current?.focus()
        box.current?.select()
      }
    }
    window.addEventListener('keydown', focus)
    return () => window.removeEventListener('keydown', focus)
  }, [])

  function type(value: string): void {
    setTyped(value)
    soon(value)
  }

  return (
    <search className={classes.bar}>
      <div className={classes.row}>
        <TextInput
          ref={box}
          type="search"
          size="md"
          className={classes.box}
          classNames={{ input: classes.input }}
          aria-label={words.box}
          placeholder={words.placeholder}
          leftSection={<IconSearch size={20} aria-hidden />}
          rightSection={
            typed !== '' && (
              <IconButton
                label={words.clearText}
                icon={<IconX size={16} />}
                onClick={() => {
                  type('')
                  soon.flush()
                  box.current?.focus()
                }}
              />
            )
          }
          value={typed}
          maxLength={10_000}
          spellCheck={false}
          autoFocus
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              soon.cancel()
              find(typed)
            } else if (event.key === 'ArrowDown') {
              event.preventDefault()
              document.querySelector<HTMLElement>('[role=grid]')?.focus()
            } else if (event.key === 'Escape' && typed !== '') {
              event.preventDefault()
              type('')
            }
          }}
        />
        <SavedSearches />
        <PrintMenu />
        <ExportMenu />
      </div>
      <FilterPills />
      <div className={classes.busy} data-busy={busy || undefined} aria-hidden />
    </search>
  )
}
