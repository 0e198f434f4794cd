import { Button } from '@mantine/core'
import { IconCheck, IconKey } from '@tabler/icons-react'
import framed from '../parts/framed-table.module.css'
import { Status } from '../parts/status.tsx'
import { useTexts } from '../state/app-store.ts'
import type { JoinedView } from '../state/desks-store.ts'
import { showSettings } from '../state/navigation-store.ts'
import classes from './desks.module.css'

/** Who may download from each shop, and who does now (R56). */
export function ShopsTable({ shops }: Pick<JoinedView, 'shops'>) {
  const words = useTexts().desks.shops
  // Without the server nobody knows what the others do.
  const isKnown = shops.some(({ others }) => others !== null)
  return (
    <section className={framed.section} aria-labelledby="desks-shops">
      <h3 id="desks-shops" className={framed.title}>
        {words.title}
      </h3>
      <p className="dim">{shops.length === 0 ? words.none : words.hint}</p>
      {shops.length > 0 && (
        <div className={`card ${framed.frame}`}>
          <table className={`${framed.table} ${classes.rows}`}>
            <thead>
              <tr>
                <th scope="col">{words.shop}</th>
                <th scope="col">{words.here}</th>
                {isKnown && <th scope="col">{words.others}</th>}
                {isKnown && <th scope="col">{words.downloader}</th>}
              </tr>
            </thead>
            <tbody>
              {shops.map((shop) => (
                <tr key={shop.shopId}>
                  <th scope="row" className={classes.name} title={shop.name}>
                    {shop.name}
                  </th>
                  <td>{shop.mayDownload ? <May /> : <Enter {...shop} />}</td>
                  {isKnown && <Others {...shop} />}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Others({ others, downloader }: Pick<JoinedView['shops'][number], 'others' | 'downloader'>) {
  const words = useTexts().desks.shops
  const named = others?.join(', ') ?? ''
  return (
    <>
      <td className={classes.name} title={named}>
        {named || <span className="dim">{words.noOthers}</span>}
      </td>
      <td className={classes.name} title={downloader ?? undefined}>
        {downloader ?? <span className="dim">{words.nobody}</span>}
      </td>
    </>
  )
}

function May() {
  return <Status icon={IconCheck} tone="new" text={useTexts().desks.shops.may} />
}

function Enter({ shopId, name }: { readonly shopId: number; readonly name: string }) {
  const words = useTexts().desks.shops
  return (
    <span className={classes.enter}>
      <Status icon={IconKey} tone="warn" text={words.mayNot} />
      <Button
        size="compact-xs"
        variant="subtle"
        px={0}
        aria-label={words.enterOf(name)}
        onClick={() => showSettings({ kind: 'shop', shopId })}
      >
        {words.enter}
      </Button>
    </span>
  )
}
