import { createContext, use } from 'react'

export interface FormErrorsValue {
  /** The last part of the field's path: `name`, `consumerKey`, `states`. */
  readonly field: string | null
  readonly text: string
}

/** Which field main refused, and why. */
export const FormErrors = createContext<FormErrorsValue>({ field: null, text: '' })

/** The error of a field, or undefined. */
export function useFieldError(...fields: readonly string[]): string | undefined {
  const { field, text } = use(FormErrors)
  return field !== null && fields.includes(field) ? text : undefined
}
