import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

export const rowHeight = 32
export const headHeight = 32
/** Chromium's elements end at 33.5 million physical pixels: a million rows on a screen of 150 % are taller. */
const tallest = 8_000_000

/**
 * Which rows of a list of any length are in sight. Up to `tallest` the scrollbar moves the rows pixel by pixel; beyond
 * it stands for the whole list, and the wheel moves the rows themselves.
 */
export function useRowWindow(scroller: RefObject<HTMLDivElement | null>, count: number) {
  const [scrolled, setScrolled] = useState(0)
  const [height, setHeight] = useState(600)
  /** Where the scrollbar was put, to tell our moves from the operator's. */
  const put = useRef(0)
  const whole = count * rowHeight
  const canvas = Math.min(whole, tallest)
  const furthest = Math.max(0, whole - height)
  const scale = whole > canvas ? furthest / (canvas - height) : 1
  const top = Math.min(scrolled, furthest)
  const first = Math.floor(top / rowHeight)

  function scrollTo(wanted: number): void {
    const to = Math.min(furthest, Math.max(0, wanted))
    put.current = to / scale
    if (scroller.current !== null) scroller.current.scrollTop = put.current
    setScrolled(to)
  }

  function show(place: number): void {
    const from = place * rowHeight
    if (from < top) scrollTo(from)
    else if (from + rowHeight > top + height) scrollTo(from + rowHeight - height)
  }

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = () => setHeight(Math.max(rowHeight, element.clientHeight - headHeight))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])

  useEffect(() => {
    const element = scroller.current
    const ended = new AbortController()
    const { signal } = ended
    const follow = () => {
      if (element === null || (scale > 1 && Math.abs(element.scrollTop - put.current) < 1)) return
      put.current = element.scrollTop
      setScrolled(element.scrollTop * scale)
    }
    const turn = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0) return
      event.preventDefault()
      const unit = event.deltaMode === 1 ? rowHeight : event.deltaMode === 2 ? height : 1
      scrollTo(top + event.deltaY * unit)
    }
    element?.addEventListener('scroll', follow, { passive: true, signal })
    if (scale > 1) element?.addEventListener('wheel', turn, { passive: false, signal })
    return () => ended.abort()
  })

  return {
    /** Pixels above the window, of all the rows. */
    top,
    height,
    canvas,
    first,
    last: Math.min(count - 1, first + Math.ceil(height / rowHeight)),
    /** Rows that are whole in sight. */
    page: Math.max(1, Math.floor(height / rowHeight) - 1),
    scrollTo,
    /** Brings a row in sight. */
    show,
  }
}
