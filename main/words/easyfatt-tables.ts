/**
 * What a shop's orders are called in its Easyfatt (R46), as the archive keeps it (`office_settings`). What holds where no
 * row says anything: `easyfatt-codes.ts`. Windows take only the types, and `easyfatt-choices.ts`.
 */
import { z } from 'zod'
import { rateStandIns, vatBuyers, vatClasses, vatPlaces } from './easyfatt-choices.ts'

/** The name under which a shop's tables are kept. */
export const easyfattTablesName = 'easyfatt-tables'

const code = z.string().trim().min(1).max(100)

export const vatRuleSchema = z.strictObject({
  /** Percentage without superfluous zeros, or what stands in its place. */
  rate: z.union([z.string().regex(/^(0|[1-9]\d{0,2})(\.\d{0,8}[1-9])?$/), z.enum(rateStandIns)]),
  place: z.union([z.enum(vatPlaces), z.string().regex(/^[A-Z]{2}$/)]),
  buyer: z.enum(vatBuyers),
  /** A code of Easyfatt's table *Categorie Iva*. */
  code,
  vatClass: z.enum(vatClasses),
})
export type VatRule = Readonly<z.output<typeof vatRuleSchema>>

/** A name of the shop's, and what it is called in Easyfatt; `''`: nothing is written. */
export const easyfattNameSchema = z.strictObject({
  from: z.string().min(1).max(10_000),
  to: z.string().trim().max(200),
})
export type EasyfattName = Readonly<z.output<typeof easyfattNameSchema>>

export interface EasyfattTables {
  readonly vat: readonly VatRule[]
  /** Into *Tipi pagamento*. */
  readonly payments: readonly EasyfattName[]
  /** The shop's shipping methods into carriers. */
  readonly carriers: readonly EasyfattName[]
}

export const noTables: EasyfattTables = { vat: [], payments: [], carriers: [] }

/** As a window sends them. */
export const easyfattTablesSchema = z.strictObject({
  vat: z.array(vatRuleSchema).max(1000),
  payments: z.array(easyfattNameSchema).max(1000),
  carriers: z.array(easyfattNameSchema).max(1000),
}) satisfies z.ZodType<EasyfattTables>

/** Rows that another version wrote, and this one does not understand, are passed over. */
const readable = <Row>(schema: z.ZodType<Row>) =>
  z
    .array(schema.nullable().catch(null))
    .transform((rows) => rows.filter((row) => row !== null))
    .catch([])

const keptTables = z
  .object({
    vat: readable(vatRuleSchema),
    payments: readable(easyfattNameSchema),
    carriers: readable(easyfattNameSchema),
  })
  .catch({ vat: [], payments: [], carriers: [] })

/** Reads what the archive keeps, whatever it is. */
export function readEasyfattTables(kept: unknown): EasyfattTables {
  return keptTables.parse(kept)
}
