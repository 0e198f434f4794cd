/** What scenes and their visitors do with a window's page. */
import type { Page } from 'playwright'

export type Language = 'it' | 'en'

export interface Look {
  readonly theme: 'light' | 'dark'
  readonly language: Language
}

/** The first look of every scene. */
export const firstLook: Look = { theme: 'light', language: 'it' }

const frozen = new WeakSet<Page>()

/** Lets the page's clock stand still: ages and countdowns say the same in every picture. */
export async function freezeTime(page: Page, moment: string): Promise<void> {
  if (frozen.has(page)) return
  frozen.add(page)
  await page.evaluate((at) => {
    const Real = Date
    globalThis.Date = new Proxy(Real, {
      construct: (target, args) => Reflect.construct(target, args.length === 0 ? [at] : args),
      get: (target, key) => (key === 'now' ? () => at : Reflect.get(target, key)),
    })
  }, Date.parse(moment))
  // A tick of every countdown, so that it shows the moment.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1100)))
}

/** Waits until nothing has changed in the page for a moment, nor is being moved or loaded. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const began = performance.now()
        let last = began
        const observer = new MutationObserver(() => {
          last = performance.now()
        })
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
        const look = () => {
          const now = performance.now()
          const moving = document
            .getAnimations()
            .some((one) => one.playState === 'running' && one.effect?.getTiming().iterations !== Infinity)
          if ((now - last < 80 || moving) && now - began < 3000) return void setTimeout(look, 20)
          observer.disconnect()
          resolve()
        }
        look()
      }),
  )
}

/** Changes language and theme of the running program, as its preferences do. */
export async function setLook(page: Page, look: Look): Promise<void> {
  await page.evaluate(async (wanted) => {
    interface Api {
      request(name: string, argument?: unknown): Promise<{ readonly value: { readonly preferences: object } }>
    }
    const { api } = globalThis as unknown as { readonly api: Api }
    const { preferences } = (await api.request('app.start')).value
    await api.request('preferences.save', { ...preferences, ...wanted })
  }, look)
  await page.waitForFunction(
    ({ theme, language }) => {
      const { lang, dataset } = document.documentElement
      return lang === language && dataset.mantineColorScheme === theme
    },
    look,
    { polling: 20 },
  )
  await settled(page)
}

/** Goes to a section of the main window by its name in the rail. */
export const go = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Sezioni del programma' }).getByRole('button', { name }).click()

/** The search window, which opens on what is to do (R40), shows all orders. */
export const showAllOrders = (search: Page): Promise<void> =>
  search.getByRole('button', { name: 'Togli tutti i filtri' }).click()

/** Closes the dialog that is open, by the keyboard. */
export async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
