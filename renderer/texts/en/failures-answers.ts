import { formatInstantExact } from '../../format.ts'
import type { FailureTexts } from '../types.ts'
import { stateName } from './states.ts'

/** What can be wrong with the shop's answers (R2). */
export const answerFailures = {
  'api-not-found': ({ address }) => ({
    message: `There is no shop of the chosen platform at ${address}.`,
    remedy:
      'Check the address (the shop may be in a folder, for instance www.example.com/shop) and the platform, and that the shop is active on the site.',
  }),
  'plain-permalinks': ({ address }) => ({
    message: `The site ${address} uses “Plain” permalinks, with which the shop does not hand out its orders.`,
    remedy:
      'In WordPress open Settings → Permalinks, choose “Post name” and save. Then check the connection again.',
  }),
  'api-disabled': ({ address }) => ({
    message: `The site ${address} has switched off access by other programs (REST API).`,
    remedy:
      'Usually a security plugin does this: ask whoever runs the site to allow the pages that begin with /wp-json/wc/.',
  }),
  'credentials-rejected': ({ host }) => ({
    message: `${host} does not know the key: it is wrong, incomplete or has been revoked.`,
    remedy:
      'Copy the key again from the site into the shop’s settings, or create a new one, and check the connection.',
  }),
  'credentials-secret-wrong': ({ host }) => ({
    message: `${host} knows the key, but its secret is wrong.`,
    remedy:
      'The secret is shown once only, when the key is created: if you no longer have it, create a new key and copy both values.',
  }),
  'authorization-stripped': ({ host }) => ({
    message: `The server of ${host} removes the key from the request before it reaches the shop.`,
    remedy:
      'Ask whoever runs the site to let the Authorization header through. With Apache this line in the .htaccess file is enough: SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1',
  }),
  'permission-missing': ({ host }) => ({
    message: `${host} knows the key, but the key may not read orders.`,
    remedy:
      'On the site give the key the permission to read (“Read” or “Read/Write”) and assign it to a user who may manage orders.',
  }),
  'clock-wrong': ({ host, shopTime, computerTime }) => ({
    message: `The clock of ${host} (${formatInstantExact(shopTime, 'en')}) and that of this computer (${formatInstantExact(computerTime, 'en')}) are too far apart: the site refuses the request.`,
    remedy:
      "Set this computer's clock right, best by itself from the Internet. If it is right, tell whoever runs the site.",
  }),
  'blocked-by-security': ({ host, status }) => ({
    message: `A protection of ${host} (firewall or security plugin) blocks this program (answer ${status}).`,
    remedy:
      "Ask whoever runs the site to allow Download Ordini, for instance by your office's Internet address.",
  }),
  captcha: ({ host }) => ({
    message: `Instead of the orders ${host} shows a page that asks for proof of being a person (captcha).`,
    remedy:
      "It is a protection against robots: ask whoever runs or hosts the site not to apply it to the pages of the orders or to your office's Internet address.",
  }),
  maintenance: ({ host, retryAfterSeconds }) => ({
    message: `${host} is under maintenance.`,
    remedy: `Try again ${after(retryAfterSeconds)}. If it lasts long, ask whoever runs the site whether maintenance was left on by mistake.`,
  }),
  'rate-limited': ({ host, retryAfterSeconds }) => ({
    message: `${host} has had too many requests and asks to wait.`,
    remedy: `Try again ${after(retryAfterSeconds)}. If it happens often, make the interval of the automatic sync longer.`,
  }),
  'server-error': ({ host, status }) => ({
    message: `The site ${host} had an error of its own (${status}).`,
    remedy:
      'The fault is on the site: try again in a few minutes and, if it happens again, tell whoever runs it; the reason is in the server’s error log.',
  }),
  'http-status': ({ host, status }) => ({
    message: `${host} gave an unexpected answer (${status}).`,
    remedy: 'Check the connection from the shop’s settings to see what is wrong.',
  }),
  'request-refused': ({ host, parameter }) => ({
    message: `${host} does not accept a part of the request (${parameter}).`,
    remedy:
      'The shop may be an old version, or a plugin changes its rules: update it, or tell whoever runs the site.',
  }),
  'body-html': ({ host }) => ({
    message: `Instead of the orders ${host} answered with a web page.`,
    remedy:
      'Open the site in the browser: usually it is an error, login or maintenance page. If the site looks fine, tell whoever runs it.',
  }),
  'body-empty': ({ host }) => ({
    message: `${host} gave an empty answer.`,
    remedy:
      'Usually the site broke down half way: try again and, if it happens again, ask whoever runs it to look at the server’s error log.',
  }),
  'body-truncated': ({ host }) => ({
    message: `The answer of ${host} broke off half way.`,
    remedy:
      'Try again. If it happens again, tell whoever runs the site: the server closes its answers early.',
  }),
  'body-not-json': ({ host }) => ({
    message: `The answer of ${host} cannot be read: it does not hold orders in the expected form.`,
    remedy:
      'Often a plugin writes its warnings into the answer: ask whoever runs the site to switch off the display of errors (WP_DEBUG_DISPLAY).',
  }),
  'body-shape': ({ host, expected }) => ({
    message: `The answer of ${host} does not have the expected form (for whoever runs the site: “${expected}”).`,
    remedy: 'Update the shop to the current version; if it is, one of its plugins changes the order data.',
  }),
  'states-unknown': ({ states, known }) => ({
    message: `The shop does not have the states to download: ${namesOf(states)}.`,
    remedy: `In the shop’s settings choose among those it has: ${namesOf(known)}.`,
  }),
} satisfies Partial<FailureTexts>

function after(seconds: number | null): string {
  if (seconds === null || seconds <= 0) return 'in a few minutes'
  if (seconds < 90) return `in ${seconds} seconds`
  return `in ${Math.ceil(seconds / 60)} minutes`
}

/** Names of states, from a list of their ids. */
function namesOf(ids: string): string {
  return ids.split(', ').map(stateName).join(', ')
}
