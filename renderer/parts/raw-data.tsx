import { Button, TextInput } from '@mantine/core'
import { IconCode, IconCopy, IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { formatCount } from '../../main/words/format.ts'
import { fitForPage } from '../../main/words/shown-text.ts'
import type { Result } from '../client.ts'
import { useTexts } from '../state/app-store.ts'
import { copyText } from './copy-button.tsx'
import { FailurePanel } from './failure-panel.tsx'
import classes from './raw-data.module.css'

/** The shop's own data, as text: fetched and made readable only when asked for, since it may be large. */
export function RawData({ load }: { readonly load: () => Promise<Result<string>> }) {
  const texts = useTexts()
  const words = texts.search.detail
  const [open, setOpen] = useState(false)
  const [answer, setAnswer] = useState<Result<string> | null>(null)

  return (
    <section>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        className={classes.show}
        leftSection={<IconCode size={16} aria-hidden />}
        aria-expanded={open}
        onClick={() => {
          // They never change (R15); what failed is tried again.
          if (!open && answer?.ok !== true) void load().then(setAnswer)
          setOpen(!open)
        }}
      >
        {open ? words.hideRaw : words.showRaw}
      </Button>
      {open && answer?.ok === true && <Shown raw={answer.value} />}
      {open && answer?.ok === false && <FailurePanel failure={answer.failure} />}
    </section>
  )
}

function Shown({ raw }: { readonly raw: string }) {
  const texts = useTexts()
  const words = texts.order
  const [sought, setSought] = useState('')
  const lines = useMemo(() => indent(raw).split('\n'), [raw])
  const word = sought.trim().toLowerCase()
  const shown = word === '' ? lines : lines.filter((line) => line.toLowerCase().includes(word))
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          size="xs"
          type="search"
          aria-label={words.findInRaw}
          placeholder={words.findInRaw}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={sought}
          spellCheck={false}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
        <span className="dim num" role="status">
          {word === '' ? '' : words.rawFound(shown.length, formatCount(shown.length, texts.language))}
        </span>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCopy size={14} aria-hidden />}
          onClick={() => void copyText(lines.join('\n'), '')}
        >
          {words.copyRaw}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section className={classes.raw} tabIndex={0} aria-label={texts.search.detail.raw}>
        <pre>{shown.map(fitForPage).join('\n')}</pre>
      </section>
    </>
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
