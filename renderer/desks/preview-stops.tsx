import { IconAlertTriangle } from '@tabler/icons-react'
import type { JoinPreview } from '../../main/words/desks.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './desks.module.css'

/** Whether two archives do not agree: nothing is brought together then. */
export function isStopped({ shops, numbersTwiceCount }: JoinPreview): boolean {
  return numbersTwiceCount > 0 || shops.some(({ differentCount }) => differentCount > 0)
}

/** What does not agree, with examples, and what can be done. */
export function PreviewStops({ preview }: { readonly preview: JoinPreview }) {
  const words = useTexts().desks.preview
  const different = preview.shops.filter(({ differentCount }) => differentCount > 0)
  return (
    <div className={classes.bad} role="alert">
      <IconAlertTriangle size={20} aria-hidden />
      <div data-selectable>
        <strong>{words.stopped}</strong>
        {different.map((shop) => (
          <Examples
            key={shop.name}
            title={words.different(shop.differentCount, shop.name)}
            examples={shop.different.map(words.differentOrder)}
            of={shop.differentCount}
          />
        ))}
        {different.length > 0 && <p className={classes.remedy}>{words.differentRemedy}</p>}
        {preview.numbersTwiceCount > 0 && (
          <>
            <Examples
              title={words.numbers}
              examples={preview.numbersTwice.map(words.numberTwice)}
              of={preview.numbersTwiceCount}
            />
            <p className={classes.remedy}>{words.numbersRemedy}</p>
          </>
        )}
      </div>
    </div>
  )
}

const mostShown = 10

interface ExamplesProps {
  readonly title: string
  readonly examples: readonly string[]
  readonly of: number
}

function Examples({ title, examples, of }: ExamplesProps) {
  const words = useTexts().desks.preview
  const shown = examples.slice(0, mostShown)
  return (
    <>
      <p className={classes.what}>{title}</p>
      <ul className={classes.examples}>
        {shown.map((example) => (
          <li key={example}>{example}</li>
        ))}
        {of > shown.length && <li>{words.more(of - shown.length)}</li>}
      </ul>
    </>
  )
}
