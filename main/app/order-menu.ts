import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Texts } from '../texts/shape.ts'
import type { OrderMenuAction } from '../words/order-view.ts'
import { workStates } from '../words/work.ts'
import type { Sender } from './ipc.ts'
import { windowOf } from './save-dialog.ts'

/** On some systems a menu says that it has closed before it says what was clicked. */
const clickMs = 300

/** Opens the context menu of the rows chosen, at the pointer. Null when nothing was chosen of it. */
export function askOrderMenu(
  texts: Texts,
  { count, email }: { readonly count: number; readonly email: string },
  sender: Sender,
): Promise<OrderMenuAction | null> {
  const words = texts.native.orderMenu
  const { formats } = texts.native.exportOrders.dialog
  const window = windowOf(sender)
  if (window === null) return Promise.resolve(null)
  return new Promise((resolve) => {
    const item = (id: OrderMenuAction, label: string, accelerator?: string): MenuItemConstructorOptions => ({
      id,
      label,
      click: () => resolve(id),
      // Shown, not registered: the list has these keys itself.
      ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    })
    const line: MenuItemConstructorOptions = { type: 'separator' }
    const { order, printer, pdf } = texts.print
    const kinds = ['list', 'picking', 'orders'] as const
    const print: readonly MenuItemConstructorOptions[] =
      count === 1
        ? [item('printer orders', order.printer), item('pdf orders', order.pdf)]
        : [
            {
              label: texts.print.button,
              submenu: [
                ...kinds.map((what) => item(`printer ${what}`, printer[what])),
                line,
                ...kinds.map((what) => item(`pdf ${what}`, pdf[what])),
              ],
            },
          ]
    const one = [
      item('open', words.open),
      item('log', words.log),
      ...(email === '' ? [] : [item('sameCustomer', words.sameCustomer)]),
      line,
    ]
    const keys = { todo: '1', waiting: '2', done: '3' } as const
    const menu = Menu.buildFromTemplate([
      ...(count === 1 ? one : []),
      ...workStates.map((state) => item(state, words.mark[state], keys[state])),
      item('tags', words.tags, '4'),
      line,
      item('copy', words.copy(count), 'CmdOrCtrl+C'),
      {
        label: words.export(count),
        submenu: (['csv', 'xlsx', 'easyfatt'] as const).map((format) => item(format, formats[format])),
      },
      ...print,
      line,
      item('selectAll', words.selectAll, 'CmdOrCtrl+A'),
    ])
    menu.popup({ window, callback: () => void setTimeout(() => resolve(null), clickMs) })
  })
}
