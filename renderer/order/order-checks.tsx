import { Button } from '@mantine/core'
import type { Texts } from '../../main/texts/shape.ts'
import { deskConflictsIn, type OrderCheck, type WrongField } from '../../main/words/checks.ts'
import type { OrderDetail } from '../../main/words/order-view.ts'
import { fitForPage } from '../../main/words/shown-text.ts'
import { request } from '../client.ts'
import { changeSearch, everySearch } from '../search/order-list-store.ts'
import { useTexts } from '../state/app-store.ts'
import { fieldLabel } from './change-text.ts'
import classes from './order-panel.module.css'
import { askSite, seeCheck, startEdit, useSheet } from './order-sheet-store.ts'

/** Why the order is to be looked at (R42), each with what can be done about it, and *Visto*. */
export function OrderChecks({ detail }: { readonly detail: OrderDetail }) {
  const texts = useTexts()
  const words = texts.checks
  // What was taken as it is has a banner of its own.
  const open = detail.allChecks.filter(({ reason, seenAt }) => seenAt === null && reason !== 'accepted')
  return open.map((check) => (
    <div key={check.reason} className={classes.banner} role="status">
      <div>
        <p>{toldOf(check, texts)}</p>
        <Details check={check} />
      </div>
      <div className={classes.bannerButtons}>
        <Remedies check={check} detail={detail} />
        <Button
          size="xs"
          variant="default"
          aria-label={words.seenOf(words.names[check.reason])}
          onClick={() => void seeCheck(detail, check.reason)}
        >
          {words.seen}
        </Button>
      </div>
    </div>
  ))
}

function toldOf({ reason, content }: OrderCheck, texts: Texts): string {
  const told = texts.checks.told
  if (reason === 'duplicate' || reason === 'note') return told[reason](fitForPage(content))
  if (reason === 'desks') {
    const { edits, handovers } = deskConflictsIn(content)
    return told.desks(edits, handovers)
  }
  return told[reason]
}

function Details({ check }: { readonly check: OrderCheck }) {
  const texts = useTexts()
  const words = texts.checks
  const handovers = useSheet((state) => state.history?.handovers) ?? []
  switch (check.reason) {
    case 'cancelled':
    case 'refunded':
    case 'changed':
      return handovers.some(({ kind, takenBackAt }) => kind !== 'before' && takenBackAt === null) ? (
        <p>{words.handedOut}</p>
      ) : null
    case 'fiscal':
    case 'address':
      return (
        <ul className={classes.reasons}>
          {fieldsOf(check).map(([path, problem, value]) => (
            <li key={path}>
              {words.field(
                fieldLabel(texts, path),
                fitForPage(value),
                problem === 'missing' ? words.missing : texts.order.warnings[problem],
              )}
            </li>
          ))}
        </ul>
      )
    default:
      return null
  }
}

function fieldsOf({ content }: OrderCheck): readonly WrongField[] {
  return JSON.parse(content) as WrongField[]
}

function Remedies({ check, detail }: { readonly check: OrderCheck; readonly detail: OrderDetail }) {
  const texts = useTexts()
  const asking = useSheet((state) => state.askingSite)
  const hasPage = useSheet((state) => state.history?.hasShopPage === true)
  switch (check.reason) {
    case 'cancelled':
    case 'refunded':
    case 'changed':
      return (
        <>
          <Button size="xs" variant="default" loading={asking} onClick={() => void askSite(detail.id)}>
            {texts.order.askSite}
          </Button>
          {hasPage && (
            <Button
              size="xs"
              variant="default"
              onClick={() => void request('orders.openInShop', { orderId: detail.id })}
            >
              {texts.order.openInShop}
            </Button>
          )}
        </>
      )
    case 'duplicate':
      return (
        <Button
          size="xs"
          variant="default"
          onClick={() => void changeSearch({ ...everySearch, text: detail.email || detail.customer })}
        >
          {texts.checks.both}
        </Button>
      )
    case 'fiscal':
    case 'address':
      return (
        <Button size="xs" variant="default" onClick={() => startEdit(detail)}>
          {texts.checks.mend}
        </Button>
      )
    default:
      return null
  }
}
