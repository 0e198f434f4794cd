import { formatCount, formatDecimal } from '../../main/words/format.ts'
import type { PickedArticle, PickingList } from '../../main/words/printed.ts'
import { unitsTogether } from '../../main/words/shown-text.ts'
import { useTexts } from '../state/app-store.ts'
import { marksOf } from './marks.ts'
import classes from './printed.module.css'

/** Lista di prelievo: what to take from the shelves, with a box to tick. */
export function PrintedPicking({ list }: { readonly list: PickingList }) {
  const texts = useTexts()
  const words = texts.print.page
  const number = (value: string) => formatDecimal(value, texts.language)
  const orders = ({ wantedBy }: PickedArticle) =>
    wantedBy
      .map((wanted) => {
        const { shop, number: order, quantity } = wanted
        const name = list.shops.length > 1 ? `${shop} ${order}` : order
        const marks = marksOf(wanted, texts).map((mark) => ` – ${mark}`)
        return [name, ...(quantity === '1' ? [] : [`\u00a0(${number(quantity)})`]), ...marks].join('')
      })
      .join(', ')
  return (
    <>
      <header className={classes.head}>
        <h1>{words.titles.picking}</h1>
        <p>{list.shops.join(', ')}</p>
        <p>
          {[
            texts.search.found(list.orders, formatCount(list.orders, texts.language)),
            words.articles(list.articles.length, formatCount(list.articles.length, texts.language)),
            words.pieces(list.pieces, number(list.pieces)),
          ].join(' · ')}
        </p>
      </header>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" aria-label={words.taken} />
            <th scope="col" data-end>
              {words.quantity}
            </th>
            <th scope="col">{words.sku}</th>
            <th scope="col">{words.article}</th>
            <th scope="col">{words.wantedBy}</th>
          </tr>
        </thead>
        <tbody>
          {list.articles.map((article, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, and articles may look the same
            <tr key={index}>
              <td>
                <span className={classes.box} />
              </td>
              <td data-end className={classes.quantity}>
                {number(article.quantity)}
              </td>
              <td className={classes.roomy}>{article.sku}</td>
              <td>
                {unitsTogether(article.name)}
                {article.options.map((option) => (
                  <span key={option} className={classes.under}>
                    {unitsTogether(option)}
                  </span>
                ))}
              </td>
              <td className={classes.wantedBy}>{orders(article)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.notes.length > 0 && (
        <section className={classes.notes}>
          <h2>{words.notes}</h2>
          <dl>
            {list.notes.map(({ shop, number: order, ownNote, tags }) => (
              <div key={`${shop} ${order}`}>
                <dt>{list.shops.length > 1 ? `${shop} ${order}` : order}</dt>
                <dd>
                  {tags !== '' && <strong>{tags}</strong>}
                  {ownNote !== '' && <p className={classes.note}>{ownNote}</p>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  )
}
