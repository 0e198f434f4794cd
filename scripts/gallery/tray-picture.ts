/** Draws the tray's menus as the stand-in for Electron reports them: it has no desktop to photograph. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import type { MenuEntry, TrayState } from '../../test/electron/host.ts'

export interface TrayPicture {
  readonly caption: string
  readonly tray: TrayState
}

/** One picture with a menu for each state. */
export async function shootTrays(page: Page, file: string, pictures: readonly TrayPicture[]): Promise<void> {
  await page.setViewportSize({ width: 1600, height: 640 })
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>${style}</style>
    <main>${pictures.map(panel).join('')}</main>`)
  await page.locator('main').screenshot({ path: file })
}

function panel({ caption, tray }: TrayPicture): string {
  return `<section><h2>${text(caption)}</h2>
    <div class="bar">${icon(tray)}<span>${text(tray.tooltip)}</span></div>
    <ul>${tray.menu.map(item).join('')}</ul></section>`
}

function icon({ imagePath }: TrayState): string {
  if (imagePath === undefined) return ''
  const data = readFileSync(imagePath).toString('base64')
  return ['light', 'dark']
    .map((bar) => `<b class="${bar}"><img src="data:image/png;base64,${data}" alt=""></b>`)
    .join('')
}

function item({ type, label, enabled }: MenuEntry): string {
  if (type === 'separator') return '<li class="line"></li>'
  return `<li class="${enabled ? '' : 'off'}">${text(label)}</li>`
}

const text = (value: string) =>
  value.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign)

const style = `
  body { margin: 0; background: #eef0f3; color: #1d2127; font: 13px/1.45 "Segoe UI", Cantarell, "Liberation Sans", sans-serif }
  main { display: grid; width: max-content; grid-template-columns: repeat(2, max-content); gap: 24px; padding: 24px; background: #eef0f3 }
  h2 { margin: 0 0 8px; font-size: 13px }
  .bar { display: flex; gap: 8px; align-items: center; margin-bottom: 8px; white-space: pre-line; color: #5a626d }
  b { display: grid; place-items: center; width: 32px; height: 28px; flex: none; border-radius: 6px }
  .light { background: #fff } .dark { background: #1d2024 }
  img { width: 16px; height: 16px }
  ul { width: max-content; max-width: 100%; min-width: 280px; margin: 0; padding: 4px; list-style: none; border-radius: 8px;
    background: #fff; box-shadow: 0 2px 12px rgb(0 0 0 / 18%) }
  li { padding: 4px 12px; border-radius: 4px } .off { color: #6b7280 }
  .line { height: 1px; margin: 4px 8px; padding: 0; background: #e1e4e9 }`
