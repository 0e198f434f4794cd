import { Button } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useTexts } from '../state/app-store.ts'
import { showSettings } from '../state/navigation-store.ts'
import { EmptyState } from './empty-state.tsx'

/** A screen that has nothing to show before a shop is connected (R1): it says so, and leads there. */
export function NoShop() {
  const { common, download } = useTexts()
  return (
    <EmptyState icon={<IconPlugConnected size={32} stroke={1.5} />} title={common.noShop} text="">
      <Button size="xs" onClick={() => showSettings({ kind: 'new' })}>
        {download.welcome.connect}
      </Button>
    </EmptyState>
  )
}
