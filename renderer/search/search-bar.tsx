import { Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { formatCount } from '../format.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { findOrders, useOrders } from '../state/orders-store.ts'
import classes from './search-bar.module.css'

/** What to look for, and in which orders. */
export function SearchBar() {
  const texts = useTexts()
  const { search } = texts
  const shops = useApp((state) => state.shops)
  const { filter, run, total, phase } = useOrders()
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(filter.text)
  // A run shown anew begins with an empty box.
  useEffect(() => setTyped(filter.text), [filter.text])
  const find = useDebouncedCallback(
    (text: string) => void findOrders({ ...useOrders.getState().filter, text }),
    120,
  )

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') {
        event.preventDefault()
        box.current?.select()
      }
    }
    window.addEventListener('keydown', focus)
    return () => window.removeEventListener('keydown', focus)
  }, [])

  return (
    <search className={classes.bar}>
      <TextInput
        ref={box}
        type="search"
        size="md"
        className={classes.box}
        aria-label={search.box}
        placeholder={search.placeholder}
        leftSection={<IconSearch size={20} aria-hidden />}
        value={typed}
        maxLength={1000}
        spellCheck={false}
        autoFocus
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          find(event.currentTarget.value)
        }}
      />
      <div className={classes.row}>
        {filter.runId !== null && (
          <button
            type="button"
            className={classes.chip}
            title={search.widen}
            aria-label={`${search.widen}: ${chipText()}`}
            onClick={() => void findOrders({ ...filter, runId: null })}
          >
            {chipText()} <IconX size={14} aria-hidden />
          </button>
        )}
        {shops.length > 1 && (
          <Select
            size="xs"
            aria-label={search.shop}
            className={classes.shop}
            data={[
              { value: '', label: search.anyShop },
              ...shops.map((shop) => ({ value: String(shop.id), label: shop.name })),
            ]}
            value={filter.shopIds === null ? '' : String(filter.shopIds[0])}
            onChange={(value) =>
              void findOrders({ ...filter, shopIds: value === null || value === '' ? null : [Number(value)] })
            }
          />
        )}
        <span className={classes.total} role="status">
          {phase === 'ready' ? search.found(total, formatCount(total, texts.language)) : ''}
        </span>
      </div>
    </search>
  )

  function chipText(): string {
    return run === null
      ? search.runChipUnknown
      : search.runChip(texts.common.moment(run.startedAt, new Date()))
  }
}
