import { z } from 'zod'
import {
  type AccountantReport,
  type AccountantSettings,
  accountantSettingsSchema,
} from '../../main/words/accountant.ts'
import { id } from '../../main/words/schemas.ts'
import { nothing, request } from './request.ts'

/** Local days, both inside; the shops chosen, null: all real ones. */
const wanted = z.strictObject({
  period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  shopIds: z.array(id).min(1).max(1000).readonly().nullable(),
})
export type ReportWish = z.output<typeof wanted>

/** *Commercialista* (R47). `accountant.progress` tells how far it is. One at a time: another one ends it (`cancelled`). */
export const accountantRequests = {
  'accountant.settings': request<AccountantSettings>()(nothing),
  'accountant.saveSettings': request<AccountantSettings>()(accountantSettingsSchema),
  'accountant.report': request<AccountantReport>()(wanted),
  /**
   * Asks where, calculates anew, and writes the package; what it says is answered. Null when the operator thought better of it.
   */
  'accountant.package': request<{ readonly file: string; readonly report: AccountantReport } | null>()(
    wanted,
  ),
  /** Stops whichever is under way: it answers with `cancelled`. */
  'accountant.cancel': request<null>()(nothing),
} as const
