import { Textarea } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { longestNote, noteOf, tagsIn } from '../../main/words/annotation.ts'
import type { OrderDetail } from '../../main/words/order-view.ts'
import { TagsField } from '../parts/tags-field.tsx'
import { noteOrder, tagOrders } from '../state/annotating.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './order-panel.module.css'

/** Our tags and our note on the order (R43): to be changed where they stand, and saved at once. */
export function OwnNotes({ detail }: { readonly detail: OrderDetail }) {
  const words = useTexts().order.own
  return (
    <section className={classes.own} aria-label={words.label}>
      <Tags detail={detail} />
      <Note detail={detail} />
    </section>
  )
}

function Tags({ detail: { id: orderId, tags } }: { readonly detail: OrderDetail }) {
  const words = useTexts().order.own
  const now = tagsIn(tags)
  const change = (wanted: readonly string[]) => {
    const add = wanted.filter((tag) => !now.includes(tag))
    const remove = now.filter((tag) => !wanted.includes(tag))
    if (add.length + remove.length > 0) void tagOrders({ of: { orderId }, add, remove })
  }
  return (
    <TagsField
      size="xs"
      label={words.tags}
      placeholder={now.length === 0 ? words.addTag : ''}
      value={[...now]}
      onChange={change}
    />
  )
}

/** Saved when somebody leaves it, whichever way, or presses Ctrl+S. */
function Note({ detail: { id: orderId, ownNote } }: { readonly detail: OrderDetail }) {
  const words = useTexts().order.own
  /** What was typed, until the order has it; null: nothing. */
  const [typed, setTyped] = useState<string | null>(null)
  const unsaved = useRef<string | null>(null)
  const save = useCallback(async () => {
    const note = unsaved.current
    unsaved.current = null
    if (note === null) return
    if (await noteOrder(orderId, note)) setTyped((now) => (now === note ? null : now))
    else unsaved.current ??= note
  }, [orderId])
  useEffect(() => {
    const leave = () => void save()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [save])
  return (
    <Textarea
      size="xs"
      label={words.note}
      placeholder={words.notePlaceholder}
      autosize
      minRows={1}
      maxRows={12}
      maxLength={longestNote}
      value={typed ?? ownNote}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value)
        unsaved.current = noteOf(value) === ownNote ? null : value
      }}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
        event.preventDefault()
        void save()
      }}
    />
  )
}
