import { z } from 'zod'
import { feeKinds, type Order } from '../order.ts'

/** Any value of an order, as JSON. */
export type Json = z.infer<ReturnType<typeof z.json>>

/** The lists of an order; their elements are told apart by keys ({@link KeyedOrder}). */
export const listNames = ['lines', 'shippingLines', 'fees', 'discounts', 'refunds'] as const
export type ListName = (typeof listNames)[number]
export type Element = Order[ListName][number]

const text = z.string().max(2000)
const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,9})?$/)
const rate = decimal.nullable()
const instant = z.iso.datetime()

const address = {
  name: text,
  company: text,
  street: text,
  street2: text,
  city: text,
  province: text,
  postcode: text,
  country: text,
  phone: text,
}

/** Fields that change as one: half of a price is no price. */
const charge = z.strictObject({ name: text, net: decimal, tax: decimal, vatRate: rate })
const elements = {
  lines: z.strictObject({
    sku: text,
    name: text,
    productId: text,
    variationId: text,
    options: z.array(z.strictObject({ name: text, value: text })).max(200),
    quantity: decimal,
    unitPrice: decimal,
    vatRate: rate,
    discount: decimal,
    net: decimal,
    tax: decimal,
  }),
  shippingLines: charge,
  fees: charge.extend({ kind: z.enum(feeKinds) }),
  discounts: z.strictObject({ code: text, net: decimal, tax: decimal }),
  refunds: z.strictObject({
    id: text,
    at: instant.nullable(),
    reason: text,
    amount: decimal,
    lines: z.array(
      z.strictObject({
        kind: z.enum(['goods', 'shipping', 'fee']),
        sku: text,
        name: text,
        quantity: decimal,
        net: decimal,
        tax: decimal,
        vatRate: rate,
      }),
    ),
  }),
} as const

/** The parts of an element that change by themselves; several properties make one part. */
export const elementParts: { readonly [List in ListName]: Readonly<Record<string, readonly string[]>> } = {
  lines: {
    name: ['name'],
    sku: ['sku'],
    productId: ['productId'],
    variationId: ['variationId'],
    options: ['options'],
    amounts: ['quantity', 'unitPrice', 'vatRate', 'discount', 'net', 'tax'],
  },
  shippingLines: { name: ['name'], amounts: ['net', 'tax', 'vatRate'] },
  fees: { name: ['name'], kind: ['kind'], amounts: ['net', 'tax', 'vatRate'] },
  discounts: { code: ['code'], amounts: ['net', 'tax'] },
  refunds: { id: ['id'], at: ['at'], reason: ['reason'], amount: ['amount'], lines: ['lines'] },
}

/** Goes with `state`: no difference by itself, and nothing that people are shown. */
export const stateIdPath = 'stateId'

/** The single fields of an order by their paths, in the order in which people read them. */
const scalars: Readonly<Record<string, z.ZodType<Json>>> = {
  number: text,
  state: text,
  [stateIdPath]: text,
  placedAt: instant,
  paidAt: instant.nullable(),
  ...under('customer', { id: text, name: text, company: text, email: text, phone: text }),
  ...under('fiscal', { fiscalCode: text, vatNumber: text, pec: text, sdiCode: text }),
  ...under('billing', address),
  ...under('shipping', address),
  paymentMethod: text,
  transactionId: text,
  shippingMethod: text,
  trackingNumber: text,
  fulfilment: text,
  note: z.string().max(20_000),
  shopNote: z.string().max(20_000),
  till: z.boolean(),
  removedLines: z.array(elements.lines),
  currency: text,
  pricesIncludeTax: z.boolean(),
  modifiedAt: instant,
}
export const scalarPaths: readonly string[] = Object.keys(scalars)

/** The totals and taxes that a shop declares, with the amounts for which it does ({@link settle}). */
export const declaredPath = 'declared'
const declared = z.object({
  lines: z.array(elements.lines),
  shippingLines: z.array(charge),
  fees: z.array(elements.fees),
  refunds: z.array(elements.refunds),
  taxes: z.array(z.strictObject({ name: text, rate, amount: decimal })),
  totals: z.strictObject({
    lines: decimal,
    discount: decimal,
    shipping: decimal,
    fees: decimal,
    tax: decimal,
    total: decimal,
    refunded: decimal,
  }),
})

/** Where in an order something is: a field, an element of a list, or a part of one. */
export type Place =
  | { readonly kind: 'declared' }
  | { readonly kind: 'scalar'; readonly path: string }
  | { readonly kind: 'element'; readonly list: ListName; readonly key: string }
  | {
      readonly kind: 'part'
      readonly list: ListName
      readonly key: string
      readonly part: string
      readonly properties: readonly string[]
    }

/** Reads a path: `billing.city`, `lines.2`, `lines.2.amounts`, `declared`; null when it is none. */
export function placeOf(path: string): Place | null {
  if (path === declaredPath) return { kind: 'declared' }
  if (Object.hasOwn(scalars, path)) return { kind: 'scalar', path }
  const [first, key, part, ...rest] = path.split('.')
  const list = listNames.find((name) => name === first)
  if (list === undefined || key === undefined || !/^[a-z0-9-]{1,20}$/.test(key) || rest.length > 0)
    return null
  if (part === undefined) return { kind: 'element', list, key }
  const properties = Object.hasOwn(elementParts[list], part) ? elementParts[list][part] : undefined
  return properties === undefined ? null : { kind: 'part', list, key, part, properties }
}

/** Whether a value may stand at a place. An element is null (removed) or new: `{ after, element }`. */
export function isValueFor(place: Place, value: Json): boolean {
  return schemaOf(place).safeParse(value).success
}

function schemaOf(place: Place): z.ZodType {
  switch (place.kind) {
    case 'declared':
      return declared
    case 'scalar':
      return scalars[place.path] ?? z.never()
    case 'element':
      return z
        .strictObject({ after: z.string().max(20).nullable(), element: elements[place.list] })
        .nullable()
    case 'part': {
      const shape: Readonly<Record<string, z.ZodType>> = elements[place.list].shape
      const [first, ...more] = place.properties
      if (first === undefined) return z.never()
      if (more.length === 0) return shape[first] ?? z.never()
      return z.strictObject(
        Object.fromEntries(place.properties.map((name) => [name, shape[name] ?? z.never()])),
      )
    }
  }
}

function under(prefix: string, fields: Readonly<Record<string, z.ZodType<Json>>>) {
  return Object.fromEntries(Object.entries(fields).map(([name, schema]) => [`${prefix}.${name}`, schema]))
}
