import { z } from 'zod'
import { exportKinds } from './handover.ts'
import { shownText } from './shown-text.ts'
import { type ChosenMeanings, stateMeanings } from './state-meaning.ts'

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
  /** What a state means, by its identifier, where it is not what it usually means (R42). */
  stateMeanings: z
    .record(z.string().trim().min(1).max(100), z.enum([...stateMeanings, 'none']))
    .nullish()
    .transform((v): ChosenMeanings => v ?? {}),
  autoSync: z
    .strictObject({ enabled: z.boolean(), minutes: z.number().int().min(5).max(1440).default(15) })
    .default({ enabled: false, minutes: 15 }),
  /** Plain HTTP to another computer, confirmed by the operator (R33). */
  allowHttp: z.boolean().default(false),
  certificateFingerprint: fingerprint.nullish().transform((v) => v ?? null),
  /**
   * Of a multishop (R39): identifiers of shops, of groups as `group:ID`, or `all`; on Magento also codes of store
   * views. Null: on PrestaShop that of the address, elsewhere all.
   */
  shops: z
    .array(z.union([z.string(), z.number().int()]).transform(String).pipe(z.string().trim().min(1).max(100)))
    .min(1)
    .max(100)
    .nullish()
    .transform((v) => v ?? null),
  /** IANA name, for platforms that do not tell theirs. */
  timeZone: z
    .string()
    .trim()
    .refine(isTimeZone)
    .nullish()
    .transform((v) => v ?? null),
  /** After each download (R44): what is new of these searches is written into these folders. */
  afterDownload: z
    .array(
      z.strictObject({
        /** Of a saved search; null: it has been removed. */
        searchId: z.number().int().positive().nullable(),
        format: z.enum(exportKinds),
        folder: z.string().trim().min(1).max(4096),
      }),
    )
    .max(20)
    .nullish()
    .transform((v) => v ?? []),
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

export type AfterDownload = ShopSettings['afterDownload'][number]

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

/** What was found out about a shop once and is remembered with it. No secrets; JSON values only. */
export interface Connection {
  /** The final address, redirects followed, as shown to the operator. */
  readonly url: string
  /** The platform's own findings (way of authentication, kind of permalinks ...). */
  readonly facts: Readonly<Record<string, string>>
}

export interface ShopState {
  readonly id: string
  readonly name: string
  /** Downloaded unless the operator chooses others, where the shop itself says so ({@link Connector.wantedStates}). */
  readonly usual?: boolean
}

/** A shop of a multishop that the credentials reach (R39). */
export interface ReachedShop {
  readonly id: string
  readonly name: string
  /** What a choice may also name it by, where the platform has such. */
  readonly code?: string
  /** Its group's name; `''` without one. */
  readonly group: string
  /** The group's number, by which a choice names all shops of it. */
  readonly groupId?: string
  /** Whether its orders come where nothing is chosen; told only while nothing is. */
  readonly usual: boolean
}

/** Whether a choice ({@link ShopSettings.shops}) is of this shop, too. */
export function isChosenShop(
  { id, code, groupId, usual }: ReachedShop,
  chosen: ShopSettings['shops'] | readonly string[],
): boolean {
  if (chosen === null) return usual
  return ['all', id, code, groupId && `group:${groupId}`].some((name) => name && chosen.includes(name))
}
