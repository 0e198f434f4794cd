import { IconCloud, IconCloudCheck, IconCloudOff, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import { useTexts } from '../state/app-store.ts'
import { stateOf, useDesks } from '../state/desks-store.ts'
import { showDesks, useNavigation } from '../state/navigation-store.ts'
import classes from './nav-rail.module.css'

const looks = {
  online: { icon: IconCloudCheck, tone: undefined },
  behind: { icon: IconRefresh, tone: undefined },
  connecting: { icon: IconCloud, tone: undefined },
  offline: { icon: IconCloudOff, tone: 'warn' },
  stopped: { icon: IconPlugConnectedX, tone: 'bad' },
} as const

/** How this desk is doing among the others, and the way to them; nothing where it is alone. */
export function DesksStatus() {
  const words = useTexts().desks.status
  const { view } = useDesks()
  const isHere = useNavigation((state) => state.screen === 'desks')
  if (!view.joined) return null
  const state = stateOf(view)
  const { icon: Icon, tone } = looks[state]
  const told = state === 'behind' ? words.behind(view.behind) : words[state]
  return (
    <button
      type="button"
      className={classes.item}
      data-tone={tone}
      aria-label={words.name(told)}
      aria-current={isHere ? 'page' : undefined}
      onClick={showDesks}
    >
      <Icon size={22} stroke={1.7} aria-hidden />
      {told}
    </button>
  )
}
