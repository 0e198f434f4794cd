import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The one accent: a sober blue that keeps 4.5:1 with white from shade 7 on. */
const accent: MantineColorsTuple = [
  '#edf3fd',
  '#d9e5f9',
  '#b2caf2',
  '#88adea',
  '#6595e4',
  '#4d84e0',
  '#357ade',
  '#1f5fc4',
  '#1a55af',
  '#134996',
]

/** Cooler and a little darker than Mantine's own, so that cards stand off the page. */
const dark: MantineColorsTuple = [
  '#e6e8eb',
  '#c4c9d0',
  '#a3abb5',
  '#7b848f',
  '#3b4149',
  '#2f343b',
  '#25292e',
  '#1d2024',
  '#16181b',
  '#101214',
]

// A program's own font, not a web page's: the system's. The names come first because `system-ui` is a coarse
// bitmap-era fallback on some Linux desktops.
const fontFamily =
  '-apple-system, "Segoe UI Variable Text", "Segoe UI", Cantarell, Ubuntu, Roboto, "Noto Sans", "Liberation Sans", system-ui, sans-serif'

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 7 },
  colors: { accent, dark },
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", monospace',
  // What its parts are made of is as large as ours (sizes.css).
  fontSizes: {
    xs: 'var(--font-s)',
    sm: 'var(--font-m)',
    md: 'var(--font-l)',
    lg: 'var(--font-xl)',
    xl: 'var(--font-3xl)',
  },
  headings: { fontFamily, fontWeight: '600' },
  defaultRadius: 'md',
  radius: { md: 'var(--radius-s)', lg: 'var(--radius-l)' },
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'default',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, position: 'bottom' } },
    // What it puts in to take the focus is no item: screen readers count it, and the first item serves as well.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // At once, as a desktop program's dialogs.
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        transitionProps: { duration: 0 },
      },
    },
    Select: { defaultProps: { checkIconPosition: 'right', allowDeselect: false } },
  },
})
