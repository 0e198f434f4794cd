import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useTexts } from '../state/app-store.ts'
import { useDesks } from '../state/desks-store.ts'
import { showDesks } from '../state/navigation-store.ts'

/** The way to *Più postazioni*, where what keeps this desk from downloading can be seen, or left. */
export function DesksButton({ look }: { readonly look: 'default' | 'filled' }) {
  const words = useTexts().desks
  // Without the server leaving is what lets this desk download again.
  const isAway = useDesks(({ view }) => view.joined && view.state === 'offline')
  return (
    <Button
      size="xs"
      variant={look}
      leftSection={<IconUsers size={16} aria-hidden />}
      onClick={() => {
        useDesks.setState({ leaving: isAway })
        showDesks()
      }}
    >
      {isAway ? words.state.leave : words.open}
    </Button>
  )
}
