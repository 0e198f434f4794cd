import { pullKind } from '../../words/handover.ts'

/** A change of a table that other desks are told of (R55), in SQL. What is said of a row names nothing of this archive alone. */
export interface SaidRow {
  readonly table: string
  /** `INSERT`, `DELETE`, `UPDATE OF column`. */
  readonly on: string
  /** Beside that the shop is none of demonstration. @param row the row's name in SQL */
  readonly when?: string
  /** Of the row as others know it (`SharedRow.t`). */
  readonly t: string
  /** What is said: the arguments of `json_object`; null: it is looked up when it is sent, by {@link key}. */
  readonly says: ((row: string) => string) | null
  readonly key?: (row: string) => string
  /** What a later value replaces. */
  readonly field: (row: string) => string
  /** The shop's UUID; null: it is about none. */
  readonly shop: ((row: string) => string) | null
  /** SQL of 0 or 1: refused where another desk has handed something over meanwhile (R57). */
  readonly guarded?: string
  readonly advances?: boolean
  /** Which rows are said when a desk joins that has some, in SQL over the table; left out: none. */
  readonly joining?: string
  /** Which of them when a desk joins again, of what only says what came of something; left out: none. */
  readonly again?: string
  /** In which order then; left out: that in which they were made. */
  readonly order?: string
}

const shopOf = (row: string) => `${row}.shop`
const columns =
  (...names: readonly string[]) =>
  (row: string) =>
    names.map((name) => `'${name}', ${row}.${name}`).join(', ')
const field =
  (name: string, ...parts: readonly string[]) =>
  (row: string) =>
    [`'${name}'`, ...parts.map((part) => part.replaceAll('@', row))].join(" || '|' || ")

const orderOf = (column: string) => (row: string) =>
  `(SELECT ${column} FROM orders JOIN shops ON shops.id = shop_id WHERE orders.id = ${row}.order_id)`
const shopOfOrder = orderOf('uuid')
const named = (row: string) =>
  `'shop', ${shopOfOrder(row)}, 'shop_order_id', ${orderOf('shop_order_id')(row)}`

/** As text: what SQLite has just made as JSON would be taken for it. */
const documentOf = (row: string) => `'document', '' || ${row}.document`

const fields = ['@.shop', '@.shop_order_id'] as const
/** The last that was said of each, of a table of facts. */
const lastOf = (table: string, ...register: readonly string[]) =>
  `seq IN (SELECT max(seq) FROM ${table} GROUP BY ${['shop', 'shop_order_id', ...register].join(', ')})`

const settled = (row: string) =>
  `'shop', (SELECT uuid FROM shops WHERE id = ${row}.shop_id), 'shop_order_id', ${row}.shop_order_id,
   'modified', ${row}.site_modified_at, 'seen', ${row}.site_seen_at, 'state', ${row}.site_state, 'group', ${row}.state_group,
   'out', ${row}.left_out`
/** An order as the site has it was looked at: what that says of its state. */
const siteSaid = (row: string) =>
  `${named(row)}, 'seen', ${orderOf('site_seen_at')(row)}, 'state', ${orderOf('site_state')(row)},
   'group', ${orderOf('state_group')(row)}, 'out', ${orderOf('left_out')(row)}`

/** A setting of the whole office is of no shop. */
const shopOrOffice = (row: string) => `coalesce((SELECT uuid FROM shops WHERE id = ${row}.shop_id), '')`
const siteShop = (row: string) => `(SELECT uuid FROM shops WHERE id = ${row}.shop_id)`

export const invoiceColumns: readonly string[] = [
  ...['uuid', 'kind', 'shop', 'shop_order_id', 'refund_id', 'seller', 'sender', 'series', 'year', 'sequence'],
  ...['number', 'date', 'progressive', 'place', 'sha256', 'order_number', 'customer', 'total', 'document'],
  ...['begun_at', 'closed_at', 'replaced_at', 'taken_back_at'],
]
export const refundColumns: readonly string[] = [
  ...['id', 'batch', 'shop', 'shop_order_id', 'refund_id', 'kind', 'number', 'place', 'sha256'],
  ...['begun_at', 'closed_at', 'taken_back_at'],
]

