import { z } from 'zod'

/** A request: the schema of its argument, and (as a type only) what it answers. */
export interface Request<Schema extends z.ZodType, Answer> {
  readonly argument: Schema
  /** Never set: it carries the type of the answer. */
  readonly answer?: { readonly of: Answer }
}

/** A request that is answered with an `Answer`; its argument is checked by a schema. */
export function request<Answer>() {
  return <Schema extends z.ZodType>(argument: Schema): Request<Schema, Answer> => ({ argument })
}

/** Arguments that many requests share. */
export const nothing = z.undefined()
export const pageSize = z.number().int().min(1).max(500)
/** An order's number as the operator typed it. */
export const typedNumber = z.string().max(200)
