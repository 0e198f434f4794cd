import { Button, Checkbox, Loader, Progress, TextInput } from '@mantine/core'
import { IconCircleCheck, IconFolder } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { dayText } from '../../main/texts/day-text.ts'
import { formatCount, formatMoney } from '../../main/words/format.ts'
import { askedAbout, type InvoiceProposal, type InvoicesMade } from '../../main/words/invoice-register.ts'
import { listen, request } from '../client.ts'
import { DateField } from '../parts/date-field.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { useMoreRows } from '../parts/more-rows.tsx'
import { parseTyped } from '../parts/period.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './make-dialog.module.css'
import { changeWish, chooseDay, closeMaking, makeProposed, noteMade, useMaking } from './make-store.ts'
import { Reasons } from './reasons.tsx'

/** As it is typed: day, month, year. */
const typedDay = (text: string) => parseTyped(text)?.slice(0, 10) ?? null

/** Rows that are drawn at a time. */
const rowsAtOnce = 100

interface ShowsOrders {
  /** Shows an order, the dialog closed. */
  readonly onOrder: (orderId: number) => void
}

/** What would become of the orders chosen, one by one; then the files (R48). */
export function MakeInvoicesDialog({ onOrder }: ShowsOrders) {
  const { invoices } = useTexts()
  const { opened, of, found, failure, making, made } = useMaking()
  useEffect(() => listen('invoices.progress', noteMade), [])
  return (
    <Dialog opened={opened} onClose={closeMaking} size={760} title={invoices.dialog.titles[of]}>
      <div className={classes.content}>
        {failure !== null && <Failed />}
        {made !== null ? (
          <Made made={made} />
        ) : found !== null ? (
          <Proposed onOrder={onOrder} />
        ) : (
          failure === null && <Loader size="sm" aria-label={invoices.dialog.orders} />
        )}
        {making !== null && <Making />}
        <Buttons />
      </div>
    </Dialog>
  )
}

function Failed() {
  const { invoices } = useTexts()
  const failure = useMaking((state) => state.failure)
  if (failure === null) return null
  if (failure.code !== 'invoice-settings-missing') return <FailurePanel failure={failure} />
  return (
    <FailurePanel failure={failure}>
      <Button size="xs" onClick={() => void request('windows.invoices', undefined)}>
        {invoices.dialog.toOffice}
      </Button>
    </FailurePanel>
  )
}

function Proposed({ onOrder }: ShowsOrders) {
  const texts = useTexts()
  const words = texts.invoices.dialog
  const { of, found, day, making } = useMaking()
  const proposals = found?.proposals ?? []
  const { most, more } = useMoreRows(rowsAtOnce, proposals.length)
  if (found === null) return null
  const { earliest, latest } = found
  const count = (value: number) => formatCount(value, texts.language)
  const ready = proposals.filter(({ number }) => number !== null).length
  const refused = proposals.length - ready
  return (
    <>
      <div className={classes.top}>
        <DateField
          className={classes.day}
          label={words.days[of]}
          value={day ?? latest}
          dateParser={typedDay}
          minDate={earliest ?? undefined}
          maxDate={latest}
          disabled={making !== null}
          description={earliest === null ? undefined : words.dayHint(dayText(earliest, texts.language))}
          onChange={(value) => void chooseDay(value)}
        />
        <p role="status">
          {words.ready(ready, count(ready))}
          {refused > 0 && (
            <span className={classes.refused}> · {words.refused(refused, count(refused))}</span>
          )}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section className={classes.frame} tabIndex={0} aria-label={words.orders}>
        <ul className={classes.list}>
          {proposals.slice(0, most).map((proposal) => (
            <Proposal
              key={`${proposal.wish.orderId} ${proposal.wish.refundId}`}
              proposal={proposal}
              onOrder={onOrder}
            />
          ))}
        </ul>
        {more}
      </section>
    </>
  )
}

