import { app, type BaseWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Texts } from '../texts/shape.ts'
import type { Destination } from '../words/program-view.ts'

export interface MenuActions {
  show(destination: Destination): void
  search(): void
  checkUpdates(): void
  /** *Pacchetto per l'assistenza*. */
  support(): void
  /** Opens the manual at the page about what the window shows. */
  manual(window: BaseWindow | undefined): void
}

/** The application menu: *Ordini* and *Utilità* as in the manual, and what every program has. */
export function setMenu(texts: Texts, actions: MenuActions): void {
  const { menu } = texts.native
  const mac = process.platform === 'darwin'
  const go = (
    id: string,
    label: string,
    destination: Destination,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    id,
    label,
    ...(accelerator ? { accelerator } : {}),
    click: () => actions.show(destination),
  })
  const macMenu: MenuItemConstructorOptions = {
    label: app.name,
    submenu: [
      { role: 'about', label: menu.about },
      { type: 'separator' },
      go('preferences', menu.preferences, { to: 'preferences' }, 'Command+,'),
      { type: 'separator' },
      { role: 'services', label: menu.services },
      { role: 'hide', label: menu.hide },
      { role: 'hideOthers', label: menu.hideOthers },
      { type: 'separator' },
      { role: 'quit', label: menu.quit },
    ],
  }
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [macMenu] : []),
    {
      label: menu.orders,
      submenu: [
        go('download', menu.download, { to: 'download' }, 'CmdOrCtrl+D'),
        { id: 'search', label: menu.search, accelerator: 'CmdOrCtrl+F', click: () => actions.search() },
        ...(mac ? [] : [{ type: 'separator' } as const, { role: 'quit', label: menu.quit } as const]),
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: 'undo', label: menu.undo },
        { role: 'redo', label: menu.redo },
        { type: 'separator' },
        { role: 'cut', label: menu.cut },
        { role: 'copy', label: menu.copy },
        { role: 'paste', label: menu.paste },
        { role: 'selectAll', label: menu.selectAll },
      ],
    },
    {
      label: menu.view,
      submenu: [
        { role: 'zoomIn', label: menu.zoomIn },
        { role: 'zoomOut', label: menu.zoomOut },
        { role: 'resetZoom', label: menu.resetZoom },
        { type: 'separator' },
        { role: 'togglefullscreen', label: menu.fullScreen },
      ],
    },
    {
      label: menu.utilities,
      submenu: [
        go('log', menu.log, { to: 'log', runId: null, orderId: null }, 'CmdOrCtrl+L'),
        { type: 'separator' },
        go('missing', menu.missing, { to: 'missing', shopId: null, number: '' }, 'CmdOrCtrl+Shift+F'),
        go('wrong', menu.wrong, { to: 'wrong' }),
        go('completeness', menu.completeness, { to: 'completeness' }),
        go('reread', menu.reread, { to: 'reread', shopId: null }),
        { type: 'separator' },
        go('easyfatt', menu.easyfatt, { to: 'easyfatt', shopId: null }),
        go('invoices', texts.invoices.title, { to: 'invoices' }),
        go('refunds', texts.refunds.title, { to: 'refunds' }),
        go('accountant', menu.accountant, { to: 'accountant' }),
        { type: 'separator' },
        go('shops', menu.shops, { to: 'settings', shopId: null }),
        ...(mac ? [] : [go('preferences', menu.preferences, { to: 'preferences' }, 'Ctrl+,')]),
        go('backups', menu.backups, { to: 'backups' }),
        go('desks', texts.desks.title, { to: 'desks' }),
        { type: 'separator' },
        {
          label: menu.help,
          submenu: [
            go('first-period', menu.firstPeriod, { to: 'first-period' }),
            {
              id: 'manual',
              label: menu.manual,
              accelerator: 'F1',
              click: (_, window) => actions.manual(window),
            },
            { id: 'updates', label: menu.updates, click: () => actions.checkUpdates() },
            go('shortcuts', menu.shortcuts, { to: 'shortcuts' }, 'CmdOrCtrl+/'),
            { id: 'support', label: menu.support, click: () => actions.support() },
            ...(mac ? [] : [{ role: 'about', label: menu.about } as const]),
          ],
        },
      ],
    },
    {
      label: menu.window,
      submenu: [
        { role: 'minimize', label: menu.minimize },
        { role: 'close', label: menu.close },
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
