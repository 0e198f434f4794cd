import { IconDownload, IconListDetails, IconSearch, IconSettings } from '@tabler/icons-react'
import { request } from '../client.ts'
import { useTexts } from '../state/app-store.ts'
import { fullLog } from '../state/log-store.ts'
import { showSettings, useNavigation } from '../state/navigation-store.ts'
import { DesksStatus } from './desks-status.tsx'
import classes from './nav-rail.module.css'

/** Where one can go. Names stand under the icons: nobody should have to guess. */
export function NavRail() {
  const texts = useTexts()
  const screen = useNavigation((state) => state.screen)
  const { sections } = texts.common

  const items = [
    {
      id: 'download',
      label: sections.download,
      icon: IconDownload,
      go: () => useNavigation.setState({ screen: 'download' }),
    },
    {
      id: 'log',
      label: sections.log,
      icon: IconListDetails,
      go: () => {
        useNavigation.setState({ screen: 'log' })
        void fullLog.getState().load()
      },
    },
    { id: 'settings', label: sections.settings, icon: IconSettings, go: () => showSettings(null) },
  ] as const

  return (
    <nav className={classes.rail} aria-label={texts.common.navigation}>
      {items.map(({ id, label, icon: Icon, go }) => (
        <button
          key={id}
          type="button"
          className={classes.item}
          aria-current={screen === id ? 'page' : undefined}
          onClick={go}
        >
          <Icon size={22} stroke={1.7} aria-hidden />
          {label}
        </button>
      ))}
      <div className={classes.apart}>
        <DesksStatus />
        <button
          type="button"
          className={classes.item}
          title={texts.common.searchOpensWindow}
          onClick={() => void request('windows.search', { runId: null, orderId: null, only: 'todo' })}
        >
          <IconSearch size={22} stroke={1.7} aria-hidden />
          {sections.search}
        </button>
      </div>
    </nav>
  )
}
