import type { Program } from '../program/program.ts'
import type { Handlers } from './ipc.ts'
import type { Windows } from './windows.ts'

type Names = 'view' | 'switchOn' | 'switchOff' | 'newPassword' | 'otherPort' | 'retry' | 'trial' | 'settle'

/** *Easyfatt prende gli ordini da solo* (R45). */
export function easyfattPullHandlers(
  { easyfatt, store }: Program,
  windows: Windows,
): Pick<Handlers, `easyfattPull.${Names}`> {
  return {
    'easyfattPull.view': ({ shopId }) => easyfatt.view(shopId),
    'easyfattPull.switchOn': ({ shopId }) => easyfatt.switchOn(shopId),
    'easyfattPull.switchOff': async ({ shopId }) => {
      await easyfatt.switchOff(shopId)
      return null
    },
    'easyfattPull.newPassword': ({ shopId }) => easyfatt.newPassword(shopId),
    'easyfattPull.otherPort': async () => {
      await easyfatt.otherPort()
      return null
    },
    'easyfattPull.retry': async () => {
      await easyfatt.refresh()
      return null
    },
    'easyfattPull.trial': ({ shopId }) => easyfatt.trial(shopId),
    'easyfattPull.settle': async ({ shopId, orderIds }) => {
      await store.settlePulled(shopId, orderIds)
      windows.tell('orders.handedOver', null)
      return null
    },
  }
}
