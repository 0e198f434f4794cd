import { IconPackageImport } from '@tabler/icons-react'
import classes from '../parts/start-page.module.css'
import { useTexts } from '../state/app-store.ts'

/** While the archive does not answer: a copy being put back, a virus scanner, a disk that wakes up. */
export function Opening() {
  const { opening } = useTexts().common
  return (
    <main className={classes.page} aria-busy>
      <div className={classes.inner}>
        <IconPackageImport size={48} stroke={1.4} className={classes.mark} aria-hidden />
        <h1 className={classes.title}>{opening.title}</h1>
        <p className="dim">{opening.text}</p>
      </div>
    </main>
  )
}
