import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

export const rowHeight = 32
export const headHeight = 32
/** Chromium's elements end at 33.5 million physical pixels: a million rows on a screen of 150 % are taller. */
const tallest = 8_000_000

/**
 * Which rows of a list of any length are in sight. Up to `tallest` the scrollbar moves the rows pixel by pixel; beyond
 * it stands for the whole list, and the wheel moves the rows themselves.
 */
export function useRowWindow(scroller: RefObject<HTMLDivElement | null>, count: number) {
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(600)
  const whole = count * rowHeight
  const canvas = Math.min(whole, tallest)
  const furthest = Math.max(0, whole - height)
  const scale = whole > canvas ? furthest / (canvas - height) : 1
  /** Where the scrollbar was put, to tell our moves from the operator's. */
  const put = useRef(0)

  const scrollTo = useCallback(
    (wanted: number) => {
      const element = scroller.current
      if (element === null) return
      const to = Math.min(furthest, Math.max(0, wanted))
      put.current = to / scale
      element.scrollTop = put.current
      setTop(to)
    },
    [scroller, furthest, scale],
  )

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
    if (element === null) return
    const follow = () => {
      if (scale > 1 && Math.abs(element.scrollTop - put.current) < 1) return
      put.current = element.scrollTop
      setTop(element.scrollTop * scale)
    }
    element.addEventListener('scroll', follow, { passive: true })
    return () => element.removeEventListener('scroll', follow)
  }, [scroller, scale])

  useEffect(() => {
    const element = scroller.current
    if (element === null || scale === 1) return
    const turn = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0) return
      event.preventDefault()
      const unit = event.deltaMode === 1 ? rowHeight : event.deltaMode === 2 ? height : 1
      scrollTo(top + event.deltaY * unit)
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [scroller, scale, height, top, scrollTo])

  const shownTop = Math.min(top, furthest)
  const first = Math.floor(shownTop / rowHeight)
  const show = useCallback(
    (place: number) => {
      const from = place * rowHeight
      if (from < shownTop) scrollTo(from)
      else if (from + rowHeight > shownTop + height) scrollTo(from + rowHeight - height)
    },
    [shownTop, height, scrollTo],
  )

  return {
    /** Pixels above the window, of all the rows. */
    top: shownTop,
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
