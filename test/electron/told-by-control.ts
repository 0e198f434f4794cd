import type { AskedDialog, MenuEntry, RunningApp, ShownNotification } from './host.ts'

type Control = <T>(name: string, ...args: readonly unknown[]) => Promise<T>
type Told = Pick<
  RunningApp,
  'tray' | 'applicationMenu' | 'contextMenu' | 'notifications' | 'opened' | 'printed' | 'openedExternal'
> & { readonly askedDialogs: RunningApp['dialogs']['asked'] }

interface DescribedTray {
  readonly toolTip: string
  readonly title: string
  readonly imagePath: string | undefined
  readonly menu: readonly MenuEntry[]
}

/** What both hosts ask a program for in the same words, each in its own way. */
export function toldByControl(control: Control): Told {
  const opened: RunningApp['opened'] = () => control('opened')
  return {
    tray: async () => {
      const [tray] = await control<readonly DescribedTray[]>('trays')
      if (tray === undefined) return undefined
      const { toolTip: tooltip, title, imagePath, menu } = tray
      return { tooltip, title, imagePath, menu }
    },
    applicationMenu: () => control<readonly MenuEntry[] | null>('application-menu'),
    contextMenu: () => control<readonly MenuEntry[] | null>('popup-menu'),
    notifications: () => control<readonly ShownNotification[]>('notifications'),
    askedDialogs: () => control<readonly AskedDialog[]>('dialogs'),
    opened,
    printed: () => control('printed'),
    openedExternal: async () =>
      (await opened()).filter(({ how }) => how === 'external').map(({ what }) => what),
  }
}
