import { marked } from 'marked'
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import guideClasses from '../parts/guide-text.module.css'
import { useTexts } from '../state/app-store.ts'
import { closeDialog } from '../state/navigation-store.ts'
import classes from './manual-dialog.module.css'
import { manualPages } from './pages.ts'

/** The operator's manual, opened at a page (F1). */
function ManualDialog({ first }: { readonly first: string }) {
  const texts = useTexts()
  const [file, setFile] = useState(first)
  const top = useRef<HTMLDivElement>(null)
  useEffect(() => setFile(first), [first])
  const page = manualPages.find((known) => known.file === file) ?? manualPages[0]
  // The manual is part of the program: nothing of a shop or of the network is in it.
  const html = useMemo(() => marked.parse(page?.text ?? '', { async: false }), [page])

  const open = (wanted: string): void => {
    setFile(wanted)
    top.current?.scrollTo(0, 0)
  }
  const follow = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link) return
    event.preventDefault()
    open(link.getAttribute('href') ?? '')
  }

  return (
    <Dialog opened onClose={closeDialog} size={960} title={texts.common.manual}>
      <div className={classes.manual}>
        <nav className={classes.pages} aria-label={texts.common.manualPages}>
          {manualPages.map(({ file: name, title }) => (
            <button
              key={name}
              type="button"
              aria-current={name === page?.file ? 'page' : undefined}
              onClick={() => open(name)}
            >
              {title}
            </button>
          ))}
        </nav>
        <div ref={top} className={classes.page}>
          <h2 className={classes.title}>{page?.title}</h2>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: links inside are what is clicked */}
          <article
            className={guideClasses.guide}
            onClick={follow}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: our own text, see above
            dangerouslySetInnerHTML={{ __html: html }}
          />
        </div>
      </div>
    </Dialog>
  )
}

export default ManualDialog
