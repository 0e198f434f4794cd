import { CopyButton } from '../parts/copy-button.tsx'
import classes from './facts.module.css'

/** Names and values; those without a value are left out. */
export function Facts({
  facts,
  canCopy = false,
}: {
  readonly facts: readonly (readonly [string, string])[]
  readonly canCopy?: boolean
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
              {value} {canCopy && <CopyButton value={value} name={name} />}
            </dd>
          </div>
        ))}
    </dl>
  )
}
