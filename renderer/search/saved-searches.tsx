import { Button, Popover, TextInput } from '@mantine/core'
import { IconBookmark, IconDeviceFloppy, IconPencil, IconTrash } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { failureText } from '../../main/texts/index.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import type { SavedSearch } from '../../main/words/order-search.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { findOrders, useOrderList } from './order-list-store.ts'
import classes from './saved-searches.module.css'
import { changeView, useSearchView } from './view-store.ts'
import { knowRun } from './ways-in.ts'

/**
 * Views: searches with their columns, under a name. Applied by a click, brought up to date, renamed and removed beside it;
 * what is on the screen can be added.
 */
export function SavedSearches() {
  const texts = useTexts()
  const words = texts.search.saved
  const shops = useApp((state) => state.shops)
  const [open, setOpen] = useState(false)
  const [saved, setSaved] = useState<readonly SavedSearch[]>([])
  /** The one whose name is being written; `new` for what is on the screen. */
  const [naming, setNaming] = useState<SavedSearch | 'new' | null>(null)
  const panel = useRef<HTMLDivElement>(null)
  const load = useCallback(async () => {
    const answer = await request('searches.list', undefined)
    if (answer.ok) setSaved(answer.value)
  }, [])
  useEffect(() => {
    if (open) void load()
    else setNaming(null)
  }, [open, load])

  /** The element that had the focus is removed: the panel takes it, or Esc would not close. */
  async function showAnew(): Promise<void> {
    await load()
    setNaming(null)
    panel.current?.focus()
  }

  function apply({ search: wanted, sort, table }: SavedSearch): void {
    if (table !== null) changeView(table)
    if (wanted.runId !== null) void knowRun(wanted.runId)
    void findOrders(wanted, sort)
    setOpen(false)
  }

  async function update({ id, name }: SavedSearch): Promise<void> {
    const answer = await request('searches.save', { id, name, ...shownNow() })
    if (answer.ok) toast(words.updated(name))
    else toastFailure(answer.failure)
    await showAnew()
  }

  async function remove(id: number): Promise<void> {
    const uses = (shop: ShopView) => shop.settings.afterDownload.some(({ searchId }) => searchId === id)
    const users = shops.filter(uses).map(({ name }) => name)
    const answer = await request('searches.remove', { id })
    if (!answer.ok) toastFailure(answer.failure)
    else if (users.length > 0) toast(words.removedInUse(users.join(', ')), words.removedRemedy, true)
    await showAnew()
  }

  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
      width={320}
    >
      <Popover.Target>
        <Button
          variant="default"
          size="md"
          px={12}
          leftSection={<IconBookmark size={18} aria-hidden />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {words.title}
        </Button>
      </Popover.Target>
      <Popover.Dropdown onKeyDown={(event) => event.key === 'Escape' && event.preventDefault()}>
        <div ref={panel} tabIndex={-1} className={classes.panel}>
          {saved.length === 0 && naming === null && <p className="dim">{words.none}</p>}
          <ul className={classes.list} aria-label={words.title}>
            {saved.map((one) =>
              naming !== 'new' && naming?.id === one.id ? (
                <li key={one.id}>
                  <NameForm draft={one} onDone={() => void showAnew()} />
                </li>
              ) : (
                <li key={one.id} className={classes.saved}>
                  <button type="button" className={classes.name} onClick={() => apply(one)}>
                    {one.name}
                  </button>
                  <IconButton
                    label={words.update}
                    icon={<IconDeviceFloppy size={16} />}
                    onClick={() => void update(one)}
                  />
                  <IconButton
                    label={words.rename}
                    icon={<IconPencil size={16} />}
                    onClick={() => setNaming(one)}
                  />
                  <IconButton
                    label={words.remove}
                    icon={<IconTrash size={16} />}
                    onClick={() => void remove(one.id)}
                  />
                </li>
              ),
            )}
          </ul>
          {naming === 'new' ? (
            <NameForm draft={null} onDone={() => void showAnew()} />
          ) : (
            <Button
              size="xs"
              variant="light"
              leftSection={<IconDeviceFloppy size={16} aria-hidden />}
              onClick={() => setNaming('new')}
            >
              {words.save}
            </Button>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** A name for what is on the screen (`draft` null), or another for a saved one. */
function NameForm({ draft, onDone }: { readonly draft: SavedSearch | null; readonly onDone: () => void }) {
  const texts = useTexts()
  const words = texts.search.saved
  const [name, setName] = useState(draft?.name ?? '')
  const [failure, setFailure] = useState<FailureValue | null>(null)

  async function save(): Promise<void> {
    const { search, sort, table } = draft ?? shownNow()
    const answer = await request('searches.save', { id: draft?.id ?? null, name, search, sort, table })
    if (answer.ok) onDone()
    else setFailure(answer.failure)
  }

  const taken = failure?.code === 'input-invalid'
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') void save()
      }}
    >
      <TextInput
        size="xs"
        aria-label={words.name}
        placeholder={words.name}
        maxLength={100}
        value={name}
        error={failure !== null && (taken ? words.taken : failureText(texts, failure).message)}
        data-autofocus
        ref={focusOnce}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" disabled={name.trim() === ''}>
        {texts.common.save}
      </Button>
    </form>
  )
}

/** What is on the screen: what is asked for, and how it looks. */
function shownNow(): Pick<SavedSearch, 'search' | 'sort' | 'table'> {
  const { search, sort } = useOrderList.getState()
  const { columns, widths } = useSearchView.getState()
  return { search, sort, table: { columns, widths } }
}

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus()
}
