import { createContext, use } from 'react'

/** Why fields are refused, by the last part of each one's path: `name`, `consumerKey`, `states`. */
export type FormErrorsValue = ReadonlyMap<string, string>

/** Which fields main refused, and why. */
export const FormErrors = createContext<FormErrorsValue>(new Map())

/** The error of a field, or undefined. */
export function useFieldError(...fields: readonly string[]): string | undefined {
  const errors = use(FormErrors)
  return fields.map((field) => errors.get(field)).find((text) => text !== undefined)
}
