import { formatInstant } from '../../format.ts'
import type { AlertTexts } from '../types.ts'

const kept = (file: string | null) => (file === null ? '' : ` The damaged file was set aside: ${file}.`)

const what = (problem: 'damaged' | 'missing') =>
  problem === 'damaged' ? 'The archive of the orders was damaged' : 'The archive of the orders was gone'

/** What the program tells about itself. */
export const alerts: AlertTexts = {
  'archive-restored': ({ problem, keptAside, backupAt }) => ({
    message: `${what(problem)}: the backup of ${formatInstant(backupAt, 'en')} has taken its place.${kept(keptAside)}`,
    remedy:
      'Press Download Ordini: orders that came after the backup are downloaded again. Changes made by hand after the backup are only in the file set aside: make them again, or keep the file and ask support.',
  }),
  'archive-restarted': ({ problem, keptAside }) => ({
    message: `${what(problem)} and there was no backup to take its place: the archive begins empty.${kept(keptAside)}`,
    remedy:
      'Connect the shops again and get the orders with a custom first download. Keep the file that was set aside: support may be able to read it.',
  }),
  'backup-failed': () => ({ message: 'The backup failed.', remedy: '' }),
  'settings-reset': ({ keptAside }) => ({
    message: `The file of the preferences was damaged: they are as at the beginning. The file was set aside: ${keptAside}.`,
    remedy: 'Check the preferences. Shops and orders are untouched.',
  }),
  'credentials-reset': ({ keptAside }) => ({
    message: `The file of the access keys was damaged: the keys of the shops have to be entered again. The file was set aside: ${keptAside}.`,
    remedy: 'Open the settings of each shop and enter its key. The orders are untouched.',
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
