import { useEffect } from 'react'
import type { OrderDetail } from '../../main/words/order-view.ts'
import { copyText } from '../parts/copy-button.tsx'
import { isLayerOpen } from '../parts/layers.ts'
import { undoLast } from '../state/last-done.ts'
import { parcelAddress } from './order-parties.tsx'
import {
  lastEdits,
  saveAndNext,
  saveEdit,
  startEdit,
  stopEdit,
  undoEdits,
  useSheet,
  whenFree,
} from './order-sheet-store.ts'

/**
 * Ctrl/Cmd+S saves, with Enter in its place goes on to the next order's form, Esc cancels, Ctrl/Cmd+Z takes the last saved change back while nothing is being edited (in a
 * field it is the field's own), Ctrl/Cmd+E or F2 edits, Ctrl/Cmd+Shift+C copies the address on the parcel.
 */
export function useSheetKeys(detail: OrderDetail, onNext: () => number | null): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { draft, history } = useSheet.getState()
      // A dialog has the keyboard for itself, as has a list of choices.
      if (isLayerOpen() || event.defaultPrevented) return
      const command = (event.ctrlKey || event.metaKey) && !event.altKey
      const key = event.key.toLowerCase()
      const take = (action: () => void) => {
        event.preventDefault()
        action()
      }
      if (draft !== null) {
        if (command && key === 's') take(() => void saveEdit())
        else if (command && key === 'enter') take(() => void saveAndNext(onNext))
        else if (event.key === 'Escape') take(() => whenFree(stopEdit))
        return
      }
      if (command && event.shiftKey && key === 'c') {
        const address = parcelAddress(detail.order)
        if (address !== '') take(() => void copyText(address))
        return
      }
      if (event.key === 'F2' || (command && key === 'e')) take(() => startEdit(detail))
      else if (command && key === 'z' && !event.shiftKey && !isTyping(event.target)) {
        const last = lastEdits(history)
        if (undoLast()) take(() => undefined)
        else if (last.length > 0) take(() => void undoEdits(detail, last))
      }
    }
    // Before the window's own Escape, which closes the order.
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [detail, onNext])
}

/** A box in which something stands has its own undo; the empty or untouched search box has nothing to undo. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && target.value !== ''
}