/** Every change of a small table that is shared. Shops are in `shop-rows.ts`. */
export const saidRows: readonly SaidRow[] = [
  {
    table: 'work_facts',
    on: 'INSERT',
    t: 'work_facts',
    says: columns(
      ...['id', 'marking', 'shop', 'shop_order_id', 'at', 'work', 'waiting_until'],
      ...['work_before', 'waiting_until_before'],
    ),
    field: field('work', ...fields),
    shop: shopOf,
    joining: lastOf('work_facts'),
  },
  {
    table: 'annotation_facts',
    on: 'INSERT',
    t: 'annotation_facts',
    says: columns('id', 'change', 'shop', 'shop_order_id', 'at', 'tag', 'value', 'value_before'),
    field: field('note', ...fields, "coalesce(lower(@.tag), '')"),
    shop: shopOf,
    joining: lastOf('annotation_facts', 'lower(tag)'),
  },
  {
    table: 'check_facts',
    on: 'INSERT',
    t: 'check_facts',
    says: columns('id', 'shop', 'shop_order_id', 'reason', 'content', 'at'),
    field: field('check', '@.id'),
    shop: shopOf,
    joining: 'true',
  },
  {
    table: 'check_facts',
    on: 'DELETE',
    t: 'check_unseen',
    says: columns('id', 'shop', 'shop_order_id', 'reason', 'content'),
    field: field('check', '@.id'),
    shop: shopOf,
  },
  {
    table: 'order_edits',
    on: 'INSERT',
    when: 'new.uuid IS NOT NULL',
    t: 'order_edits',
    says: (row) => `${named(row)}, 'base', (SELECT applied FROM desk), 'version', ${row}.version,
      ${columns('uuid', 'at', 'source', 'path', 'previous', 'next', 'undone_at')(row)}`,
    field: field('edit', '@.uuid'),
    shop: shopOfOrder,
    joining: 'true',
  },
  {
    table: 'order_edits',
    on: 'UPDATE OF undone_at',
    when: 'new.undone_at IS NOT NULL AND new.uuid IS NOT NULL',
    t: 'order_edit_undone',
    again: 'undone_at IS NOT NULL AND uuid IS NOT NULL',
    says: (row) => `${named(row)}, ${columns('uuid', 'undone_at')(row)}`,
    field: field('undone', '@.uuid'),
    shop: shopOfOrder,
  },
  {
    table: 'handovers',
    on: 'INSERT',
    when: "new.kind <> 'unknown'",
    t: 'handovers',
    says: null,
    key: (row) => `${row}.uuid`,
    field: field('handover', '@.uuid'),
    shop: null,
    guarded: 'new.guarded',
    advances: true,
    joining: "kind <> 'unknown'",
  },
  {
    table: 'handovers',
    on: 'UPDATE OF orders',
    t: 'handovers',
    says: null,
    key: (row) => `${row}.uuid`,
    field: field('handover', '@.uuid'),
    shop: null,
    advances: true,
  },
  {
    table: 'handovers',
    on: 'UPDATE OF closed_at, taken_back_at',
    t: 'handover_state',
    again: "kind <> 'unknown' AND (closed_at IS NOT NULL OR taken_back_at IS NOT NULL)",
    says: columns('uuid', 'closed_at', 'taken_back_at'),
    field: field('handover_state', '@.uuid'),
    shop: null,
    advances: true,
  },
  {
    table: 'handovers',
    on: 'DELETE',
    t: 'handover_dropped',
    says: columns('uuid'),
    field: field('handover', '@.uuid'),
    shop: null,
    advances: true,
  },
  {
    table: 'handover_again',
    on: 'DELETE',
    // Done again in the other program, too: of what that takes by itself nobody else knows.
    when: `old.kind = '${pullKind}'`,
    t: 'again_settled',
    says: (row) => `${named(row)}, 'base', (SELECT applied FROM desk), 'kind', ${row}.kind,
      'uuid', (SELECT uuid FROM handovers WHERE id = ${row}.handover_id)`,
    field: (row) => `'again|' || ${shopOfOrder(row)} || '|' || ${orderOf('shop_order_id')(row)}`,
    shop: shopOfOrder,
  },
  {
    table: 'invoices',
    on: 'INSERT',
    t: 'invoices',
    says: columns(...invoiceColumns),
    field: field('invoice', '@.uuid'),
    shop: shopOf,
    guarded: '1',
    advances: true,
    joining: 'true',
  },
  {
    table: 'invoices',
    on: 'UPDATE OF closed_at, replaced_at, taken_back_at',
    t: 'invoice_state',
    // One that counts may have been made again elsewhere.
    again: 'replaced_at IS NOT NULL OR taken_back_at IS NOT NULL',
    says: columns('uuid', 'closed_at', 'replaced_at', 'taken_back_at'),
    field: field('invoice_state', '@.uuid'),
    shop: shopOf,
    // Its number is free: whoever gives the next one has to know.
    guarded: 'new.taken_back_at IS NOT old.taken_back_at OR new.replaced_at IS NOT old.replaced_at',
    advances: true,
  },
  {
    table: 'invoices',
    on: 'DELETE',
    t: 'invoice_dropped',
    says: columns('uuid'),
    field: field('invoice', '@.uuid'),
    shop: shopOf,
    advances: true,
  },
  {
    table: 'refund_register',
    on: 'INSERT',
    t: 'refund_register',
    says: columns(...refundColumns),
    field: field('refund', '@.id'),
    shop: shopOf,
    // What somebody only says that it is registered goes out of nowhere.
    guarded: "new.kind <> 'hand'",
    advances: true,
    joining: 'true',
  },
  {
    table: 'refund_register',
    on: 'UPDATE OF closed_at, taken_back_at',
    t: 'refund_state',
    again: 'closed_at IS NOT NULL OR taken_back_at IS NOT NULL',
    says: columns('id', 'closed_at', 'taken_back_at'),
    field: field('refund_state', '@.id'),
    shop: shopOf,
    // With the invoice, whose number is given or taken back: as one.
    guarded: "new.kind = 'td04'",
    advances: true,
  },
  {
    table: 'refund_register',
    on: 'DELETE',
    t: 'refund_dropped',
    says: columns('id'),
    field: field('refund', '@.id'),
    shop: shopOf,
    advances: true,
  },
  {
    table: 'order_refunds',
    on: 'UPDATE OF at',
    when: 'old.at IS NULL AND new.at IS NOT NULL',
    t: 'refund_date',
    says: (row) => `${named(row)}, ${columns('refund_id', 'at')(row)}, ${documentOf(row)}`,
    field: (row) => `'refund_date|' || ${shopOfOrder(row)} || '|' || ${row}.refund_id`,
    shop: shopOfOrder,
  },
  {
    table: 'order_refunds',
    on: 'INSERT',
    // A sum was taken apart into what it is the sum of.
    when: "new.document ->> 'ofSum' = 1",
    t: 'refund_part',
    says: (row) => `${named(row)}, ${columns('refund_id', 'at', 'first_seen_at')(row)}, ${documentOf(row)}`,
    field: (row) => `'refund_part|' || ${shopOfOrder(row)} || '|' || ${row}.refund_id`,
    shop: shopOfOrder,
  },
  {
    table: 'orders',
    on: 'UPDATE OF site_modified_at',
    when: 'new.site_modified_at <> old.site_modified_at',
    t: 'site_settled',
    says: settled,
    field: (row) => `'site|' || ${siteShop(row)} || '|' || ${row}.shop_order_id`,
    shop: siteShop,
  },
  ...['INSERT', 'UPDATE OF fetched_at'].map(
    (on): SaidRow => ({
      table: 'order_site_versions',
      on,
      t: 'site_said',
      says: siteSaid,
      field: (row) => `'site_said|' || ${shopOfOrder(row)} || '|' || ${orderOf('shop_order_id')(row)}`,
      shop: shopOfOrder,
    }),
  ),
  {
    table: 'office_settings',
    on: 'INSERT',
    t: 'office_settings',
    says: (row) =>
      `'shop', (SELECT uuid FROM shops WHERE id = ${row}.shop_id), ${columns('name', 'value')(row)}`,
    field: (row) => `'setting|' || ${shopOrOffice(row)} || '|' || ${row}.name`,
    shop: shopOrOffice,
    joining: 'true',
    order: 'shop_id, name',
  },
  {
    table: 'shop_warnings',
    on: 'UPDATE OF accepted_at',
    // The key of this kind is a number of this archive.
    when: "new.accepted_at IS NOT NULL AND new.kind <> 'same-address'",
    t: 'warning_accepted',
    says: (row) => `'shop', ${siteShop(row)}, ${columns('kind', 'key', 'accepted_at')(row)}`,
    field: (row) => `'warning|' || ${siteShop(row)} || '|' || ${row}.kind || '|' || ${row}.key`,
    shop: siteShop,
  },
]
