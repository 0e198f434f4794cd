import { formatCount } from '../../words/format.ts'
import { dayText } from '../day-text.ts'
import type { FailureTexts } from '../types.ts'

/** What can go wrong with electronic invoices (R48). */
export const invoiceFailures = {
  'invoice-settings-missing': () => ({
    message: 'The seller’s data, which invoices need, are missing.',
    remedy: 'Fill them in once under Utilities, Electronic invoices.',
  }),
  'invoices-too-many': ({ found, most }) => ({
    message: `You have chosen ${formatCount(found, 'en')} orders: at most ${formatCount(most, 'en')} invoices are made at a time.`,
    remedy: 'Choose fewer, and repeat with the others.',
  }),
  'invoice-made-meanwhile': ({ order, number }) => ({
    message: `Order ${order} has invoice ${number} already.`,
    remedy: 'If the exchange system discarded it, press Make again under Utilities, Electronic invoices.',
  }),
  'invoice-number-taken': ({ number }) => ({
    message: `Number ${number} has already been given to another invoice.`,
    remedy: 'Try again. If it happens again, check the numbering under Utilities, Electronic invoices.',
  }),
  'invoice-unfinished': ({ number }) => ({
    message: `The file of invoice ${number} could not be written: it has to be made again before other numbers are given.`,
    remedy:
      'Under Utilities, Electronic invoices, press Make again or Take the number back beside that invoice.',
  }),
  'invoice-not-last': ({ number }) => ({
    message: `Number ${number} cannot be taken back: it is not the last, or a credit note names it.`,
    remedy: 'A wrong invoice is cancelled by a credit note: ask your accountant.',
  }),
  'invoice-of-other-seller': ({ number, seller }) => ({
    message: `Invoice ${number} is of the VAT number ${seller}, which is not the seller’s any more: its numbers are others.`,
    remedy:
      'If it is the last one, press Take the number back and make it from the order; else ask the accountant.',
  }),
  'invoice-date': ({ earliest, latest }) => ({
    message:
      earliest > latest
        ? `The last invoice is dated ${dayText(earliest, 'en')}, after today on this computer (${dayText(latest, 'en')}).`
        : `The date has to be between ${dayText(earliest, 'en')}, that of the last invoice, and today, ${dayText(latest, 'en')}.`,
    remedy: earliest > latest ? 'Check the computer’s date.' : 'Choose another date.',
  }),
  'invoice-files-used-up': () => ({
    message: 'There are no file names left for this fiscal code.',
    remedy: 'Call support.',
  }),
} satisfies Partial<FailureTexts>
