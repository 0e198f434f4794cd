import type { MantineColorSchemeManager } from '@mantine/core'

const nothing = () => undefined

/** The theme is a preference that main keeps: the page stores nothing of its own. */
export const memoryColorScheme: MantineColorSchemeManager = {
  get: (defaultValue) => defaultValue,
  set: nothing,
  subscribe: nothing,
  unsubscribe: nothing,
  clear: nothing,
}
