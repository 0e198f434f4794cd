import type { HandedOver } from '../words/handover.ts'
import type { Texts } from './shape.ts'

/** As what an order went out, and as what it is to be done again: `CSV, Stampato · da rifare: Excel`. */
export function handedOverText(texts: Texts, { kinds, before, again }: Omit<HandedOver, 'id'>): string {
  const words = texts.search.handovers
  const names = (of: HandedOver['kinds']) => of.map((kind) => words.short[kind]).join(', ')
  const stands = kinds.filter((kind) => !again.includes(kind))
  const passed = stands.length > 0 ? names(stands) : before && again.length === 0 ? words.short.before : ''
  const redo = again.length === 0 ? '' : !before ? words.redo(names(again)) : words.redoAll
  return [passed, redo].filter((part) => part !== '').join(' · ')
}
