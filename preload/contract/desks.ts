import type { DesksView, JoinPreview } from '../../main/words/desks.ts'
import { deskNameSchema, serverInputSchema } from '../../main/words/desks.ts'
import { nothing, request } from './request.ts'

/** *Utilità → Più postazioni* (R55); `desks.changed` brings each newer view. */
export const desksRequests = {
  'desks.view': request<DesksView>()(nothing),
  /** What this desk may be called: the computer's name. */
  'desks.suggestedName': request<string>()(nothing),
  /** *Salva lo script per il server*; null where the operator thought better of it. */
  'desks.saveScript': request<string | null>()(nothing),
  /** *Prova*. */
  'desks.try': request<null>()(serverInputSchema),
  /** What joining would bring together; nothing is changed. How far it is comes as `desks.progress`. */
  'desks.preview': request<JoinPreview>()(serverInputSchema),
  /** After a copy of the archive. */
  'desks.join': request<null>()(serverInputSchema),
  /** *Ricollega*, by the address and password that are kept. */
  'desks.rejoin': request<null>()(nothing),
  /** Another address, password or certificate of the same server. */
  'desks.reach': request<null>()(serverInputSchema),
  'desks.rename': request<null>()(deskNameSchema),
  /** Stops whatever of these is under way. */
  'desks.stop': request<null>()(nothing),
  'desks.leave': request<null>()(nothing),
  /** *Riprova*: looks for the server at once. */
  'desks.retry': request<null>()(nothing),
  /** Shows the page in the main window. */
  'windows.desks': request<null>()(nothing),
} as const
