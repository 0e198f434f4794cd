import type { ServerInput } from '../../main/words/desks.ts'

/** The fields as typed. */
export interface JoinDraft extends Omit<ServerInput, 'port'> {
  readonly port: number | string
}

/** What whoever follows `docs/postazioni.md` has set up. */
export const emptyDraft: JoinDraft = {
  host: '',
  port: 5432,
  database: 'ordini',
  user: 'ordini_desk',
  password: '',
  certificate: '',
  desk: '',
}

const needed = ['host', 'database', 'user', 'password', 'desk'] as const

/** The fields that have to be filled in and are not. */
export function missingFields(draft: JoinDraft): readonly string[] {
  const empty: string[] = needed.filter((field) => draft[field].trim() === '')
  return isPort(draft.port) ? empty : [...empty, 'port']
}

/** What is asked of main; null where a field is missing. */
export function inputOf(draft: JoinDraft): ServerInput | null {
  if (missingFields(draft).length > 0) return null
  return { ...draft, port: Number(draft.port), certificate: draft.certificate.trim() }
}

function isPort(port: number | string): boolean {
  const value = Number(port)
  return port !== '' && Number.isInteger(value) && value >= 1 && value <= 65535
}
