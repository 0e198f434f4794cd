import type { ReactNode } from 'react'
import type { Address, Order } from '../../main/words/order.ts'
import { useTexts } from '../state/app-store.ts'
import { Facts } from './facts.tsx'
import classes from './order-parties.module.css'

interface OrderPartiesProps {
  readonly order: Order
  /** What stands beside a value to copy it, with a label of its own or by the value's name; paper has none. */
  readonly copy?: (value: string, name: string, label?: string) => ReactNode
}

/** Who bought, for whom the invoice is, where it goes. */
export function OrderParties({ order, copy = () => null }: OrderPartiesProps) {
  const texts = useTexts()
  const words = texts.search.detail
  const { fieldNames } = texts
  const { customer, fiscal } = order
  const billing = addressLines(order.billing)
  const shipping = addressLines(order.shipping)
  // Shops often ask for the telephone with one of the two only.
  const place = (address: Address) => addressLines({ ...address, phone: '' }).join('\n')
  const fiscalFacts = [
    [fieldNames.fiscalCode, fiscal.fiscalCode],
    [fieldNames.vatNumber, fiscal.vatNumber],
    [fieldNames.pec, fiscal.pec],
    [fieldNames.sdiCode, fiscal.sdiCode],
  ] as const
  const hasFiscal = fiscalFacts.some(([, value]) => value !== '')
  return (
    <div className={classes.parties}>
      <section>
        <h2>{words.customer}</h2>
        <p className={classes.name}>{customer.company || customer.name}</p>
        {customer.company !== '' && <p>{customer.name}</p>}
        {customer.email !== '' && (
          <p>
            {customer.email} {copy(customer.email, texts.order.customer.email)}
          </p>
        )}
        {customer.phone !== '' && (
          <p className="num">
            {customer.phone} {copy(customer.phone, texts.order.customer.phone)}
          </p>
        )}
        {order.till ? (
          <p className="dim">{texts.order.fields.till}</p>
        ) : (
          customer.id === '' && <p className="dim">{words.guest}</p>
        )}
      </section>
      {hasFiscal && (
        <section>
          <h2>{words.fiscal}</h2>
          <Facts facts={fiscalFacts} beside={copy} />
        </section>
      )}
      {billing.length > 0 && (
        <section>
          <h2>{words.billing}</h2>
          <Lines lines={billing} copy={(text) => copy(text, words.billing, words.copyBilling)} />
        </section>
      )}
      {shipping.length > 0 && (
        <section>
          <h2>{words.shipping}</h2>
          {place(order.shipping) === place(order.billing) ? (
            <p className="dim">{words.sameAddress}</p>
          ) : (
            <Lines lines={shipping} copy={(text) => copy(text, words.shipping, words.copyShipping)} />
          )}
        </section>
      )}
    </div>
  )
}

function Lines({
  lines,
  copy,
}: {
  readonly lines: readonly string[]
  readonly copy: (text: string) => ReactNode
}) {
  const text = lines.join('\n')
  return (
    <div className={classes.lines}>
      <p className={classes.address}>{text}</p>
      {copy(text)}
    </div>
  )
}

/** Where the goods go, as it is written on a parcel; '' where no address is known. */
export function parcelAddress({ shipping, billing }: Order): string {
  const lines = addressLines(shipping)
  return (lines.length > 0 ? lines : addressLines(billing)).join('\n')
}

function addressLines(address: Address): readonly string[] {
  const province = address.province === '' ? '' : `(${address.province})`
  return [
    address.company,
    address.name,
    address.street,
    address.street2,
    [address.postcode, address.city, province].filter((part) => part !== '').join(' '),
    address.country === 'IT' ? '' : address.country,
    address.phone,
  ].filter((line) => line !== '')
}
