import { Button } from '@mantine/core'
import { IconCode } from '@tabler/icons-react'
import { useState } from 'react'
import { fitForPage } from '../../main/shown-text.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './raw-data.module.css'

/** The shop's own data, fetched and made readable only when asked for: it may be large. */
export function RawData({ load }: { readonly load: () => Promise<string> }) {
  const words = useTexts().search.detail
  const [raw, setRaw] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  return (
    <section>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconCode size={16} aria-hidden />}
        aria-expanded={open}
        onClick={() => {
          if (!open && raw === null) void load().then((text) => setRaw(indent(text)))
          setOpen(!open)
        }}
      >
        {open ? words.hideRaw : words.showRaw}
      </Button>
      {open && raw !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        <section className={classes.raw} tabIndex={0} aria-label={words.raw}>
          <pre>{raw.split('\n').map(fitForPage).join('\n')}</pre>
        </section>
      )}
    </section>
  )
}

function indent(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2)
  } catch {
    // What is not JSON is shown as it came.
    return raw
  }
}
