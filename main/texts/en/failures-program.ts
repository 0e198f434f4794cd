import { formatBytes, formatCount, formatInstant } from '../../words/format.ts'
import type { FailureTexts } from '../types.ts'
import { wrongInput } from './input.ts'

/** What can go wrong in the program itself and on this computer. */
export const programFailures = {
  'no-shop': () => ({
    message: 'No shop is connected yet.',
    remedy: 'Connect your shop in the settings, or try the Demonstration shop.',
  }),
  'shop-unknown': ({ name }) => ({
    message: `There is no shop called “${name}”.`,
    remedy: 'Check the name in the list of shops.',
  }),
  'credentials-missing': ({ name }) => ({
    message: `The access key of the shop “${name}” is missing.`,
    remedy: 'Type it in the shop’s settings and check the connection.',
  }),
  'credentials-unreadable': ({ name }) => ({
    message: `The saved key of the shop “${name}” can no longer be read: it was saved by another user or on another computer.`,
    remedy: 'Type it again in the shop’s settings.',
  }),
  'credentials-elsewhere': ({ name, site, host }) => ({
    message: `The saved key of the shop “${name}” is for ${site}, but the shop’s address is ${host}: to be safe it was not sent.`,
    remedy: 'In the shop’s settings check the address, then type the key again.',
  }),
  'run-in-progress': ({ name }) => ({
    message: `A download of “${name}” is already under way.`,
    remedy: 'Wait for it to end, or cancel it.',
  }),
  'order-unknown': () => ({
    message: 'The order is not in the archive any more.',
    remedy: 'Close the sheet and search again.',
  }),
  'order-changed-meanwhile': ({ number }) => ({
    message: `Order ${number} was changed from another window in the meantime.`,
    remedy: 'Your changes are still here: copy those you need, reload the order and repeat them.',
  }),
  cancelled: () => ({
    message: 'The operation was cancelled.',
    remedy: 'The orders read so far are safe. Press Download Orders to go on.',
  }),
  'first-download-done': ({ name }) => ({
    message: `The first download of “${name}” has already succeeded: its period can no longer be changed.`,
    remedy: 'Every later download starts by itself 24 hours before the previous one.',
  }),
  'input-invalid': ({ field, problem, others = [] }) => ({
    message: [{ field, problem }, ...others].map((one) => wrongInput(one.field, one.problem)).join(' '),
    remedy: 'Correct the field and try again.',
  }),
  'file-unreadable': ({ file }) => ({
    message: `The file ${file} cannot be read.`,
    remedy: 'Check that it exists and that you may open it.',
  }),
  'file-unwritable': ({ file }) => ({
    message: `The file ${file} cannot be written.`,
    remedy: 'Close it if it is open in another program, or choose another name or folder.',
  }),
  'file-in-use': ({ file }) => ({
    message: `The file ${file} is open in another program, Excel for instance. It has stayed as it was.`,
    remedy: 'Close it there and try again, or choose another name.',
  }),
  'print-too-many': ({ found, most }) => ({
    message: `There are ${formatCount(found, 'en')} orders: at most ${formatCount(most, 'en')} are printed at once.`,
    remedy: 'Narrow the search or select fewer rows. To keep them all in a file use Export.',
  }),
  'print-too-long': ({ lines, most }) => ({
    message: `There are at least ${formatCount(lines, 'en')} lines to print: at most ${formatCount(most, 'en')} are printed at once.`,
    remedy: 'Print fewer orders at once. An order that is longer can be kept in a file with Export.',
  }),
  'print-failed': ({ reason }) => ({
    message: `Printing did not succeed (${reason}).`,
    remedy: 'Check that the printer is on and connected and try again, or save as PDF.',
  }),
  'export-format-unknown': ({ file }) => ({
    message: `The name ${file} does not tell which format to export.`,
    remedy: 'Let it end in .csv (table), .xlsx (Excel) or .xml (Easyfatt).',
  }),
  'folder-unwritable': () => ({
    message: 'The folder is gone, or nothing can be written in it.',
    remedy: 'See that the disk or the network is connected, or choose another folder in the shop’s settings.',
  }),
  'saved-search-removed': () => ({
    message: 'The view that the orders are taken from is not there any more.',
    remedy: 'Choose another in the shop’s settings, under After the download.',
  }),
  'handovers-unknown': ({ since, until }) => ({
    message: `After going back to a copy of the archive it is not known which orders went out between ${formatInstant(since, 'en')} and ${formatInstant(until, 'en')}: the file was not written.`,
    remedy:
      'Export once by hand in that format, from the search: then the files are written by themselves again.',
  }),
  'refunds-registered-meanwhile': () => ({
    message: 'Some of these refunds have been registered in the meantime: nothing was registered.',
    remedy: 'Look at the list as it is now and choose again.',
  }),
  'handed-over-meanwhile': () => ({
    message:
      'Some of these orders have just been exported or printed by another window or by a command. Nothing has gone out.',
    remedy: 'Try again: only those that are still new go out.',
  }),
  'list-changed': () => ({
    message: 'The list has changed meanwhile, and has been read again. Nothing was done.',
    remedy: 'Choose the orders again.',
  }),
  'disk-full': ({ file }) => ({
    message: `The disk is full: ${file} was not saved whole.`,
    remedy: 'Free some space on the disk and try again. The orders saved before are safe.',
  }),
  'archive-locked': ({ file }) => ({
    message: `The archive ${file} is in use by another program.`,
    remedy:
      'Close the other window of Download Ordini, or wait for the antivirus or backup program to finish, and try again.',
  }),
  'archive-damaged': ({ file }) => ({
    message: `The archive ${file} is damaged.`,
    remedy:
      'Do not delete it: it is set aside and the last backup takes its place. Orders that are missing can be downloaded from the shop again.',
  }),
  'archive-unwritable': ({ file }) => ({
    message: `The archive ${file} cannot be written to.`,
    remedy: 'Check that its folder is not read-only and that you may write there.',
  }),
  'archive-newer': ({ file, found, known }) => ({
    message: `The archive ${file} was written by a newer version of the program (${found}, this one knows ${known}).`,
    remedy: 'Update Download Ordini. The archive has not been touched.',
  }),
  'update-busy': () => ({
    message: 'A download is under way: the program updates itself only when it is not at work.',
    remedy: 'Wait until it has finished and try again.',
  }),
  'update-failed': ({ reason }) => ({
    message: `The update did not succeed (${reason}). The program is as it was.`,
    remedy: 'Check the internet connection and try again later.',
  }),
  'archive-missing': ({ file }) => ({
    message: `The archive ${file} is no longer there, although this program has had one.`,
    remedy:
      'The last backup takes its place. If the file was moved, close the program and put it back where it was.',
  }),
  'backup-in-progress': () => ({
    message: 'A backup is already being made.',
    remedy: 'Wait until it is done and try again.',
  }),
  'reread-in-progress': () => ({
    message: 'The downloaded orders are being read again already.',
    remedy: 'Wait until that has ended, or stop it from Utilities, Read downloaded orders again.',
  }),
  'backup-no-space': ({ folder, needed, free }) => ({
    message: `There is no room on the disk for a backup: it takes ${formatBytes(needed, 'en')}, ${formatBytes(free, 'en')} are left (${folder}).`,
    remedy: 'Free some space on the disk. The backup is tried again by itself; those already made stay.',
  }),
  'backup-unwritable': ({ folder }) => ({
    message: `The folder of the backups (${folder}) cannot be written to.`,
    remedy: 'Check that it is not read-only and that you may write there.',
  }),
  'second-backup-missing': ({ folder }) => ({
    message: `The folder ${folder} is not there, or cannot be reached.`,
    remedy: 'Plug the disk in or check the network, or choose another folder in Utilities, Backups.',
  }),
  'backup-damaged': ({ name }) => ({
    message: `The backup ${name} is damaged or no longer there.`,
    remedy: 'Choose another one. The archive in use has stayed as it was.',
  }),
  'part-restarted': ({ part }) => ({
    message: `The part of the program that ${part === 'archive' ? 'keeps the archive' : 'downloads'} stopped because of an error and was started again. The orders already saved are safe.`,
    remedy: 'Press Download Ordini to go on. If it happens again, make the support bundle (Utilities, Help).',
  }),
  internal: ({ detail }) => ({
    message: `The program had an unexpected error (${detail}).`,
    remedy: 'Try again. If it happens again, make the support bundle (Utilities, Help).',
  }),
} satisfies Partial<FailureTexts>
