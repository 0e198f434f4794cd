import { formatCount } from '../../words/format.ts'
import { dayText } from '../day-text.ts'
import type { FailureTexts } from '../types.ts'

/** What can go wrong with electronic invoices (R48). */
export const invoiceFailures = {
  'invoice-settings-missing': () => ({
    message: 'Per fare fatture mancano i dati di chi vende.',
    remedy: 'Compilali una volta in Utilità, Fatture elettroniche.',
  }),
  'invoices-too-many': ({ found, most }) => ({
    message: `Hai scelto ${formatCount(found, 'it')} ordini: si fanno al massimo ${formatCount(most, 'it')} fatture alla volta.`,
    remedy: 'Scegline meno, e ripeti con gli altri.',
  }),
  'invoice-made-meanwhile': ({ order, number }) => ({
    message: `Per l’ordine ${order} c’è già la fattura ${number}.`,
    remedy: 'Se il sistema l’ha scartata, premi Rifai in Utilità, Fatture elettroniche.',
  }),
  'invoice-number-taken': ({ number }) => ({
    message: `Il numero ${number} è già stato dato a un’altra fattura.`,
    remedy: 'Riprova. Se si ripete, controlla la numerazione in Utilità, Fatture elettroniche.',
  }),
  'invoice-unfinished': ({ number }) => ({
    message: `Il file della fattura ${number} non si è potuto scrivere: prima di dare altri numeri va rifatto.`,
    remedy: 'In Utilità, Fatture elettroniche, premi Rifai o Riprendi il numero accanto a quella fattura.',
  }),
  'invoice-not-last': ({ number }) => ({
    message: `Il numero ${number} non si può riprendere: non è l’ultimo, o una nota di credito lo nomina.`,
    remedy: 'Una fattura sbagliata si annulla con una nota di credito: chiedi al commercialista.',
  }),
  'invoice-of-other-seller': ({ number, seller }) => ({
    message: `La fattura ${number} è della partita IVA ${seller}, che non è più quella di chi vende: i suoi numeri sono altri.`,
    remedy:
      'Se è l’ultima, premi Riprendi il numero e rifalla dall’ordine; altrimenti chiedi al commercialista.',
  }),
  'invoice-date': ({ earliest, latest }) => ({
    message:
      earliest > latest
        ? `L’ultima fattura ha la data ${dayText(earliest, 'it')}, dopo quella di oggi sul computer (${dayText(latest, 'it')}).`
        : `La data deve essere fra il ${dayText(earliest, 'it')}, quella dell’ultima fattura, e oggi, ${dayText(latest, 'it')}.`,
    remedy: earliest > latest ? 'Controlla la data del computer.' : 'Scegli un’altra data.',
  }),
  'invoice-files-used-up': () => ({
    message: 'I nomi di file per questo codice fiscale sono finiti.',
    remedy: 'Chiama l’assistenza.',
  }),
} satisfies Partial<FailureTexts>
