import { formatInstantExact } from '../../words/format.ts'
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
  'token-alone-refused': ({ host }) => ({
    message: `${host} does not accept the access token alone: either it is wrong, or the shop wants all four keys of the integration (as Magento does from 2.4.4 on).`,
    remedy:
      'In Magento open System → Extensions → Integrations, and in the shop’s settings choose the way of access with four values: consumer key, consumer secret, access token and access token secret.',
  }),
  'permission-missing': ({ host }) => ({
    message: `${host} knows the key, but the key may not read orders.`,
    remedy:
      'On the site give the key the permission to read orders. In WooCommerce: “Read”, for a user who manages orders; in PrestaShop: “View (GET)” in the row orders; in Shopify: read_orders; in Magento: Sales → Operations → Orders → Actions → View.',
  }),
  'store-views-unreadable': ({ host }) => ({
    message: `The store views to download are chosen by their codes, and the key of ${host} may not read which views there are.`,
    remedy:
      'In Magento give the integration the permission Stores → Settings → All Stores as well and reauthorize it; or choose the views in the settings of the shop among those that the check shows, or by number.',
  }),
  'key-of-other-shop': ({ host }) => ({
    message: `${host} knows the key, but the key is not associated with this shop of the multistore.`,
    remedy:
      'In PrestaShop open Advanced Parameters → Webservice, edit the key and under “Shop association” tick the shops to download; or, in the shop’s settings in Download Ordini, choose the shops that the key is associated with.',
  }),
  'clock-wrong': ({ host, shopTime, computerTime }) => ({
    message: `The clock of ${host} (${formatInstantExact(shopTime, 'en')}) and that of this computer (${formatInstantExact(computerTime, 'en')}) are too far apart: the site refuses the request.`,
    remedy:
      "Set this computer's clock right, best by itself from the Internet. If it is right, tell whoever runs the site.",
  }),
  'site-login-needed': ({ host }) => ({
    message: `${host} asks for a user name and a password before it shows the site, as sites under trial do.`,
    remedy:
      'Write them into the shop’s settings, under Advanced, or correct them: they are those that the browser asks for when the site is opened, not those of its administration.',
  }),
  'site-login-in-the-way': ({ host }) => ({
    message: `${host} asks for a user name and a password before it shows the site, as sites under trial do. In PrestaShop and Magento the key travels in the place of that password: the two do not go together.`,
    remedy:
      'Ask whoever runs the site to leave the pages under /rest/ (Magento) or /api/ (PrestaShop) open without the password (they ask for the key all the same), at least for the Internet address of this computer.',
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
      'Often a module or plugin of the site writes its warnings into the answer: ask whoever runs it to switch off the display of errors (PHP’s display_errors).',
  }),
  'body-shape': ({ host, expected }) => ({
    message: `The answer of ${host} does not have the expected form (for whoever runs the site: “${expected}”).`,
    remedy:
      'If it happens only once, try again. Else a cache answers instead of the shop, or one of its modules or plugins changes the order data: ask whoever runs the site to exclude the API addresses from the cache and to update the shop.',
  }),
  'states-unknown': ({ states, known }) => ({
    message: `The shop does not have the states to download: ${namesOf(states)}.`,
    remedy: `In the shop’s settings choose among those it has: ${namesOf(known)}.`,
  }),
  'states-not-told': ({ host }) => ({
    message: `${host} does not say which states its orders have.`,
    remedy:
      'Orders are downloaded all the same, in the states chosen in the shop’s settings: check there that they are written as on the site. To have them listed the key must belong to a user who may see the shop’s reports, too.',
  }),
  'shop-unavailable': ({ host, status }) => ({
    message: `The platform has closed the shop ${host} for the time being (answer ${status}).`,
    remedy:
      'Usually an unpaid plan or a paused shop: log in to the shop’s administration and follow what it asks for.',
  }),
  'app-not-installed': ({ host }) => ({
    message: `The app whose client ID and secret you gave is not installed on the shop ${host}, or does not belong to the same organization.`,
    remedy:
      'In Shopify’s Dev Dashboard open the app, press “Install app” and choose this shop. App and shop must be in the same organization.',
  }),
  'customer-data-denied': ({ host }) => ({
    message: `${host} does not let this app read customers’ data, nor orders without it.`,
    remedy:
      'In the app’s settings, under “Protected customer data access”, ask for name, address, e-mail and phone. Some Shopify plans allow it only to apps created in the shop’s own administration.',
  }),
  'api-version-unsupported': ({ host, asked, served }) => ({
    message:
      served === ''
        ? `${host} does not know version ${asked} of its interface for programs.`
        : `${host} answers by version ${served} of its interface for programs; this version of Download Ordini speaks ${asked}, and the two no longer understand each other.`,
    remedy: 'Update Download Ordini. If it is up to date, tell its developers.',
  }),
  'shop-address-unknown': ({ address }) => ({
    message: `The site ${address} does not tell which Shopify shop it is.`,
    remedy:
      'Type the shop’s own address, nameoftheshop.myshopify.com: it is in Shopify’s administration, under Settings → Domains.',
  }),
  'orders-withheld': ({ orders }) => ({
    message:
      orders === 1
        ? 'The shop lists an order and then, when asked for it, does not deliver it, without saying that it was deleted.'
        : `The shop lists ${orders} orders and then, when asked for them, does not deliver them.`,
    remedy:
      'Usually a cache, a firewall or a plugin answers in the shop’s place: ask whoever runs the site to leave out the addresses of its API. The next download starts from the same point.',
  }),
  'orders-limited': ({ host, days }) => ({
    message: `${host} lets the app read only the orders of the last ${days} days.`,
    remedy:
      'For everyday work that is enough. If you need older orders, add the permission “read_all_orders” to the app and install it again.',
  }),
  'scopes-missing': ({ host, scopes }) => ({
    message: `The orders of ${host} can be read, but these permissions are missing: ${scopes}.`,
    remedy:
      'Orders are downloaded all the same, with some data missing. If you want that too, add the permissions in the shop’s back office: the guide tells how.',
  }),
  'webservice-disabled': ({ host }) => ({
    message: `The webservice of ${host} is switched off: the shop does not answer other programs.`,
    remedy:
      'In PrestaShop open Advanced Parameters → Webservice, set “Enable PrestaShop’s webservice” to Yes and save.',
  }),
  'permissions-missing': ({ host, resources }) => ({
    message: `The key of ${host} may not read all that orders are made of: ${resources} is missing.`,
    remedy:
      'In PrestaShop open Advanced Parameters → Webservice, edit the key, tick “View (GET)” in these rows and save.',
  }),
  'time-zone-unknown': ({ host }) => ({
    message: `${host} does not say in which time zone the dates of its orders are.`,
    remedy:
      'Enter the time zone in the shop’s settings (for instance Europe/Rome), or in PrestaShop give the key the permission “View (GET)” in the row configurations.',
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
