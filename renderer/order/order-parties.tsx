import type { Address, Order } from '../../main/words/order.ts'
import { useTexts } from '../state/app-store.ts'
import { Facts } from './facts.tsx'
import classes from './order-parties.module.css'

/** Who bought, for whom the invoice is, where it goes. */
export function OrderParties({ order }: { readonly order: Order }) {
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
        {customer.email !== '' && <p>{customer.email}</p>}
        {customer.phone !== '' && <p className="num">{customer.phone}</p>}
        {order.till ? (
          <p className="dim">{texts.order.fields.till}</p>
        ) : (
          customer.id === '' && <p className="dim">{words.guest}</p>
        )}
      </section>
      {hasFiscal && (
        <section>
          <h2>{words.fiscal}</h2>
          <Facts facts={fiscalFacts} />
        </section>
      )}
      {billing.length > 0 && (
        <section>
          <h2>{words.billing}</h2>
          <Lines lines={billing} />
        </section>
      )}
      {shipping.length > 0 && (
        <section>
          <h2>{words.shipping}</h2>
          {place(order.shipping) === place(order.billing) ? (
            <p className="dim">{words.sameAddress}</p>
          ) : (
            <Lines lines={shipping} />
          )}
        </section>
      )}
    </div>
  )
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return <p className={classes.address}>{lines.join('\n')}</p>
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
