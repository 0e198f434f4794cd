import { useMediaQuery } from '@mantine/hooks'
import type { Preferences } from '../../main/words/schemas.ts'

/** The scheme to draw in; the system's is followed live. */
export function useColorScheme(theme: Preferences['theme']): 'light' | 'dark' {
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)', undefined, {
    getInitialValueInEffect: false,
  })
  if (theme !== 'system') return theme
  return systemDark ? 'dark' : 'light'
}
