import { MantineProvider } from '@mantine/core'
import type { FailureValue } from '../../main/failure.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { textsFor } from '../texts/index.ts'
import { theme } from '../theme/theme.ts'
import { memoryColorScheme } from './color-scheme.ts'
import { useColorScheme } from './use-color-scheme.ts'

/** When main cannot even say how to begin: no preferences, no language; the browser's will do. */
export function StartFailure({ failure }: { readonly failure: FailureValue }) {
  const texts = textsFor(navigator.language.startsWith('it') ? 'it' : 'en')
  const scheme = useColorScheme('system')
  return (
    <MantineProvider theme={theme} forceColorScheme={scheme} colorSchemeManager={memoryColorScheme}>
      <div style={{ padding: 32 }}>
        <FailurePanel texts={texts} failure={failure} title={texts.common.appName} />
      </div>
    </MantineProvider>
  )
}
