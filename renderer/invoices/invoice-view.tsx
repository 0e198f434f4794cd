import { dayText } from '../../main/texts/day-text.ts'
import { formatDecimal, formatMoney } from '../../main/words/format.ts'
import type { InvoiceDocument } from '../../main/words/invoice.ts'
import type { Decimal } from '../../main/words/order.ts'
import { useMoreRows } from '../parts/more-rows.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './invoice-view.module.css'

interface InvoiceViewProps {
  readonly invoice: InvoiceDocument
  /** How many lines are drawn at a time; on paper all. */
  readonly step: number
}

/** A document as people read invoices: who, to whom, what, how much. */
export function InvoiceView({ invoice, step }: InvoiceViewProps) {
  const texts = useTexts()
  const words = texts.invoices.read
  const { seller, buyer, causale, payments, stamp, total, changes } = invoice
  const money = (amount: Decimal) => formatMoney(amount, 'EUR', texts.language)
  return (
    <div className={classes.view} data-selectable>
      <p className="dim">{words.notLegal}</p>
      <div className={classes.parties}>
        <Party
          title={words.seller}
          lines={[
            seller.name || `${seller.firstName} ${seller.lastName}`,
            seller.street,
            placeOf(seller),
            `${words.vatNumber} IT${seller.vatNumber}`,
            seller.fiscalCode && `${words.fiscalCode} ${seller.fiscalCode}`,
            seller.regime && `${words.regime} ${seller.regime} – ${texts.invoices.regimes[seller.regime]}`,
          ]}
        />
        <Party
          title={words.buyer}
          lines={[
            buyer.name,
            buyer.street,
            `${placeOf(buyer)} ${buyer.country === 'IT' ? '' : buyer.country}`.trim(),
            buyer.vat && `${words.vatNumber} ${buyer.vat.country}${buyer.vat.code}`,
            buyer.fiscalCode && `${words.fiscalCode} ${buyer.fiscalCode}`,
            `${words.recipient} ${invoice.recipientCode}`,
            invoice.pec && `${words.pec} ${invoice.pec}`,
          ]}
        />
      </div>
      <dl className={classes.facts}>
        <Fact name={words.date} value={dayText(invoice.date, texts.language)} />
        {invoice.invoice !== null && (
          <Fact
            name={words.corrects}
            value={words.ofDate(invoice.invoice.number, dayText(invoice.invoice.date, texts.language))}
          />
        )}
        {causale.length > 0 && <Fact name={words.causale} value={causale.join(' · ')} />}
      </dl>
      <Lines invoice={invoice} step={step} />
      <Summaries invoice={invoice} />
      {stamp !== null && <p>{words.stamp(money(stamp))}</p>}
      {payments.length > 0 && (
        <dl className={classes.facts}>
          {payments.map(({ code, amount, reference }) => (
            <Fact
              key={`${code} ${amount} ${reference}`}
              name={words.payments}
              value={[`${code} – ${texts.invoices.paymentCodes[code]}`, money(amount), reference]
                .filter(Boolean)
                .join(' · ')}
            />
          ))}
        </dl>
      )}
      <p className={classes.total}>
        <span>{words.total}</span> <strong>{money(total)}</strong>
      </p>
      {changes.length > 0 && (
        <section>
          <h3>{words.changes}</h3>
          <ul>
            {changes.map(({ field, from, to }) => (
              <li key={`${field} ${from}`}>
                <span className="dim">{from} →</span> {to}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function placeOf({
  postcode,
  city,
  province,
}: {
  readonly postcode: string
  readonly city: string
  readonly province: string
}): string {
  return `${postcode} ${city}${province === '' ? '' : ` (${province})`}`
}

function Party({ title, lines }: { readonly title: string; readonly lines: readonly (string | null)[] }) {
  return (
    <section>
      <h3>{title}</h3>
      {lines
        .filter((line) => line)
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
    </section>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Lines({ invoice, step }: InvoiceViewProps) {
  const { most, more } = useMoreRows(step, invoice.lines.length)
  const { invoices, language } = useTexts()
  const words = invoices.read
  const number = (value: Decimal) => formatDecimal(value, language, 2)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className={classes.frame} tabIndex={0} aria-label={words.lines}>
      <table className={classes.table} aria-label={words.lines}>
        <thead>
          <tr>
            <th scope="col">{words.description}</th>
            <th scope="col" data-end>
              {words.quantity}
            </th>
            <th scope="col" data-end>
              {words.price}
            </th>
            <th scope="col" data-end>
              {words.discount}
            </th>
            <th scope="col" data-end>
              {words.amount}
            </th>
            <th scope="col" data-end>
              {words.rate}
            </th>
          </tr>
        </thead>
        <tbody>
          {invoice.lines.slice(0, most).map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are told apart by their place
            <tr key={at}>
              <th scope="row">
                {line.description}
                {line.sku !== '' && <span className="dim"> · {line.sku}</span>}
              </th>
              <td data-end>{line.quantity === null ? '' : formatDecimal(line.quantity, language)}</td>
              <td data-end>{number(line.unitPrice)}</td>
              <td data-end>{line.discount === null ? '' : number(line.discount)}</td>
              <td data-end>{number(line.total)}</td>
              <td data-end>
                {line.natura ?? `${formatDecimal(line.rate, language)} %`}
                {line.ossRate !== null && (
                  <span className="dim"> · {words.ossRate(formatDecimal(line.ossRate, language))}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </section>
  )
}

function Summaries({ invoice }: { readonly invoice: InvoiceDocument }) {
  const { invoices, language } = useTexts()
  const words = invoices.read
  const number = (value: Decimal) => formatDecimal(value, language, 2)
  const isRounded = invoice.summaries.some(({ rounding }) => rounding !== null)
  return (
    <table className={classes.table} aria-label={words.summaries}>
      <thead>
        <tr>
          <th scope="col">{words.rate}</th>
          {isRounded && (
            <th scope="col" data-end>
              {words.rounding}
            </th>
          )}
          <th scope="col" data-end>
            {words.taxable}
          </th>
          <th scope="col" data-end>
            {words.tax}
          </th>
        </tr>
      </thead>
      <tbody>
        {invoice.summaries.map(({ rate, natura, rounding, taxable, tax, law }) => (
          <tr key={`${rate} ${natura}`}>
            <th scope="row">
              {natura === null
                ? `${formatDecimal(rate, language)} %`
                : `${natura} – ${invoices.naturas[natura]}`}
              {law !== '' && <span className="dim"> · {law}</span>}
            </th>
            {isRounded && <td data-end>{rounding === null ? '' : number(rounding)}</td>}
            <td data-end>{number(taxable)}</td>
            <td data-end>{number(tax)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
