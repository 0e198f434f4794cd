import { z } from 'zod'
import type { Alert } from '../../main/words/alert.ts'
import type { BackupsView } from '../../main/words/backups.ts'
import {
  type AppStart,
  type ProxyView,
  searchStarts,
  type UpdateView,
} from '../../main/words/program-view.ts'
import { id, orderIds, type Preferences, preferencesSchema } from '../../main/words/schemas.ts'
import { nothing, request, typedNumber } from './request.ts'

/** The program itself: preferences, windows, copies of the archive, newer versions. */
export const appRequests = {
  /** What a window needs before it draws anything. Nothing of it is in the archive, which may be slow, or broken. */
  'app.start': request<AppStart>()(nothing),
  /** Ends the program and starts it anew: an archive found damaged is mended at the start. */
  'app.restart': request<null>()(nothing),
  /** What a page could not draw: written into the program's log. */
  'app.pageFailed': request<null>()(z.strictObject({ message: z.string(), stack: z.string() })),
  'preferences.save': request<Preferences>()(preferencesSchema),
  /** Asks for a folder, beginning at one; null when the operator thought better of it. */
  'app.chooseFolder': request<string | null>()(z.strictObject({ folder: z.string().max(4096) })),
  /** The proxy on the way to the shops, and whether name and password are saved for it (R33). */
  'proxy.view': request<ProxyView>()(nothing),
  'proxy.save': request<ProxyView>()(
    z.strictObject({ username: z.string().min(1).max(200), password: z.string().max(1000) }),
  ),
  'proxy.forget': request<ProxyView>()(nothing),

  /** Is there a newer version of the program? What is found comes as `update.changed` events too. */
  'update.check': request<UpdateView>()(nothing),
  'update.download': request<UpdateView>()(nothing),
  /** Ends the program and starts the new version. */
  'update.install': request<UpdateView>()(nothing),

  /** Utilità → Copie di sicurezza (R34). */
  'backups.list': request<BackupsView>()(nothing),
  /** *Fai una copia adesso*; answers when it is done. */
  'backups.make': request<null>()(nothing),
  /** *Ripristina*: answers when the copy has taken the archive's place. */
  'backups.restore': request<null>()(z.strictObject({ name: z.string().max(100) })),
  'backups.openFolder': request<null>()(nothing),
  /** Asks for the second folder of the copies. */
  'backups.chooseSecond': request<null>()(nothing),
  'backups.forgetSecond': request<null>()(nothing),
  /** Puts a text into the clipboard. */
  'clipboard.write': request<null>()(z.strictObject({ text: z.string().max(100_000_000) })),
  /** The operator has read it; answers what is left. */
  'alerts.dismiss': request<readonly Alert[]>()(z.strictObject({ id })),

  /** Opens a file that the program has just written; false where the system has no program for it. */
  'files.open': request<boolean>()(z.strictObject({ file: z.string().min(1).max(10_000) })),
  /** Shows such a file in its folder. */
  'files.show': request<null>()(z.strictObject({ file: z.string().min(1).max(10_000) })),

  /** Opens the order search window, or brings it to the front, showing a run's new orders (R8), some, or one order. */
  'windows.search': request<null>()(
    z.strictObject({
      runId: id.nullable(),
      orderId: id.nullable(),
      only: z.enum(searchStarts).nullable().default(null),
      orderIds: orderIds.nullable().default(null),
    }),
  ),
  /** Opens the main window's *Ordini errati* (R7). */
  'windows.wrong': request<null>()(nothing),
  /** Opens the main window's *Perché manca?*, with a number already typed. */
  'windows.missing': request<null>()(z.strictObject({ shopId: id.nullable(), number: typedNumber })),
  /** Opens the main window's *Easyfatt*. */
  'windows.easyfatt': request<null>()(z.strictObject({ shopId: id.nullable() })),
  /** Opens the main window's log at an order or a run. */
  'windows.log': request<null>()(z.strictObject({ runId: id.nullable(), orderId: id.nullable() })),
} as const
