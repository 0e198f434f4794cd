import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { useApp } from '../state/app-store.ts'
import { theme } from '../theme/theme.ts'
import { memoryColorScheme } from './color-scheme.ts'
import { PageFailureGuard } from './page-failure.tsx'
import { Toasts } from './toasts.tsx'
import { useColorScheme } from './use-color-scheme.ts'

/** What both windows stand in: theme, colours, announcements. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const scheme = useColorScheme(useApp((state) => state.preferences.theme))
  return (
    <MantineProvider theme={theme} forceColorScheme={scheme} colorSchemeManager={memoryColorScheme}>
      <PageFailureGuard>
        {children}
        <Toasts />
      </PageFailureGuard>
    </MantineProvider>
  )
}
