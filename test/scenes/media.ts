/** What a window looks like to those who have asked their computer for less motion, or for high contrast. */
import type { Page } from 'playwright'
import { contrastViolations } from './axe.ts'
import { settled } from './in-page.ts'

/** What still moves, or would at the next change, though less motion was asked for. */
export async function movingThings(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await settled(page)
  const found = await page.evaluate(() => {
    const named = (element: Element | null | undefined) =>
      element == null ? '' : `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`
    const moving = document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => `moves: ${named(effect instanceof KeyframeEffect ? effect.target : null)}`)
    const wouldMove = [...document.querySelectorAll('body *')]
      .filter((element) =>
        getComputedStyle(element)
          .transitionDuration.split(', ')
          .some((it) => it !== '0s'),
      )
      .map((element) => `would move: ${named(element)}`)
    return [...new Set([...moving, ...wouldMove])]
  })
  await page.emulateMedia({ reducedMotion: null })
  return found
}

/**
 * What cannot be told apart under the system's high contrast (forced colours): text on its background, what is chosen,
 * what has the keyboard, what is switched on.
 */
export async function lostInHighContrast(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await settled(page)
  const texts = await contrastViolations(page, new Set())
  const marks = await page.evaluate(() => {
    const lost: string[] = []
    const shown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect()
      return width > 0 && height > 0 && getComputedStyle(element).visibility === 'visible'
    }
    const named = (element: Element) =>
      `${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40)} (${element.tagName})`
    /** A line around it, in another colour than the paper. */
    const lined = (element: Element) => {
      const style = getComputedStyle(element)
      const paper = getComputedStyle(document.body).backgroundColor
      const line = (kind: string, width: string, colour: string) =>
        kind !== 'none' && Number.parseFloat(width) >= 1 && colour !== paper
      return (
        line(style.outlineStyle, style.outlineWidth, style.outlineColor) ||
        line(style.borderTopStyle, style.borderTopWidth, style.borderTopColor)
      )
    }
    const chosen =
      '[aria-selected=true], [aria-current=page], [aria-pressed=true], .mantine-SegmentedControl-label[data-active]'
    for (const element of document.querySelectorAll(chosen))
      if (shown(element) && !lined(element)) lost.push(`chosen, not seen: ${named(element)}`)
    // Tags and the box that they are typed into have one frame.
    for (const element of document.querySelectorAll(
      'input[type=text], input:not([type]), .mantine-Switch-track, input[type=checkbox].mantine-Checkbox-input',
    ))
      if (shown(element) && !lined(element.closest('.mantine-TagsInput-input') ?? element))
        lost.push(`no frame: ${named(element)}`)
    // On and off must not look alike.
    const looks = (one: Element | null | undefined) =>
      one == null ? '' : getComputedStyle(one).backgroundColor
    for (const input of document.querySelectorAll<HTMLInputElement>('input[role=switch]')) {
      const track = input.parentElement?.querySelector('.mantine-Switch-track')
      if (track == null) continue
      const before = looks(track)
      input.checked = !input.checked
      if (looks(track) === before) lost.push(`on and off alike: ${named(input)}`)
      input.checked = !input.checked
    }
    return lost
  })
  const focus: string[] = []
  // What the keyboard comes to next, and the one after it.
  for (let presses = 0; presses < 2; presses += 1) {
    await page.keyboard.press('Tab')
    await settled(page)
    const seen = await page.evaluate(() => {
      const element = document.activeElement
      if (element === null || element === document.body) return null
      const ringed = [element, element.nextElementSibling, element.parentElement].some((one) => {
        if (one === null) return false
        const { outlineStyle, outlineWidth } = getComputedStyle(one)
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      })
      return ringed
        ? null
        : `${element.getAttribute('aria-label') ?? element.textContent} (${element.tagName})`
    })
    if (seen !== null) focus.push(`has the keyboard, not seen: ${seen}`)
  }
  await page.emulateMedia({ forcedColors: null, reducedMotion: null })
  return [...texts, ...marks, ...focus]
}
