import { useTexts } from '../state/app-store.ts'
import classes from './update-notes.module.css'

/** What is new, folded; plain text, as it came. */
export function UpdateNotes({ notes }: { readonly notes: string }) {
  const { updates } = useTexts()
  if (notes === '') return null
  return (
    <details className={classes.notes}>
      <summary>{updates.notes}</summary>
      <pre>{notes}</pre>
    </details>
  )
}
