import type { InputProblem } from '../../words/failure.ts'
import type { fieldNames as itFieldNames } from '../it/input.ts'
import type { InputProblemTexts } from '../types.ts'

const inputProblems: InputProblemTexts = {
  required: 'must be filled in',
  'not-a-text': 'must be a text',
  'not-a-date': 'is not a date',
  'not-a-number': 'is not a number',
  'not-an-address': 'is not the address of a site',
  'out-of-range': 'is outside the limits',
  'unknown-value': 'is not a known value',
  'unknown-field': 'is not a known field',
  duplicate: 'is already taken',
  'before-start': 'is before the start',
  'only-waiting': 'goes with --mark waiting only',
  'in-the-future': 'is in the future',
  'not-json': 'is not valid JSON',
  'not-a-shop': 'must hold one shop: a JSON object with name, platform, address and key',
  'not-a-server':
    'must hold the access to the desks’ server: a JSON object with host, password and desk (the name of this desk)',
  'not-a-file':
    'takes the name of a file, or - for standard input: what stands there instead is not repeated, as it may hold a key',
  'login-in-address': 'contains a name and a password: write the address without them',
  'too-long': 'is too long',
  'key-of-another-site': 'must be typed again: the saved one is for another site',
}

export const fieldNames: typeof itFieldNames = {
  name: 'Name',
  platform: 'Platform',
  url: 'Address of the site',
  credentials: 'Access key',
  consumerKey: 'Consumer key',
  consumerSecret: 'Consumer secret',
  key: 'Webservice key',
  accessToken: 'Access token',
  accessTokenSecret: 'Access token secret',
  clientId: 'Client ID',
  clientSecret: 'Client secret',
  siteUser: 'User of the site',
  sitePassword: 'Password of the site',
  settings: 'Settings',
  firstDownloadFrom: 'Start of the first download',
  firstDownloadTo: 'End of the first download',
  from: 'Start of the period',
  to: 'End of the period',
  states: 'States to download',
  stateMeanings: 'Meaning of the states',
  autoSync: 'Automatic sync',
  minutes: 'Interval (minutes)',
  enabled: 'Automatic sync',
  allowHttp: 'Unprotected connection',
  certificateFingerprint: 'Certificate fingerprint',
  timeZone: 'Time zone',
  shops: 'Shops of the multistore',
  afterDownload: 'After the download',
  folder: 'Folder',
  format: 'Format',
  searchId: 'View',
  fiscalFields: 'Fiscal fields',
  fiscalCode: 'Fiscal code',
  vatNumber: 'VAT number',
  pec: 'PEC',
  sdiCode: 'SDI recipient code',
  logDays: 'Keep the log for',
  openAtLogin: 'Start with the computer',
  startHidden: 'Start hidden, in the notification area',
  notifyNewOrders: 'Tell when new orders arrive',
  staleHours: 'Not-up-to-date warning',
  secondBackups: 'Copies also in',
  checkUpdates: 'Look for updates once a day',
  language: 'Language',
  theme: 'Appearance',
}

/** Of these no sentence is made: there are several, or they are switches. */
const several: ReadonlySet<string> = new Set([
  'settings',
  'states',
  'shops',
  'fiscalFields',
  'enabled',
  'autoSync',
])

/** The name of a field as the form shows it; the field may be a path (`credentials.consumerKey`, `settings.states.0`). */
export function fieldName(field: string): string {
  const last = lastPart(field)
  return Object.hasOwn(fieldNames, last) ? fieldNames[last as keyof typeof fieldNames] : field
}

/** What is wrong with a field, as a sentence: *The name must be filled in.* */
export function wrongInput(field: string, problem: InputProblem): string {
  const last = lastPart(field)
  const name = fieldName(field)
  const isNamed = Object.hasOwn(fieldNames, last) && !several.has(last)
  const subject = isNamed
    ? `The ${name.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())}`
    : `${name}:`
  return `${subject} ${inputProblems[problem]}.`
}

function lastPart(field: string): string {
  return field.split('.').findLast((part) => !/^\d+$/.test(part)) ?? field
}
