import type { Answer } from '../http-answer.ts'

/** Without the password's hash, which `display=full` would show (NOTES). */
export const usualCustomerFields: readonly string[] =
  'id firstname lastname email company siret ape website is_guest deleted note'.split(' ')

/** The others of PrestaShop's own, of which orders need nothing. */
const otherFields: ReadonlySet<string> = new Set(
  (
    'id_default_group id_lang newsletter_date_add ip_registration_newsletter last_passwd_gen secure_key passwd ' +
    'id_gender birthday newsletter optin outstanding_allow_amount show_public_prices id_risk max_payment_days active ' +
    'id_shop id_shop_group date_add date_upd reset_password_token reset_password_validity'
  ).split(' '),
)
const secret = /pass|secret|token|hash/i
const most = 40

/**
 * The fields that modules have added to customers, by the webservice's own description of the resource, which comes as
 * XML only (recordings `schema_synopsis_xml`, `schema_synopsis_json`); none when the answer is no such description.
 */
export function addedCustomerFields(answer: Answer): readonly string[] {
  if (answer.status !== 200) return []
  const text = answer.body.toString('utf8')
  const begin = text.indexOf('<customer>')
  const end = text.indexOf('<associations')
  if (begin === -1) return []
  const inside = text.slice(begin + 10, end === -1 ? text.length : end)
  const names = [...inside.matchAll(/<(\w{1,64})[\s>/]/g)].map(([, name = '']) => name)
  const isAdded = (name: string) =>
    !usualCustomerFields.includes(name) && !otherFields.has(name) && name !== 'language' && !secret.test(name)
  return [...new Set(names)].filter(isAdded).slice(0, most)
}
