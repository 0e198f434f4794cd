/**
 * Everything that is asked of a Shopify shop. Valid, without anything deprecated, against the schema of the Admin API
 * in {@link apiVersion} (a test checks it): the less it uses of what may go, the longer it is understood when Shopify
 * answers by a later version (https://shopify.dev/docs/api/usage/versioning, "fall forward").
 */
export const apiVersion = '2026-01'

/** The most that one page of a connection may hold (https://shopify.dev/docs/api/usage/limits). */
export const rowsPerPage = 250

/** Order lines fetched with their order: enough for nearly all, since what a query may bring counts as its cost. */
export const linesPerOrder = 10

/** The refunds of an order that are fetched with those of others; more are asked for behind them. */
export const refundsPerOrder = 5

/** The cheapest question that shows that orders may be read; tells what else may be. */
export const probeQuery = `query DownloadOrdiniProbe {
  shop { name myshopifyDomain ianaTimezone }
  currentAppInstallation { accessScopes { handle } }
  orders(first: 1, sortKey: ID, reverse: true) { nodes { id } }
}`

/** One order and how many there are, for *Prova connessione*. */
export const lastOrderQuery = `query DownloadOrdiniLastOrder {
  ordersCount(limit: 10000) { count precision }
  orders(first: 1, sortKey: ID, reverse: true) { nodes { id } }
}`

/** First pass: slim rows. Only the first page asks for the count. */
export const listQuery = `query DownloadOrdiniList($query: String!, $first: Int!, $after: String, $count: Boolean!) {
  ordersCount(query: $query, limit: 10000) @include(if: $count) { count precision }
  orders(first: $first, after: $after, query: $query, sortKey: ID) {
    nodes { id name createdAt updatedAt cancelledAt displayFinancialStatus displayFulfillmentStatus fullyPaid }
    pageInfo { hasNextPage endCursor }
  }
}`

const money = '{ shopMoney { amount } }'
const taxLines = `taxLines { title ratePercentage priceSet ${money} }`
const discounts = `discountAllocations {
  allocatedAmountSet ${money}
  discountApplication {
    __typename
    ... on DiscountCodeApplication { code }
    ... on AutomaticDiscountApplication { title }
    ... on ManualDiscountApplication { title }
    ... on ScriptDiscountApplication { title }
  }
}`
const address =
  '{ firstName lastName company address1 address2 city provinceCode province zip countryCodeV2 phone }'

const lineFields = `fragment Line on LineItem {
  id
  sku
  name
  quantity
  currentQuantity
  customAttributes { key value }
  lineItemGroup { title customAttributes { key value } }
  product @include(if: $withProducts) { id }
  variant @include(if: $withProducts) { id }
  originalTotalSet ${money}
  ${discounts}
  ${taxLines}
}`

const shippingFields = `fragment Shipping on ShippingLine {
  title
  originalPriceSet ${money}
  discountedPriceSet ${money}
  ${discounts}
  ${taxLines}
}`

/**
 * Second pass: full orders by id. By `nodes`, which reads the orders themselves: `orders(query: "id:...")` would ask
 * the search index, which is behind by seconds, and would cost the connection on top.
 */
export const ordersQuery = `query DownloadOrdiniOrders(
  $ids: [ID!]!, $lines: Int!, $metafields: [String!]!, $withCustomer: Boolean!, $withProducts: Boolean!
) {
  nodes(ids: $ids) {
    ... on Order {
      id
      name
      test
      createdAt
      updatedAt
      cancelledAt
      displayFinancialStatus
      displayFulfillmentStatus
      fullyPaid
      edited
      currencyCode
      presentmentCurrencyCode
      taxesIncluded
      dutiesIncluded
      email
      phone
      note
      poNumber
      sourceName
      tags
      paymentGatewayNames
      customAttributes { key value }
      customer @include(if: $withCustomer) { id displayName }
      app { name }
      purchasingEntity @include(if: $withCustomer) {
        __typename
        ... on PurchasingCompany {
          company { name }
          location { taxSettings { taxRegistrationId } }
        }
      }
      billingAddress ${address}
      shippingAddress ${address}
      totalPriceSet ${money}
      totalTaxSet ${money}
      totalRefundedSet ${money}
      totalTipReceivedSet ${money}
      originalTotalDutiesSet ${money}
      currentTotalPriceSet ${money}
      currentTotalTaxSet ${money}
      additionalFees { name price ${money} ${taxLines} }
      localizedFields(first: 4, countryCodes: [IT]) { nodes { key value } }
      metafields(first: 10, keys: $metafields) { nodes { namespace key value } }
      shippingLines(first: 3) {
        nodes { ...Shipping }
        pageInfo { hasNextPage endCursor }
      }
      refunds(first: 1) { id }
      transactions(first: 10) { kind status processedAt paymentId }
      lineItems(first: $lines) {
        nodes { ...Line }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
${lineFields}
${shippingFields}`

