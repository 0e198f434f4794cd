import type { ReactNode } from 'react'
import classes from './facts.module.css'

/** Names and values; those without a value are left out. */
export function Facts({
  facts,
  beside = () => null,
}: {
  readonly facts: readonly (readonly [string, string])[]
  /** What stands after a value. */
  readonly beside?: (value: string, name: string) => ReactNode
}) {
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: facts never move, and two may have one name
          <div key={index}>
            <dt>{name}</dt>
            <dd>
              {value} {beside(value, name)}
            </dd>
          </div>
        ))}
    </dl>
  )
}