function Proposal({ proposal, onOrder }: ShowsOrders & { readonly proposal: InvoiceProposal }) {
  const texts = useTexts()
  const words = texts.invoices
  const { wish, kind, orderNumber, customer, total, currency, number, shopName, refusals } = proposal
  const mayBe = refusals.length > 0 && refusals.every(({ code }) => askedAbout.some((one) => one === code))
  const name = wish.refundId === null ? words.dialog.order(orderNumber) : words.dialog.refund(orderNumber)
  return (
    <li className={classes.row} data-refused={number === null || undefined}>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.order}
          onClick={() => {
            closeMaking()
            onOrder(wish.orderId)
          }}
        >
          {name}
        </button>
        <span className={classes.customer}>
          {customer} <span className="dim">· {shopName}</span>
        </span>
        <span className={classes.total}>{formatMoney(total, currency, texts.language)}</span>
        <strong className={classes.number}>
          {number === null ? words.dialog.notMade : words.dialog.willBe(words.kinds[kind], number)}
        </strong>
      </div>
      <Reasons proposal={proposal} />
      {(mayBe || wish.confirmed) && (
        <Checkbox
          size="xs"
          label={words.dialog.anyway}
          aria-label={`${words.dialog.anyway}: ${name}`}
          checked={wish.confirmed}
          onChange={(event) => void changeWish(proposal, { confirmed: event.currentTarget.checked })}
        />
      )}
      {refusals.some(({ code }) => code === 'linked-invoice-missing') && <Linked proposal={proposal} />}
    </li>
  )
}

/** Which invoice a credit note corrects, where it was not made here. */
function Linked({ proposal }: { readonly proposal: InvoiceProposal }) {
  const words = useTexts().invoices.dialog
  const [number, setNumber] = useState('')
  const [date, setDate] = useState<string | null>(null)
  return (
    <div className={classes.linked}>
      <TextInput
        size="xs"
        label={words.invoiceNumber}
        value={number}
        maxLength={20}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <DateField size="xs" label={words.invoiceDate} value={date} dateParser={typedDay} onChange={setDate} />
      <Button
        size="xs"
        variant="default"
        disabled={number.trim() === '' || date === null}
        onClick={() =>
          date !== null && void changeWish(proposal, { invoice: { number: number.trim(), date } })
        }
      >
        {words.link}
      </Button>
    </div>
  )
}

function Making() {
  const words = useTexts().invoices.dialog
  const making = useMaking((state) => state.making)
  if (making === null) return null
  return (
    <div role="status">
      <p>{words.making}</p>
      <Progress value={(100 * making.done) / Math.max(1, making.total)} aria-label={words.progress} />
    </div>
  )
}

/** What was made, where it is, and what is to be done with it. */
function Made({ made }: { readonly made: InvoicesMade }) {
  const texts = useTexts()
  const words = texts.invoices
  const { files, refused, failure } = made
  const isTrial = useMaking(({ found }) => found?.proposals.some(({ isDemo }) => isDemo) === true)
  const count = (value: number) => formatCount(value, texts.language)
  const first = files[0]?.file
  return (
    <div className={classes.made} role="status">
      {files.length > 0 && (
        <p className={classes.done}>
          <IconCircleCheck size={20} aria-hidden />
          <strong>{words.dialog.made(files.length, count(files.length))}</strong>
        </p>
      )}
      {refused > 0 && <p>{words.dialog.left(refused, count(refused))}</p>}
      {failure !== null && <FailurePanel failure={failure} title={words.dialog.stopped} />}
      {first !== undefined && (
        <>
          <p className="dim" data-selectable>
            {files.length === 1 ? first : first.replace(/[\\/][^\\/]*$/, '')}
          </p>
          <p>{isTrial ? words.dialog.trial : `${words.intro} ${words.whatToDo}`}</p>
          <Button
            className={classes.show}
            variant="default"
            leftSection={<IconFolder size={16} aria-hidden />}
            onClick={() => void request('files.show', { file: first })}
          >
            {words.showFile}
          </Button>
        </>
      )}
    </div>
  )
}

function Buttons() {
  const texts = useTexts()
  const words = texts.invoices.dialog
  const { found, making, made, failure } = useMaking()
  const ready = found?.proposals.filter(({ number }) => number !== null).length ?? 0
  return (
    <div className="dialog-buttons">
      <Button variant="default" data-autofocus disabled={making !== null} onClick={closeMaking}>
        {made === null ? texts.common.cancel : texts.common.close}
      </Button>
      {made === null && found !== null && (
        <Button
          loading={making !== null}
          disabled={ready === 0 || failure !== null}
          onClick={() => void makeProposed()}
        >
          {words.start(ready, formatCount(ready, texts.language))}
        </Button>
      )}
    </div>
  )
}
