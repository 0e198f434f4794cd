import type { Program } from '../program/program.ts'
import type { Handlers } from './ipc.ts'
import type { Windows } from './windows.ts'

type Names = 'list' | 'preview' | 'start' | 'undo' | 'cancel'

/** *Rileggi gli ordini già scaricati* (R15). */
export function rereadHandlers({ rereads }: Program, windows: Windows): Pick<Handlers, `reread.${Names}`> {
  const tell = (progress: Parameters<Parameters<typeof rereads.preview>[1]>[0]) =>
    windows.tell('reread.progress', progress)
  // Also what was stopped has changed orders.
  const changing = <Answer>(work: Promise<Answer>) => work.finally(() => windows.tell('orders.reread', null))
  return {
    'reread.list': () => rereads.list(),
    'reread.preview': ({ shopId }) => rereads.preview(shopId, tell),
    'reread.start': ({ shopId, markAgain }) => changing(rereads.start(shopId, tell, markAgain)),
    'reread.undo': ({ rereadId }) => changing(rereads.undo(rereadId, tell)),
    'reread.cancel': async () => {
      await rereads.stop()
      return null
    },
  }
}
