/** Finds text and controls that a window cuts off. */
import type { Page } from 'playwright'

/**
 * What cannot be read or reached as it stands: text that is cut without an ellipsis and a tooltip, text and controls
 * outside of everything that scrolls. Data of orders (rows of a grid) may end in an ellipsis.
 */
export function findCut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found = new Set<string>()
    const hides = (value: string) => value === 'hidden' || value === 'clip'
    const slack = 1.5

    /** The nearest element that cuts off a part of the box, if what is cut cannot be scrolled to. */
    function cutBy(element: Element, box: DOMRect): Element | null {
      let across = true
      let down = true
      for (let above: Element | null = element; above !== null; above = above.parentElement) {
        const style = getComputedStyle(above)
        // A grid with a scroller of its own: the rows at its edge are cut, and can be scrolled to.
        if (above.closest('[role$=grid]') !== null && above.matches('[role=presentation]')) continue
        const edge = above.getBoundingClientRect()
        if (across && /auto|scroll/.test(style.overflowX)) across = false
        if (down && /auto|scroll/.test(style.overflowY)) down = false
        const cutAcross =
          hides(style.overflowX) && (box.right > edge.right + slack || box.left < edge.left - slack)
        const cutDown =
          hides(style.overflowY) && (box.bottom > edge.bottom + slack || box.top < edge.top - slack)
        if ((across && cutAcross) || (down && cutDown)) return above
        if (style.position === 'fixed') {
          if (box.right > innerWidth + slack || box.left < -slack) return document.documentElement
          return null
        }
      }
      if (across && (box.right > innerWidth + slack || box.left < -slack)) return document.documentElement
      return null
    }

    function isShown(element: Element): boolean {
      if (element.closest('.visually-hidden, [aria-hidden="true"], [inert]') !== null) return false
      return element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    }

    function mayEnd(element: Element, by: Element): boolean {
      if (getComputedStyle(by).textOverflow !== 'ellipsis') return false
      return element.closest('[title], [role=gridcell]') !== null
    }

    const place = (element: Element) =>
      [element, element.parentElement, element.parentElement?.parentElement]
        .map((one) => one?.className.toString().split(' ')[0] || one?.tagName.toLowerCase())
        .join(' < ')

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    while (walker.nextNode()) {
      const text = walker.currentNode as Text
      const element = text.parentElement
      if (element === null || text.data.trim() === '' || !isShown(element)) continue
      range.selectNodeContents(text)
      for (const box of range.getClientRects()) {
        const by = box.width > 0 ? cutBy(element, box) : null
        if (by === null || mayEnd(element, by)) continue
        found.add(`“${text.data.trim().slice(0, 60)}” (${place(element)}) by ${place(by)}`)
        break
      }
    }
    for (const element of document.querySelectorAll('button, input, textarea, a[href], [tabindex="0"]')) {
      const box = element.getBoundingClientRect()
      if (!isShown(element) || box.width === 0) continue
      const by = cutBy(element.parentElement ?? element, box)
      if (by !== null)
        found.add(
          `<${element.tagName.toLowerCase()}> ${element.getAttribute('aria-label') ?? element.textContent} (${place(element)}) by ${place(by)}`,
        )
    }
    return [...found]
  })
}
