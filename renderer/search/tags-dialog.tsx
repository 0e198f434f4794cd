import { Button } from '@mantine/core'
import { useState } from 'react'
import { create } from 'zustand'
import { mostTags } from '../../main/words/annotation.ts'
import { formatCount } from '../../main/words/format.ts'
import type { Argument } from '../../preload/contract.ts'
import { Dialog } from '../parts/dialog.tsx'
import { TagsField } from '../parts/tags-field.tsx'
import { tagOrders } from '../state/annotating.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './tags-dialog.module.css'

interface Tagging {
  /** The orders whose tags are being changed; null: none. */
  readonly of: Argument<'orders.tag'>['of'] | null
  readonly count: number
}

export const useTagging = create<Tagging>()(() => ({ of: null, count: 0 }))

/** Tags for the orders chosen, many at once (R43). */
export function TagsDialog() {
  const { language, order } = useTexts()
  const { of, count } = useTagging()
  const close = () => useTagging.setState({ of: null })
  return (
    <Dialog
      opened={of !== null}
      onClose={close}
      title={order.own.tagsOf(count, formatCount(count, language))}
    >
      {of !== null && <TagsForm of={of} close={close} />}
    </Dialog>
  )
}

function TagsForm({ of, close }: { readonly of: NonNullable<Tagging['of']>; readonly close: () => void }) {
  const texts = useTexts()
  const words = texts.order.own
  const [add, setAdd] = useState<string[]>([])
  const [remove, setRemove] = useState<string[]>([])
  const [saving, setSaving] = useState(false)
  async function save(): Promise<void> {
    setSaving(true)
    if (await tagOrders({ of, add, remove })) close()
    else setSaving(false)
  }
  return (
    <div className={classes.form}>
      <TagsField label={words.addTags} maxTags={mostTags} value={add} onChange={setAdd} data-autofocus />
      <TagsField label={words.removeTags} maxTags={mostTags} value={remove} onChange={setRemove} />
      <div className="dialog-buttons">
        <Button variant="default" onClick={close}>
          {texts.common.cancel}
        </Button>
        <Button loading={saving} disabled={add.length + remove.length === 0} onClick={() => void save()}>
          {texts.common.save}
        </Button>
      </div>
    </div>
  )
}
