import { z } from 'zod'
import type { PullTrial, PullView } from '../../main/words/easyfatt-pull.ts'
import { id } from '../../main/words/schemas.ts'
import { nothing, request } from './request.ts'

const ofShop = z.strictObject({ shopId: id })

/** *Easyfatt prende gli ordini da solo* (R45); `easyfattPull.changed` tells when a view is out of date. */
export const easyfattPullRequests = {
  'easyfattPull.view': request<PullView>()(ofShop),
  /** Answers the password, which is shown once; null where the one of before still holds. */
  'easyfattPull.switchOn': request<string | null>()(ofShop),
  'easyfattPull.switchOff': request<null>()(ofShop),
  /** Answers it; the one of before does not hold any more. */
  'easyfattPull.newPassword': request<string>()(ofShop),
  /** *Scegli un'altra porta*: the addresses of all shops change. */
  'easyfattPull.otherPort': request<null>()(nothing),
  /** The other program may have let the port go. */
  'easyfattPull.retry': request<null>()(nothing),
  /** *Prova come farebbe Easyfatt*; nothing counts as taken. */
  'easyfattPull.trial': request<PullTrial>()(ofShop),
  /** *Sistemato in Easyfatt*: these orders, or all of the shop, are not to be done again. */
  'easyfattPull.settle': request<null>()(
    ofShop.extend({ orderIds: z.array(id).min(1).max(1000).readonly().nullable() }),
  ),
} as const
