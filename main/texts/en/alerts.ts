import { formatCount, formatInstant } from '../../words/format.ts'
import type { AlertTexts } from '../types.ts'
import { uncodedRemedy } from './easyfatt.ts'

const kept = (file: string | null) => (file === null ? '' : ` The damaged file was set aside: ${file}.`)

const what = (problem: 'damaged' | 'missing') =>
  problem === 'damaged' ? 'The archive of the orders was damaged' : 'The archive of the orders was gone'

/** What the program tells about itself. */
export const alerts: AlertTexts = {
  'archive-restored': ({ problem, keptAside, backupAt }) => ({
    message: `${what(problem)}: the backup of ${formatInstant(backupAt, 'en')} has taken its place.${kept(keptAside)}`,
    remedy:
      'Press Download Ordini: orders that came after the backup are downloaded again. Exports and prints made after the copy are not recorded: with "only the new ones" those orders go out again. Changes made by hand after the backup are only in the file set aside: make them again, or keep the file and ask support.',
  }),
  'archive-restarted': ({ problem, keptAside }) => ({
    message: `${what(problem)} and there was no backup to take its place: the archive begins empty.${kept(keptAside)}`,
    remedy:
      'Connect the shops again and get the orders with a custom first download. Keep the file that was set aside: support may be able to read it.',
  }),
  'archive-read-only': ({ file }) => ({
    message: `The archive ${file} cannot be written to: orders can be searched and exported, but not downloaded or changed.`,
    remedy:
      'Check that disk and folder are not read-only and that you may write there, then quit the program and open it again.',
  }),
  'backup-failed': () => ({ message: 'The backup failed.', remedy: '' }),
  'second-backup-failed': () => ({
    message: 'The backup is made, but did not reach the second folder.',
    remedy: '',
  }),
  'after-download-failed': ({ shop, folder }) => ({
    message: `After the download of ${shop} no file was written into the folder ${folder}: the orders stay new, and the next download tries again.`,
    remedy: '',
  }),
  'after-download-uncoded': ({ shop, orders }) => ({
    message:
      orders === 1
        ? `After the download of ${shop} one order did not get into the file for Easyfatt: its VAT code is not known.`
        : `After the download of ${shop} ${formatCount(orders, 'en')} orders did not get into the file for Easyfatt: their VAT codes are not known.`,
    remedy: uncodedRemedy,
  }),
  'easyfatt-port-taken': ({ port }) => ({
    message: `Easyfatt cannot take the orders now: port ${port} of this computer belongs to another program.`,
    remedy:
      'Open Utilities, Easyfatt: you can try again once the other program is closed, or choose another port.',
  }),
  'desks-offline': ({ since }) => ({
    message: `This desk has not been connected to the server since ${formatInstant(since, 'en')}: what you do here waits, and nothing can be downloaded from here.`,
    remedy:
      'Utilities, Several desks says why; there you can try again, change the access or leave the shared desks.',
  }),
  'desks-stopped': () => ({
    message: 'This desk exchanges no news with the others any more.',
    remedy: '',
  }),
  'settings-reset': ({ keptAside }) => ({
    message: `The file of the preferences was damaged: they are as at the beginning. The file was set aside: ${keptAside}.`,
    remedy: 'Check the preferences. Shops and orders are untouched.',
  }),
  'credentials-reset': ({ keptAside }) => ({
    message: `The file of the access keys was damaged: the keys of the shops have to be entered again. The file was set aside: ${keptAside}.`,
    remedy: 'Open the settings of each shop and enter its key. The orders are untouched.',
  }),
  'secrets-in-addresses': ({ shops }) => ({
    message: `The address of some shops held a password or a key, which has been taken out: ${shops}.`,
    remedy:
      'The backups of the archive made so far may still hold it: make a new key on the site, enter it in the settings of the shop and revoke the old one. If it was the password for entering the site, change it and enter name and password in the settings of the shop.',
  }),
  'first-period-orders': ({ shop, orders }) => ({
    message:
      orders === 1
        ? `The first download of “${shop}” brought 1 order, as to do and handed over to nobody.`
        : `The first download of “${shop}” brought ${formatCount(orders, 'en')} orders, as to do and handed over to nobody.`,
    remedy: 'If they are done and passed on to who keeps the accounts, mark them as such all at once.',
  }),
  'demo-orders-removed': ({ orders }) => ({
    message:
      orders === 1
        ? 'A made-up order of the demonstration shop, which you had removed, was still in the archive: it has been deleted.'
        : `${formatCount(orders, 'en')} made-up orders of the demonstration shop, which you had removed, were still in the archive: they have been deleted.`,
    remedy: 'A copy of the archive as it was before is among the backups.',
  }),
  'orders-begin-done': () => ({
    message:
      'Since this update the program keeps which orders are to do: those that were there already are marked as done.',
    remedy: '',
  }),
  'print-unsure': ({ orders, number, at }) => ({
    message:
      orders === 1
        ? `It is not known whether the print of order ${number}, begun on ${formatInstant(at, 'en')}, came out: the program ended before.`
        : `It is not known whether the print of ${formatCount(orders, 'en')} orders (${number} among them), begun on ${formatInstant(at, 'en')}, came out: the program ended before.`,
    remedy: `It counts as printed. If it is not, open order ${number} and press Take back in its history.`,
  }),
  'invoices-unknown': ({ year, from, to }) => ({
    message:
      from === to
        ? `The archive, which went back to a copy, lacks electronic invoice number ${to} of ${year}.`
        : `The archive, which went back to a copy, lacks electronic invoices number ${from} to ${to} of ${year}.`,
    remedy:
      'Their numbers are not given twice. Before you make more invoices, look among the files made which orders have theirs.',
  }),
  'part-restarted': ({ part }) => ({
    message: `The part of the program that ${part === 'archive' ? 'keeps the archive' : 'downloads'} stopped because of an error and was started again.`,
    remedy:
      'The orders already saved are safe. If it happens again, make the support bundle (Utilities, Help).',
  }),
  'restart-needed': () => ({
    message: 'The archive does not answer any more and could not be opened again.',
    remedy: 'Close the program (Quit) and open it again. The orders already saved are safe.',
  }),
  'update-not-installed': () => ({
    message: 'The update could not be installed: the program has started again as it was.',
    remedy:
      'Try again from Help, Check for updates. If it happens again, download the new version and install it by hand: orders and settings stay.',
  }),
  'notification-failed': () => ({
    message: 'The system did not show a notification of Download Ordini.',
    remedy:
      'Check in the computer’s settings that notifications of Download Ordini are allowed. Failures are in the log and on the program’s icon anyway.',
  }),
  'window-reloaded': () => ({
    message: 'The window was stuck and has been opened again. Downloads under way went on.',
    remedy: 'If it happens again, make the support bundle (Utilities, Help).',
  }),
  'unexpected-error': () => ({
    message: 'The program had an unexpected error and made a note of it.',
    remedy:
      'You can go on. If something does not answer, close the program and open it again; if it happens again, make the support bundle (Utilities, Help).',
  }),
}
