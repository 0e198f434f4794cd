import { keyUsage } from '../../words/failure.ts'
import { formatDay } from '../../words/format.ts'
import type { FailureTexts } from '../types.ts'

/** What can go wrong on the way to the shop (R2, R22, R33). */
export const wayFailures = {
  'address-invalid': ({ address }) => ({
    message: `“${address}” is not the address of a site.`,
    remedy: 'Type the address as you see it in the browser, for instance www.example.com.',
  }),
  'host-not-found': ({ host }) => ({
    message: `The site ${host} does not exist, or this computer cannot find it.`,
    remedy:
      'Check the spelling of the address, and your Internet connection by opening the site in the browser.',
  }),
  'connection-refused': ({ host }) => ({
    message: `The server of ${host} refuses the connection.`,
    remedy:
      'Check the address (and the number after the colon, if there is one). If it is right, the site is down: try again later or tell whoever runs it.',
  }),
  'connection-lost': ({ host }) => ({
    message: `The connection to ${host} broke during the download.`,
    remedy:
      'The orders read so far are safe. Check your Internet connection and press Download Orders again.',
  }),
  'network-unreachable': ({ host }) => ({
    message: `This computer cannot reach ${host}: the Internet does not seem to work.`,
    remedy: 'Check the network (cable, Wi-Fi, VPN) and try again.',
  }),
  timeout: ({ host, seconds }) => ({
    message: `${host} did not answer within ${seconds} seconds.`,
    remedy:
      'Usually the site is overloaded: try again in a few minutes. If it happens often, tell whoever runs the site.',
  }),
  'tls-expired': ({ host, validTo }) => ({
    message: `The security certificate of ${host} expired on ${formatDay(validTo, 'en')}: the connection would not be secure.`,
    remedy:
      "Ask whoever runs the site to renew the certificate. Check also that this computer's date is right.",
  }),
  'tls-self-signed': ({ host }) => ({
    message: `No recognised authority vouches for the security certificate of ${host}.`,
    remedy:
      'If the site is yours and has a home-made certificate, compare its fingerprint with whoever runs the site and accept it in the shop’s settings. If your company or the antivirus inspects connections, have its certificate installed on this computer. Otherwise do not go on: it could be a false site.',
  }),
  'tls-wrong-host': ({ host }) => ({
    message: `The security certificate shown by ${host} belongs to another site.`,
    remedy:
      'Check the address (with or without www). If it is right, ask whoever runs the site to correct the certificate.',
  }),
  'tls-fingerprint-changed': ({ host }) => ({
    message: `The certificate of ${host} is no longer the one you accepted.`,
    remedy:
      'Ask whoever runs the site whether they changed it. Only if they did, accept the new fingerprint in the shop’s settings.',
  }),
  'tls-failed': ({ host, reason }) => ({
    message: `A secure connection to ${host} could not be opened (${reason}).`,
    remedy:
      reason === keyUsage
        ? 'Whoever runs the site must make its certificate anew: the use of its key does not include signing (digitalSignature), and accepting its fingerprint is not enough.'
        : 'Try again; if it happens again, tell whoever runs the site. An antivirus program or a company proxy may also be the cause.',
  }),
  'proxy-refused': ({ proxy }) => ({
    message: `The company's proxy (${proxy}) does not let the connection through.`,
    remedy: "Ask whoever runs your network to allow the site, or correct the computer's proxy settings.",
  }),
  'proxy-auth-required': ({ proxy }) => ({
    message: `The company's proxy (${proxy}) asks for a user name and a password.`,
    remedy:
      'Enter them in Settings > Preferences > Proxy. If you do not know them, ask whoever runs your network.',
  }),
  'proxy-credentials-rejected': ({ proxy }) => ({
    message: `The company's proxy (${proxy}) does not accept the user name and password that are saved.`,
    remedy:
      'Correct them in Settings > Preferences > Proxy. If they are right, the proxy may know its users in another way (NTLM, Kerberos), which the program does not speak: ask whoever runs your network to let the site through.',
  }),
  'no-proxy': () => ({
    message: 'This computer does not use a proxy.',
    remedy: 'User name and password are not needed: download again.',
  }),
  'proxy-unsupported': ({ proxy }) => ({
    message: `The proxy set on this computer (${proxy}) is of a kind that the program cannot use.`,
    remedy: "In the computer's proxy settings name an HTTP or SOCKS proxy, or ask whoever runs your network.",
  }),
  'insecure-http': ({ host }) => ({
    message: `${host} does not use a secure connection (https): anybody on the network could read the key and the orders.`,
    remedy:
      'Type the address with https://. If the site has none and is inside your own network, you can allow the unprotected connection in the shop’s settings.',
  }),
  'redirected-elsewhere': ({ from, to }) => ({
    message: `${from} leads to another site (${to}): the key was not sent.`,
    remedy: 'If the shop has moved, type its new address in the settings and check the connection.',
  }),
  'too-many-redirects': ({ host }) => ({
    message: `${host} leads from one address to another without ever arriving.`,
    remedy:
      'Try the other address (with or without www). If that is not enough, ask whoever runs the site to correct its redirects.',
  }),
  'redirect-without-target': ({ address, status }) => ({
    message: `${address} redirects elsewhere but does not say where (answer ${status}).`,
    remedy:
      'It is a fault of the site: ask whoever runs it to mend its redirects, or the cache that answers in its place.',
  }),
} satisfies Partial<FailureTexts>
