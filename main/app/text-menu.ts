import { app, BrowserWindow, Menu } from 'electron'
import type { Texts } from '../texts/shape.ts'

/** Copy and paste with the right mouse button, wherever text can be: Electron has no such menu by itself. */
export function offerTextMenu(texts: () => Texts): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
      if (!isEditable && selectionText.trim() === '') return
      const words = texts().native.menu
      const menu = Menu.buildFromTemplate([
        { role: 'cut', label: words.cut, enabled: editFlags.canCut, visible: isEditable },
        { role: 'copy', label: words.copy, enabled: editFlags.canCopy },
        { role: 'paste', label: words.paste, enabled: editFlags.canPaste, visible: isEditable },
        { role: 'selectAll', label: words.selectAll, enabled: editFlags.canSelectAll, visible: isEditable },
      ])
      const window = BrowserWindow.fromWebContents(contents)
      if (window) menu.popup({ window })
    })
  })
}
