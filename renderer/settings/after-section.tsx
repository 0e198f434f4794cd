import { Button, Select } from '@mantine/core'
import { IconFolder, IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { exportKinds } from '../../main/words/handover.ts'
import type { SavedSearch } from '../../main/words/order-search.ts'
import type { AfterDownload } from '../../main/words/shop.ts'
import { request } from '../client.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import { toastFailure } from '../state/toasts.ts'
import classes from './after-section.module.css'
import type { SectionProps } from './draft.ts'

/** *Dopo il download* (R44): for a saved search, a file of the new ones into a folder. */
export function AfterSection({ draft, change }: SectionProps) {
  const words = useTexts().settings.after
  const { afterDownload: all } = draft
  const [searches, setSearches] = useState<readonly SavedSearch[] | null>(null)
  useEffect(() => {
    const read = async (): Promise<void> => {
      const answer = await request('searches.list', undefined)
      if (answer.ok) setSearches(answer.value)
    }
    void read()
    // Searches are saved in another window.
    const readAgain = () => void read()
    window.addEventListener('focus', readAgain)
    return () => window.removeEventListener('focus', readAgain)
  }, [])
  const set = (at: number, patch: Partial<AfterDownload>) =>
    change({ afterDownload: all.map((one, place) => (place === at ? { ...one, ...patch } : one)) })

  async function add(searchId: number): Promise<void> {
    const folder = await chooseFolder('')
    if (folder !== null) change({ afterDownload: [...all, { searchId, format: 'csv', folder }] })
  }

  const [first] = searches ?? []
  return (
    <FormSection title={words.section} hint={words.hint}>
      {all.map((wanted, at) => (
        <Wanted
          // biome-ignore lint/suspicious/noArrayIndexKey: they are told apart by their place alone
          key={at}
          wanted={wanted}
          searches={searches}
          onChange={(patch) => set(at, patch)}
          onRemove={() => change({ afterDownload: all.toSpliced(at, 1) })}
        />
      ))}
      {searches !== null && first === undefined && <p className="dim">{words.noSearches}</p>}
      {first !== undefined && (
        <Button
          size="xs"
          variant="light"
          className={classes.add}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => void add(first.id)}
        >
          {words.add}
        </Button>
      )}
    </FormSection>
  )
}

interface WantedProps {
  readonly wanted: AfterDownload
  readonly searches: readonly SavedSearch[] | null
  readonly onChange: (patch: Partial<AfterDownload>) => void
  readonly onRemove: () => void
}

function Wanted({ wanted: { searchId, format, folder }, searches, onChange, onRemove }: WantedProps) {
  const texts = useTexts()
  const words = texts.settings.after
  const { formats } = texts.native.exportOrders.dialog
  const isGone = searches?.every(({ id }) => id !== searchId) === true
  async function choose(): Promise<void> {
    const chosen = await chooseFolder(folder)
    if (chosen !== null) onChange({ folder: chosen })
  }
  return (
    <fieldset className={classes.wanted} aria-label={words.section}>
      <Select
        label={words.search}
        data={(searches ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={isGone || searches === null ? null : String(searchId)}
        error={isGone && words.searchGone}
        allowDeselect={false}
        onChange={(value) => value !== null && onChange({ searchId: Number(value) })}
      />
      <Select
        label={words.format}
        data={exportKinds.map((kind) => ({ value: kind, label: formats[kind] }))}
        value={format}
        allowDeselect={false}
        onChange={(value) => {
          const kind = exportKinds.find((one) => one === value)
          if (kind !== undefined) onChange({ format: kind })
        }}
      />
      <IconButton label={words.remove} icon={<IconTrash size={16} />} onClick={onRemove} />
      <p className={classes.folder}>
        <span data-selectable>{folder}</span>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconFolder size={14} aria-hidden />}
          onClick={() => void choose()}
        >
          {words.chooseFolder}
        </Button>
      </p>
    </fieldset>
  )
}

async function chooseFolder(folder: string): Promise<string | null> {
  const answer = await request('app.chooseFolder', { folder })
  if (answer.ok) return answer.value
  toastFailure(answer.failure)
  return null
}
