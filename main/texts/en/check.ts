import { formatInstantExact } from '../../words/format.ts'
import type {
  checkFacts as itFacts,
  checkOutcomes as itOutcomes,
  checkUnprotected as itUnprotected,
  checkValues as itValues,
} from '../it/check.ts'
import type { CheckStepTexts, CheckWarningTexts } from '../types.ts'

export const checkSteps: CheckStepTexts = {
  address: 'The site can be reached',
  tls: 'The connection is secure',
  api: 'The shop answers other programs',
  credentials: 'The key is accepted',
  permission: 'The key may read orders',
  order: 'One order can be read',
  clock: "The shop's clock and time zone",
  states: 'Order states on the shop',
}

export const checkOutcomes: typeof itOutcomes = {
  ok: 'Fine',
  warning: 'Mind this',
  failed: 'Failed',
  'not-tried': 'Not tried',
  waiting: 'Waiting',
  running: 'Under way',
}

export const checkUnprotected: typeof itUnprotected = {
  step: 'The connection is not secure',
  outcome: 'Allowed',
}

export const checkFacts: typeof itFacts = {
  url: 'Address',
  name: 'Name of the site',
  protection: 'Protection',
  fingerprint: 'Fingerprint',
  permalinks: 'Permalinks',
  authentication: 'Way of access',
  orders: 'Orders on the site',
  number: 'Order read',
  shopTime: "The shop's time",
  differenceSeconds: 'Difference in seconds',
  timeZone: 'Time zone',
  apiVersion: 'Version of the interface',
  scopes: 'Permissions',
  known: 'States',
  leftOut: 'With orders, and not downloaded',
  withheldShops: 'Shops that the key opens, not downloaded',
  sameAddress: 'Same address as the shop',
}

export const checkValues: typeof itValues = {
  bearer: 'access token alone (Bearer)',
  basic: 'key in the header (Basic)',
  oauth: 'signed requests (OAuth 1.0a)',
  query: 'key in the address',
  pretty: 'by name',
  plain: 'plain',
  none: 'none (http), allowed for this shop',
  'none-here': 'none (http), but the data stay on this computer',
  certificate: 'recognised certificate',
}

/** What stops a download elsewhere, but here has been got round: a check says so without alarm. */
export const checkWarnings: CheckWarningTexts = {
  'plain-permalinks': () => ({
    message: 'The site uses “Plain” permalinks. The orders can be read all the same.',
    remedy: 'Nothing to do. With “Post name” permalinks many sites answer better.',
  }),
  'authorization-stripped': () => ({
    message:
      'The server removes the key from the header of requests: the program puts it in the address, always over a secure connection.',
    remedy:
      'It works. It is better, though, that whoever runs the site lets the Authorization header through.',
  }),
  'api-version-unsupported': ({ asked, served }) => ({
    message: `The shop answers by version ${served} of its interface for programs instead of ${asked}. Orders can be read all the same.`,
    remedy: 'Update Download Ordini soon.',
  }),
  'clock-wrong': ({ shopTime, computerTime }) => ({
    message: `The shop's clock (${formatInstantExact(shopTime, 'en')}) and this computer's (${formatInstantExact(computerTime, 'en')}) do not agree.`,
    remedy: "Downloads go by the shop's clock and lose nothing. Check that this computer's time is right.",
  }),
}
