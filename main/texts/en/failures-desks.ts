import { formatCount } from '../../words/format.ts'
import type { FailureTexts } from '../types.ts'

/** What can go wrong where several desks share one archive (R55). */
export const deskFailures = {
  'desks-unreachable': () => ({
    message: 'The server of the shared archive does not answer.',
    remedy:
      'Check the network, and that the server’s computer is on. Meanwhile you can search, edit, print and mark orders.',
  }),
  'shop-elsewhere': ({ name, desk }) => ({
    message: `The desk ${desk} is already downloading from ${name}.`,
    remedy: 'The orders will come here, too: there is nothing to do.',
  }),
  'lease-over': () => ({
    message:
      'The download was stopped: this computer went to sleep, or the server of the shared archive did not answer any more.',
    remedy: 'The next download, from here or from another desk, goes on from the same point.',
  }),
  'desk-copied': () => ({
    message:
      'The server does not know this desk again: its profile was copied to another computer, or an older copy was put back here, or the server was restored.',
    remedy: 'Press Reconnect in Utilities, Several desks: nothing is lost.',
  }),
  'desks-restored': () => ({
    message: 'The server has another shared archive than the one this desk knows.',
    remedy:
      'Ask whoever looks after the server whether it was restored, then press Reconnect in Utilities, Several desks.',
  }),
  'archive-went-back': () => ({
    message: 'The archive of this computer was replaced by an older copy.',
    remedy: 'Press Reconnect in Utilities, Several desks: what is missing comes back from the server.',
  }),
  'desk-outdated': () => ({
    message: 'Another desk uses a later version of the program.',
    remedy: 'Update the program on this computer: meanwhile you can work here, and your changes wait.',
  }),
  'desks-host-unknown': ({ host }) => ({
    message: `The server ${host} does not exist, or this computer cannot find it.`,
    remedy:
      'Check the server’s name and the network. In an office the numeric address may be needed, for example 192.168.1.20.',
  }),
  'desks-password-wrong': ({ user }) => ({
    message: `The server does not accept the user “${user}” with this password.`,
    remedy: 'Check user and password: whoever prepared the server chose them.',
  }),
  'desks-not-admitted': ({ host, user }) => ({
    message: `The server ${host} does not let the user “${user}” in from this computer.`,
    remedy:
      'Ask whoever looks after the server to admit this computer in pg_hba.conf (guide for who prepares the server, Rete).',
  }),
  'desks-database-unknown': ({ database }) => ({
    message: `There is no database “${database}” on the server.`,
    remedy: 'Check the name. If the server is new, whoever prepares it has to run the script first.',
  }),
  'desks-schema-missing': ({ database }) => ({
    message: `The database “${database}” is not prepared for desks yet.`,
    remedy: 'Whoever looks after the server has to run the script that Utilities, Several desks saves.',
  }),
  'desks-schema-old': () => ({
    message: 'The server’s database is of an earlier version of the program.',
    remedy:
      'Whoever looks after the server has to run the script that Utilities, Several desks saves once more: the data stay.',
  }),
  'desks-right-missing': ({ user }) => ({
    message: `The user “${user}” lacks rights that it needs on the server.`,
    remedy:
      'Whoever looks after the server has to run the script that Utilities, Several desks saves once more: it restores the rights, the data stay.',
  }),
  'desks-certificate-untrusted': ({ host }) => ({
    message: `Nobody known to this computer vouches for the certificate of ${host}: it might be another server.`,
    remedy:
      'Get the certificate from whoever prepared the server, and paste it into the field Certificate of the server.',
  }),
  'desks-certificate-name': ({ host }) => ({
    message: `The server’s certificate is for another name, not for ${host}.`,
    remedy: `Write the server as its certificate names it, or ask whoever looks after it for a certificate for ${host} too.`,
  }),
  'desks-certificate-expired': ({ host }) => ({
    message: `The certificate of ${host} has expired, or is not valid yet.`,
    remedy: 'Ask whoever looks after the server to renew it. Check this computer’s date too.',
  }),
  'desks-certificate-unreadable': () => ({
    message: 'What is in the field Certificate of the server is no certificate.',
    remedy:
      'Paste the whole text of the file, from “-----BEGIN CERTIFICATE-----” to “-----END CERTIFICATE-----”.',
  }),
  'desks-no-tls': ({ host }) => ({
    message: `The server ${host} offers no protected connection: password and orders would travel in the clear.`,
    remedy:
      'Whoever looks after the server has to switch on TLS with a certificate (guide for who prepares the server).',
  }),
  'desks-tls-failed': ({ host, reason }) => ({
    message: `The protected connection with ${host} fails (${reason}).`,
    remedy: 'Tell whoever looks after the server: certificate or TLS settings are wrong.',
  }),
  'desks-disk-full': () => ({
    message: 'The server’s disk is full.',
    remedy:
      'Tell whoever looks after the server. What you do here is kept, and leaves by itself once there is room.',
  }),
  'desks-read-only': () => ({
    message: 'The server accepts no changes at the moment.',
    remedy:
      'Tell whoever looks after the server: often the disk is almost full, or there is maintenance. What you do here is kept, and leaves later.',
  }),
  'desks-too-many': () => ({
    message: 'The server has too many connections open already.',
    remedy:
      'It is tried again by itself. If it lasts, whoever looks after the server can raise max_connections: each desk takes up to four.',
  }),
  'desks-starting': () => ({
    message: 'The server is starting or shutting down.',
    remedy: 'It is tried again by itself soon.',
  }),
  'desks-busy': () => ({
    message: 'The server is busy and did not finish in time.',
    remedy: 'It is tried again by itself. If it lasts, tell whoever looks after the server.',
  }),
  'desks-postgres-old': ({ found }) => ({
    message: `The server has PostgreSQL ${found}: version 15 or later is needed.`,
    remedy: 'Whoever looks after the server has to update it.',
  }),
  'desks-pooler': ({ host }) => ({
    message: `At the address ${host} a pooler in transaction mode answers (for example PgBouncer), not PostgreSQL.`,
    remedy:
      'Write address and port of the direct connection, or of the pooler in session mode: you find them where the database is managed.',
  }),
  'desks-failed': ({ reason }) => ({
    message: `The server has answered with an error: ${reason}.`,
    remedy: 'Try again. If it happens again, send this message to whoever looks after the server.',
  }),
  'archives-differ': ({ orders, numbers }) => ({
    message:
      orders > 0
        ? `The same identifiers mean different orders here and in the shared archive: ${orders}.`
        : `The same numbers were given to different documents here and in the shared archive: ${numbers}.`,
    remedy:
      orders > 0
        ? 'It is another shop at the same address, or it was installed anew: look at the examples. Nothing was changed.'
        : 'Ask your accountant which of them count. The archives stay apart: nothing was changed.',
  }),
  'desks-joining': () => ({
    message: 'The archive is still being joined with the shared one.',
    remedy: 'Wait until it is done: Utilities, Several desks says how far it is.',
  }),
  'desks-sending': ({ waiting }) => ({
    message: `Before this the server is still to get many changes made here: ${formatCount(waiting, 'en')}.`,
    remedy: 'Wait until they have arrived, then try again: Utilities, Several desks says how many are left.',
  }),
} satisfies Partial<FailureTexts>
