import { formatCount } from '../../main/words/format.ts'
import framed from '../parts/framed-table.module.css'
import { useTexts } from '../state/app-store.ts'
import type { JoinedView } from '../state/desks-store.ts'
import classes from './desks.module.css'

/** Whoever was heard this lately is here. */
const nowMs = 60_000

/** Who shares the archive, when each was seen, and who downloads what. */
export function DesksTable({ view }: { readonly view: JoinedView }) {
  const { desks, common, language } = useTexts()
  const words = desks.others
  const now = new Date()
  const seen = (at: string) => (now.getTime() - Date.parse(at) < nowMs ? words.now : common.moment(at, now))
  return (
    <section className={framed.section} aria-labelledby="desks-here">
      <h3 id="desks-here" className={framed.title}>
        {words.title}
      </h3>
      {view.desks.length === 0 ? (
        <p className="dim">{words.unknown}</p>
      ) : (
        <div className={`card ${framed.frame}`}>
          <table className={`${framed.table} ${classes.rows}`}>
            <thead>
              <tr>
                <th scope="col">{words.desk}</th>
                <th scope="col">{words.seen}</th>
                <th scope="col" data-end>
                  {words.behind}
                </th>
                <th scope="col">{words.downloading}</th>
              </tr>
            </thead>
            <tbody>
              {view.desks.map((desk) => (
                <tr key={`${desk.name} ${desk.lastSeenAt}`}>
                  <th scope="row" className={classes.name} title={desk.name}>
                    {desk.name}
                    {desk.isThis && <span className="dim"> ({words.isThis})</span>}
                  </th>
                  <td>{seen(desk.lastSeenAt)}</td>
                  <td data-end>{formatCount(desk.behind, language)}</td>
                  <td className={classes.name} title={desk.downloading.join(', ')}>
                    {desk.downloading.join(', ') || <span className="dim">{common.none}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
