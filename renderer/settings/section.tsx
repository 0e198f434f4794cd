import { type ReactNode, useId } from 'react'
import type { PlatformView, ShopView } from '../../preload/contract.ts'
import type { Draft } from './draft.ts'
import classes from './section.module.css'

/** What every part of a shop's form is given. */
export interface SectionProps {
  readonly shop: ShopView | null
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
  readonly platforms: readonly PlatformView[]
}

interface FormSectionProps {
  readonly title: string
  readonly hint?: string | undefined
  readonly children: ReactNode
}

/** A titled part of a form. */
export function FormSection({ title, hint, children }: FormSectionProps) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
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
