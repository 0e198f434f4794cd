import { type ReactNode, useId } from 'react'
import classes from './section.module.css'

interface FormSectionProps {
  readonly title: string
  readonly hint?: string | undefined
  readonly children: ReactNode
}

/** A titled part of a form. */
export function FormSection({ title, hint, children }: FormSectionProps) {
  const id = useId()
  return (
    <section className={`card ${classes.section}`} aria-labelledby={id}>
      <div className={classes.head}>
        <h3 id={id} className={classes.title}>
          {title}
        </h3>
        {hint !== undefined && <p className="dim">{hint}</p>}
      </div>
      {children}
    </section>
  )
}
