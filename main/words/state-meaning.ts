/** What the states of orders may mean (R42); which one does is `standing.ts`'s. */
export const stateMeanings = ['paid', 'shipped', 'cancelled', 'failed', 'refunded'] as const
/** `shipped` is what is completed, too: there is nothing left to do about it. */
export type StateMeaning = (typeof stateMeanings)[number]

/** What a shop's settings say of its states, by identifier; `none` takes a usual meaning away. */
export type ChosenMeanings = Readonly<Record<string, StateMeaning | 'none'>>

/** Orders that exports and prints leave out unless told otherwise. */
export const leftOutMeanings = ['cancelled', 'failed', 'refunded'] as const satisfies readonly StateMeaning[]
export type LeftOutMeaning = (typeof leftOutMeanings)[number]
