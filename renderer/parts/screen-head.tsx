import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTexts } from '../state/app-store.ts'
import { useNavigation } from '../state/navigation-store.ts'
import { IconButton } from './icon-button.tsx'
import classes from './screen-head.module.css'

interface ScreenHeadProps {
  readonly title: string
  readonly children?: ReactNode
}

/** The top of a screen that stands beside the ones in the rail: its name, and the way back. */
export function ScreenHead({ title, children }: ScreenHeadProps) {
  const texts = useTexts()
  return (
    <header className={classes.head}>
      <IconButton
        label={texts.wrongOrders.back}
        icon={<IconArrowLeft size={18} />}
        size={30}
        onClick={() => useNavigation.setState({ screen: 'download' })}
      />
      <h1 className={classes.title}>{title}</h1>
      {children}
    </header>
  )
}
