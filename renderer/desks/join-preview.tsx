import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { JoinPreview } from '../../main/words/desks.ts'
import { formatCount } from '../../main/words/format.ts'
import framed from '../parts/framed-table.module.css'
import { Status } from '../parts/status.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './desks.module.css'
import { dismissPreview, join } from './join-store.ts'
import { isStopped, PreviewStops } from './preview-stops.tsx'

/** What joining would bring together, before anything is. */
export function JoinPreviewSection({ preview }: { readonly preview: JoinPreview }) {
  const words = useTexts().desks.preview
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const stopped = isStopped(preview)
  return (
    <section className={classes.part} aria-labelledby="join-preview">
      <h2 id="join-preview" className={classes.title} ref={title} tabIndex={-1}>
        {words.title}
      </h2>
      {preview.shops.length === 0 ? <p>{words.nothing}</p> : <PreviewTable preview={preview} />}
      {stopped ? (
        <PreviewStops preview={preview} />
      ) : (
        <>
          {preview.shops.some(({ common }) => common > 0) && (
            <Status icon={IconCircleCheck} tone="new" text={words.good} />
          )}
          <p>{words.copyFirst}</p>
        </>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={dismissPreview}>
          {words.back}
        </Button>
        {!stopped && <Button onClick={() => void join()}>{words.confirm}</Button>}
      </div>
    </section>
  )
}

function PreviewTable({ preview }: { readonly preview: JoinPreview }) {
  const { desks, language } = useTexts()
  const { table, title } = desks.preview
  const count = (value: number) => formatCount(value, language)
  const withDifferent = preview.shops.some(({ differentCount }) => differentCount > 0)
  return (
    <div className={`card ${framed.frame}`}>
      <table className={`${framed.table} ${classes.rows}`} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{table.shop}</th>
            <th scope="col" data-end>
              {table.here}
            </th>
            <th scope="col" data-end>
              {table.there}
            </th>
            <th scope="col" data-end>
              {table.common}
            </th>
            {withDifferent && (
              <th scope="col" data-end>
                {table.different}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {preview.shops.map((shop) => (
            <tr key={shop.name}>
              <th scope="row" className={classes.name} title={shop.name}>
                {shop.name}
              </th>
              <td data-end>{count(shop.here)}</td>
              <td data-end>{count(shop.there)}</td>
              <td data-end>{count(shop.common)}</td>
              {withDifferent && (
                <td data-end data-bad={shop.differentCount > 0 || undefined}>
                  {count(shop.differentCount)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
