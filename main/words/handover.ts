/** Files for other programs. */
export const exportKinds = ['csv', 'xlsx', 'easyfatt'] as const
export type ExportFormat = (typeof exportKinds)[number]

/** The endings that say so of a file, the usual one first; `DefXml` is what Easyfatt itself calls such files. */
export const exportEndings = {
  csv: ['csv'],
  xlsx: ['xlsx'],
  easyfatt: ['xml', 'DefXml'],
} as const satisfies Record<ExportFormat, readonly [string, ...string[]]>

/** On paper or as PDF: whole orders, each on a page of its own; what to take from the shelves for them; the list of them. */
export const printKinds = ['orders', 'picking', 'list'] as const
export type PrintKind = (typeof printKinds)[number]
/** What is worked from, which a list is not. */
export const workedFrom = ['orders', 'picking'] as const satisfies readonly PrintKind[]

/** Easyfatt has taken them by itself (R45). */
export const pullKind = 'easyfatt-pull'

/** As what orders leave the program (R41); what is new is so for one of these. */
export const handoverKinds = [...exportKinds, ...printKinds, pullKind] as const
export type HandoverKind = ExportFormat | PrintKind | typeof pullKind

/** As what an order went out. */
export interface HandedOver {
  readonly id: number
  readonly kinds: readonly HandoverKind[]
  /** As every kind, before there was a register. */
  readonly before: boolean
  /** It was changed since: of these it is to be done again. */
  readonly again: readonly HandoverKind[]
}
