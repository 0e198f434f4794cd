import { useEffect } from 'react'
import type { OrderDetail } from '../../main/words/order-view.ts'
import { isLayerOpen } from '../parts/layers.ts'
import { undoLastMark } from '../state/marking.ts'
import {
  lastEdits,
  saveEdit,
  startEdit,
  stopEdit,
  undoEdits,
  useSheet,
  whenFree,
} from './order-sheet-store.ts'

/**
 * Ctrl/Cmd+S saves, Esc cancels, Ctrl/Cmd+Z takes the last saved change back while nothing is being edited (in a
 * field it is the field's own), Ctrl/Cmd+E or F2 edits.
 */
export function useSheetKeys(detail: OrderDetail): void {
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
        else if (event.key === 'Escape') take(() => whenFree(stopEdit))
        return
      }
      if (event.key === 'F2' || (command && key === 'e')) take(() => startEdit(detail))
      else if (command && key === 'z' && !event.shiftKey && !isTyping(event.target)) {
        const last = lastEdits(history)
        if (undoLastMark()) take(() => undefined)
        else if (last.length > 0) take(() => void undoEdits(detail, last))
      }
    }
    // Before the window's own Escape, which closes the order.
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [detail])
}

/** A box in which something stands has its own undo; the empty or untouched search box has nothing to undo. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return false
  return target.value !== ''
}
