import type { PointerEvent } from 'react'

/** What an edge that is dragged does: `move` by so many pixels to the right since it was taken, `end` when it is let go. */
export interface EdgeDrag {
  readonly move: (by: number) => void
  /** Not called where it was not moved. */
  readonly end: () => void
}

/** An `onPointerDown` by which an edge is dragged sideways, wherever the pointer goes meanwhile. */
export function dragEdge(begin: (element: HTMLElement) => EdgeDrag) {
  return (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return
    event.preventDefault()
    const element = event.currentTarget
    const from = event.clientX
    const drag = begin(element)
    let moved = false
    const ended = new AbortController()
    const { signal } = ended
    const follow = ({ clientX }: globalThis.PointerEvent) => {
      moved ||= clientX !== from
      if (moved) drag.move(clientX - from)
    }
    const end = () => {
      ended.abort()
      if (moved) drag.end()
    }
    element.setPointerCapture(event.pointerId)
    element.addEventListener('pointermove', follow, { signal })
    element.addEventListener('lostpointercapture', end, { signal })
  }
}
