import { z } from 'zod'
import type { Connection } from './connectors/connector.ts'
import { shownText } from './shown-text.ts'

export const platformIds = ['woocommerce', 'prestashop', 'shopify', 'magento'] as const
export type PlatformId = (typeof platformIds)[number]

const instant = z.iso
  .datetime({ offset: true, local: true })
  .or(z.iso.date())
  .transform((text) => new Date(text))
  .refine((date) => !Number.isNaN(date.getTime()))
  .transform((date) => date.toISOString())

const metadataKey = z.string().trim().min(1).max(200)

/** SHA-256 of a certificate, as browsers show it: 32 pairs of hex digits, colons optional (R33). */
const fingerprint = z
  .string()
  .trim()
  .regex(/^([0-9a-f]{2}:?){31}[0-9a-f]{2}$/i)
  .transform((text) => text.replaceAll(':', '').toUpperCase())

/** R36's `settings`, all optional; what is missing takes its default. */
export const shopSettingsSchema = z.strictObject({
  firstDownloadFrom: instant.nullish().transform((v) => v ?? null),
  firstDownloadTo: instant.nullish().transform((v) => v ?? null),
  /** Null: the platform's default states. */
  states: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .nullish()
    .transform((v) => v ?? null),
  autoSync: z
    .strictObject({ enabled: z.boolean(), minutes: z.number().int().min(5).max(1440).default(15) })
    .default({ enabled: false, minutes: 15 }),
  /** Plain HTTP to another computer, confirmed by the operator (R33). */
  allowHttp: z.boolean().default(false),
  certificateFingerprint: fingerprint.nullish().transform((v) => v ?? null),
  /** IANA name, for platforms that do not tell theirs. */
  timeZone: z
    .string()
    .trim()
    .refine(isTimeZone)
    .nullish()
    .transform((v) => v ?? null),
  /** Which metadata key holds each fiscal field, where the known plugins' keys do not serve (R25). */
  fiscalFields: z
    .strictObject({
      fiscalCode: metadataKey.optional(),
      vatNumber: metadataKey.optional(),
      pec: metadataKey.optional(),
      sdiCode: metadataKey.optional(),
    })
    .default({}),
})
export type ShopSettings = z.output<typeof shopSettingsSchema>

/** A shop as it is added from a file or from the settings form (R36 `--add-shop`). */
export const shopInputSchema = z.strictObject({
  name: z
    .string()
    .max(1000)
    .transform((text) => shownText(text, 1000))
    .pipe(z.string().trim().min(1).max(100)),
  platform: z.enum(platformIds),
  url: z.string().trim().min(1).max(2000),
  credentials: z.record(z.string(), z.string().trim().max(4000)).default({}),
  settings: z.preprocess((v) => v ?? {}, shopSettingsSchema),
})
export type ShopInput = z.output<typeof shopInputSchema>

/** A configured shop. Its credentials are elsewhere (R32). */
export interface Shop {
  readonly id: number
  readonly name: string
  readonly platform: PlatformId
  /** As the operator typed it. */
  readonly url: string
  readonly settings: ShopSettings
  /** Found at the first contact; null again whenever address or credentials change. */
  readonly connection: Connection | null
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    // The only way Intl tells an unknown zone is by throwing.
    return false
  }
}
