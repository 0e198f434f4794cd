import { z } from 'zod'
import type { RereadFigures, RereadUndone, RereadView } from '../../main/words/reread.ts'
import { id } from '../../main/words/schemas.ts'
import { nothing, request } from './request.ts'

const ofShop = z.strictObject({ shopId: id.nullable() })

/** *Rileggi gli ordini già scaricati* (R15); `reread.progress` tells how far it is. One at a time (`reread-in-progress`). */
export const rereadRequests = {
  /** Those that can be undone, newest first. */
  'reread.list': request<readonly RereadView[]>()(nothing),
  /** What would change; nothing is written. */
  'reread.preview': request<RereadFigures>()(ofShop),
  /** `markAgain`: what has gone out and changes is to be done again (R41). */
  'reread.start': request<RereadFigures>()(ofShop.extend({ markAgain: z.boolean().default(false) })),
  'reread.undo': request<RereadUndone>()(z.strictObject({ rereadId: id })),
  /** Stops whichever is under way: it answers with `cancelled`. What was done until then stays. */
  'reread.cancel': request<null>()(nothing),
} as const
