import { formatCount } from '../../main/words/format.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './completeness-screen.module.css'
import { completenessWhys, showWhy, useCompleteness, useCompletenessOrders } from './completeness-store.ts'

/** On the site so many, in the archive so many, and what differs by reason: each a way to its list. */
export function Figures() {
  const texts = useTexts()
  const words = texts.completeness
  const result = useCompleteness((state) => state.result)
  const why = useCompletenessOrders((state) => state.why)
  if (result === null) return null
  const { onSite, inArchive, counts } = result
  const count = (value: number) => formatCount(value, texts.language)
  // What ought to be there, apart from what rules leave out: that is no loss.
  const excluded = counts.state + counts['too-old'] + counts.ignored
  const totals = [
    { id: 'site', label: words.onSite, value: onSite },
    { id: 'archive', label: words.inArchive, value: inArchive },
    { id: 'missing', label: words.missing, value: counts['not-downloaded'] },
    { id: 'wrong', label: words.why.wrong, value: counts.wrong },
    { id: 'excluded', label: words.excluded, value: excluded },
    ...(counts.gone > 0 ? [{ id: 'gone', label: words.gone, value: counts.gone }] : []),
  ]
  const shown = completenessWhys.filter((kind) => counts[kind] > 0)
  return (
    <section aria-label={words.figures} className={classes.figures}>
      <dl className={classes.totals}>
        {totals.map(({ id, label, value }) => (
          <div
            key={id}
            className={`card ${classes.total}`}
            data-figure={id}
            data-zero={value === 0 || undefined}
          >
            <dt>{label}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
      {shown.length > 0 && (
        <fieldset className={classes.kinds} aria-label={words.kinds}>
          {shown.map((kind) => (
            <button
              key={kind}
              type="button"
              className={classes.kind}
              data-kind={kind}
              aria-pressed={kind === why}
              title={words.hints[kind]}
              onClick={() => void showWhy(kind)}
            >
              {words.why[kind]} <strong className="num">{count(counts[kind])}</strong>
            </button>
          ))}
        </fieldset>
      )}
    </section>
  )
}