const returnedFields = `fragment Returned on RefundLineItem {
  quantity
  restockType
  lineItem { id }
  subtotalSet ${money}
  totalTaxSet ${money}
}`

const refundFields = `${returnedFields}
fragment Whole on Refund {
  id
  note
  createdAt
  totalRefundedSet ${money}
  refundLineItems(first: $lines) {
    nodes { ...Returned }
    pageInfo { hasNextPage endCursor }
  }
  refundShippingLines(first: 2) { nodes { subtotalAmountSet ${money} taxAmountSet ${money} } }
  return @include(if: $withReturns) { exchangeLineItems(first: 5) { nodes { lineItems { id } } } }
}`

/**
 * The refunds of orders that have any: most have none, and what a query may bring counts as its cost. Exchanges need a
 * permission of their own.
 */
export const refundsQuery = `query DownloadOrdiniRefunds($ids: [ID!]!, $lines: Int!, $withReturns: Boolean!) {
  nodes(ids: $ids) {
    ... on Order {
      id
      refunds(first: ${refundsPerOrder}) { ...Whole }
    }
  }
}
${refundFields}`

/** Which refunds an order has: their list, which has no pages, would be too dear whole. */
export const refundIdsQuery = `query DownloadOrdiniRefundIds($id: ID!) {
  node(id: $id) { ... on Order { id refunds(first: ${rowsPerPage}) { id } } }
}`

/** Refunds by their own identifiers. */
export const moreRefundsQuery = `query DownloadOrdiniMoreRefunds($ids: [ID!]!, $lines: Int!, $withReturns: Boolean!) {
  nodes(ids: $ids) { ...Whole }
}
${refundFields}`

/** The lines of one refund that did not come with it. */
export const refundLinesQuery = `query DownloadOrdiniRefundLines($id: ID!, $lines: Int!, $after: String!) {
  node(id: $id) {
    ... on Refund {
      id
      refundLineItems(first: $lines, after: $after) {
        nodes { ...Returned }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
${returnedFields}`

/** Which orders have any, of those that are stored already. */
export const refundedQuery = `query DownloadOrdiniRefunded($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Order { id refunds(first: 1) { id } } }
}`

/** The lines of one order that did not come with it. */
export const linesQuery = `query DownloadOrdiniLines($id: ID!, $lines: Int!, $after: String!, $withProducts: Boolean!) {
  node(id: $id) {
    ... on Order {
      id
      lineItems(first: $lines, after: $after) {
        nodes { ...Line }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
${lineFields}`

/** The same for shipping: an order that was edited may have any number of them. */
export const shippingQuery = `query DownloadOrdiniShipping($id: ID!, $lines: Int!, $after: String!) {
  node(id: $id) {
    ... on Order {
      id
      shippingLines(first: $lines, after: $after) {
        nodes { ...Shipping }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
${shippingFields}`

/** All of them, for the test that holds them against the schema. */
export const queries: Readonly<Record<string, string>> = {
  probeQuery,
  lastOrderQuery,
  listQuery,
  ordersQuery,
  refundedQuery,
  refundsQuery,
  refundIdsQuery,
  moreRefundsQuery,
  refundLinesQuery,
  linesQuery,
  shippingQuery,
}
