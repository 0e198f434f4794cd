import { z } from 'zod'
import { easyfattTablesSchema } from '../../main/words/easyfatt-tables.ts'
import type { EasyfattView, VatUses } from '../../main/words/easyfatt-uses.ts'
import { id } from '../../main/words/schemas.ts'
import { request } from './request.ts'

const ofShop = z.strictObject({ shopId: id })

/** *Utilità → Easyfatt*: the tables of a shop (R46). */
export const easyfattRequests = {
  'easyfatt.tables': request<EasyfattView>()(ofShop),
  'easyfatt.saveTables': request<null>()(ofShop.extend({ tables: easyfattTablesSchema })),
  /** Reads the shop's orders, newest first; `easyfatt.progress` tells how far it is. A new one ends the one before. */
  'easyfatt.findVat': request<VatUses>()(ofShop),
  /** It answers with what it has found until then. */
  'easyfatt.stopVat': request<null>()(ofShop),
} as const
