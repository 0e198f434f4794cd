import type { Program } from '../program/program.ts'
import type { Texts } from '../texts/shape.ts'
import { exportEndings } from '../words/handover.ts'
import type { Handlers } from './ipc.ts'
import { askWhere, datedName, windowOf } from './save-dialog.ts'
import type { Windows } from './windows.ts'

type Names =
  | 'list'
  | 'keys'
  | 'counts'
  | 'mark'
  | 'file'
  | 'takeBack'
  | 'takeBackBatch'
  | 'askDates'
  | 'cancel'

/**
 * *Rimborsi da registrare* (R49).
 * @param onWritten told of each file
 */
export function refundHandlers(
  { store, refunds }: Program,
  texts: () => Texts,
  windows: Pick<Windows, 'tell'>,
  onWritten: (file: string) => void,
): Pick<Handlers, `refunds.${Names}`> {
  const changing = <Answer>(work: Promise<Answer>) =>
    work.finally(() => windows.tell('refunds.changed', null))
  const now = () => new Date().toISOString()
  return {
    'refunds.list': ({ filter, after, limit }) => refunds.list(filter, after, limit),
    'refunds.keys': ({ filter }) => store.refundKeys(filter),
    'refunds.counts': ({ shopId }) => store.countRefunds(shopId),
    'refunds.mark': ({ refunds: some }) => changing(refunds.mark(some)),
    'refunds.file': async ({ refunds: some }, sender) => {
      const words = texts().refunds.dialog
      const endings = exportEndings.easyfatt
      const file = await askWhere(
        {
          title: words.title,
          defaultPath: datedName(words.fileName, endings[0]),
          kind: texts().native.exportOrders.dialog.formats.easyfatt,
          endings,
        },
        windowOf(sender),
      )
      if (file === null) return null
      const written = await changing(refunds.writeFile(some, file, texts()))
      if (written.batch.count > 0) onWritten(file)
      return written
    },
    'refunds.takeBack': ({ refunds: some }) => changing(store.takeBackRefunds(some, now())),
    'refunds.takeBackBatch': ({ id }) => changing(store.takeBackBatch(id, now())),
    'refunds.askDates': ({ shopId }) =>
      changing(refunds.askDates(shopId, (progress) => windows.tell('refunds.progress', progress))),
    'refunds.cancel': async () => {
      await refunds.stop()
      return null
    },
  }
}
