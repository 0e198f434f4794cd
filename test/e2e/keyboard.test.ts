/** The program by keyboard alone: every step by Tab, arrows, Enter, Space and Esc, as somebody does who has no mouse. */
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { settled } from '../scenes/in-page.ts'
import { temporaryFolder } from '../support/archive.ts'
import { openApp } from './profile.ts'

interface Focused {
  readonly name: string
  /** It has an outline, or a field's border of another colour. */
  readonly seen: boolean
  readonly inWindow: boolean
}

/** What has the keyboard, as somebody sees and hears it. */
function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return { name: '', seen: true, inWindow: true }
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
    const name =
      element.getAttribute('aria-label') ?? labels[0]?.textContent ?? element.textContent ?? element.tagName
    const outlined = [element, element.nextElementSibling].some((one) => {
      if (one === null) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
    })
    // A field shows it by its frame, in the accent's colour.
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.color = 'var(--mantine-primary-color-filled)'
    // That of tags has its box within the frame.
    const frame = element.closest('.mantine-TagsInput-input') ?? element
    const framed =
      element.matches('input, textarea') &&
      getComputedStyle(frame).borderTopColor === getComputedStyle(probe).color
    probe.remove()
    const box = (
      element.matches('[type=checkbox], [type=radio]') ? (element.parentElement ?? element) : element
    ).getBoundingClientRect()
    return {
      name: name.trim(),
      seen: outlined || framed,
      inWindow: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    }
  })
}

/** Presses Tab until something of that name has the keyboard; each thing on the way must show that it has it. */
async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press(key)
    let at = await focused(page)
    if (!at.seen) {
      // The frame changes its colour gently.
      await settled(page)
      at = await focused(page)
    }
    expect(at, `after ${passed.join(' > ')}`).toMatchObject({ seen: true, inWindow: true })
    if (name.test(at.name)) return
    passed.push(at.name)
  }
  throw new Error(`Tab does not come to ${name}: ${passed.join(' > ')}`)
}

/** Everything that the page tells a screen reader by itself, from now on. */
async function listenTo(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Reflect.set(globalThis, 'said', said)
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement
        const live = element?.closest('[aria-live], [role=status], [role=alert]')
        const words = live?.textContent?.trim() ?? ''
        if (words !== '' && said.at(-1) !== words) said.push(words)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => Reflect.get(globalThis, 'said') as readonly string[])
}

describe('by keyboard alone', () => {
  it('from the first start to an order changed by hand; what happens is announced', async () => {
    const { app, page } = await openApp(temporaryFolder())
    const said = await listenTo(page)
    await page.getByText('Per cominciare serve un negozio').waitFor()
    await tabTo(page, /^Prova con il Negozio dimostrativo/)
    await page.keyboard.press('Enter')
    await page.getByText(/Nessun download finora/).waitFor()

    await tabTo(page, /^Download Ordini$/)
    await page.keyboard.press('Space')
    await page.getByText(/Ultimo download riuscito/).waitFor()
    await expect.poll(said).toContainEqual(expect.stringMatching(/^Negozio dimostrativo: Download in corso/))
    await expect.poll(said).toContainEqual(expect.stringMatching(/nuovi.*saltati.*errati/))

    // The log: arrows choose a row, Enter opens it, Esc closes it.
    await tabTo(page, /^Log$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Log', exact: true }).waitFor()
    await tabTo(page, /^Voci del log$/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.getByRole('complementary').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('complementary').waitFor({ state: 'detached' })

    // Settings: a switch by Space, the check by Enter, its result is announced.
    await tabTo(page, /^Impostazioni$/, 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Impostazioni', exact: true }).waitFor()
    await tabTo(page, /^Prova connessione$/)
    await page.keyboard.press('Enter')
    await expect.poll(said).toContainEqual(expect.stringMatching(/Tutto a posto|qualche avvertenza/))
    await tabTo(page, /^Sincronizzazione automatica|^Scarica|ogni/i)
    await page.keyboard.press('Space')

    // A dialog keeps the keyboard, and gives it back where it was.
    await tabTo(page, /^Rimuovi negozio$/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    const inDialog = () => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)
    await expect.poll(inDialog).toBe(true)
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab')
      expect(await inDialog()).toBe(true)
    }
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toMatchObject({ name: 'Rimuovi negozio' })

    // The list of shortcuts by its own.
    await app.clickMenuItem('shortcuts')
    await page.getByRole('dialog').getByText('Cerca fra gli ordini').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    // The search: from the box to the rows, an order, its form; a menu by arrows.
    await tabTo(page, /^Ricerca$/, 'Shift+Tab')
    await page.keyboard.press('Enter')
    const search = await app.waitForWindow('window=search')
    await search.getByRole('row').nth(3).waitFor()
    expect((await focused(search)).name).toBe('Cerca fra gli ordini')
    await search.keyboard.press('ArrowDown')
    await search.keyboard.press('ArrowDown')
    await search.keyboard.press('Enter')
    await search.getByRole('complementary').getByText('Totali').waitFor()
    await tabTo(search, /^Modifica$/)
    await search.keyboard.press('Enter')
    await tabTo(search, /nome e cognome/i)
    await search.keyboard.press('ControlOrMeta+A')
    await search.keyboard.type('Maria Rossi')
    await search.keyboard.press('ControlOrMeta+S')
    await search.getByText('Modifiche salvate').waitFor()
    await tabTo(search, /^Esporta$/, 'Shift+Tab')
    await search.keyboard.press('Enter')
    await search.getByRole('menu').waitFor()
    await search.keyboard.press('ArrowDown')
    expect((await focused(search)).name).toBe('Solo i nuovi fra quelli trovati')
    await tabTo(search, /Excel|CSV/, 'ArrowDown')
    await search.keyboard.press('Escape')
    await search.getByRole('menu').waitFor({ state: 'detached' })
    expect((await focused(search)).name).toBe('Esporta')
  })
})
