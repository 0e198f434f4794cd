import { countryName } from '../../words/country-name.ts'
import { formatDay, formatDecimal, formatMoney } from '../../words/format.ts'
import type { InvoiceField, SellerField } from '../../words/invoice.ts'
import type { NaturaReason } from '../../words/invoice-settings.ts'
import { shownText } from '../../words/shown-text.ts'
import type { InvoiceRefusalTexts, InvoiceWarningTexts } from '../types.ts'

const page = 'Utilità, Fatture elettroniche, «Chi vende e come»'
const mend = 'Correggilo nell’ordine (Modifica), poi riprova.'
const seeSite = 'Guarda l’ordine sul sito e correggilo, o fai la fattura con il commercialista.'
const asksAccountant = `Chiedi al commercialista e scrivilo una volta in ${page}.`

const money = (amount: string) => formatMoney(amount, 'EUR', 'it')
const percent = (rate: string) => `${formatDecimal(rate, 'it')} %`
const day = (date: string) => formatDay(`${date}T12:00:00`, 'it')
const row = (name: string) =>
  name.trim() === '' ? 'una riga senza nome' : `la riga «${shownText(name, 80)}»`
const rows = ([first = '', ...others]: readonly string[]) =>
  others.length === 0
    ? row(first)
    : `${row(first)} e ${others.length === 1 ? 'un’altra' : `altre ${others.length}`}`
const quoted = (text: string) => `«${shownText(text, 80)}»`

const sellerFields: Readonly<Record<SellerField, string>> = {
  name: 'ragione sociale (o nome e cognome)',
  vatNumber: 'partita IVA',
  fiscalCode: 'codice fiscale',
  regime: 'regime fiscale',
  street: 'indirizzo',
  postcode: 'CAP',
  city: 'comune',
  province: 'provincia',
  'rea.office': 'provincia REA',
  'rea.number': 'numero REA',
  'rea.capital': 'capitale sociale',
}

const whyUntaxed: Readonly<Record<NaturaReason, string>> = {
  regime: 'il tuo regime è senza IVA',
  'eu-business': 'va a un’azienda di un altro paese UE',
  export: 'va fuori dall’UE',
  'gift-card': 'è un buono regalo venduto',
  'zero-rate': 'nel negozio ha IVA 0',
  stamp: 'è il bollo messo in conto',
}

const textNames: Readonly<Record<InvoiceField, string>> = {
  sellerName: 'il tuo nome',
  sellerStreet: 'il tuo indirizzo',
  sellerCity: 'il tuo comune',
  name: 'il nome del cliente',
  street: 'l’indirizzo del cliente',
  city: 'il comune del cliente',
  description: 'la descrizione di una riga',
  sku: 'il codice di un articolo',
  causale: 'la causale',
  transactionId: 'il numero della transazione',
  law: 'il riferimento di legge',
}

const refusals: InvoiceRefusalTexts = {
  'seller-incomplete': ({ fields }) => ({
    message: `Nei dati di chi vende manca, o non è giusto: ${fields.map((field) => sellerFields[field]).join(', ')}.`,
    remedy: `Si scrive una volta in ${page}.`,
  }),
  'kind-not-made': ({ kind }) => ({
    message: `Questo programma non fa documenti di tipo ${kind}: solo fatture (TD01) e note di credito (TD04).`,
    remedy: 'Falla con il programma del commercialista.',
  }),
  'number-form': ({ number }) => ({
    message: `Il numero ${quoted(number)} non va bene: da 1 a 20 caratteri, senza accenti e senza spazi ai bordi.`,
    remedy: `Accorcia ciò che sta davanti o dietro al numero, in ${page}.`,
  }),
  'number-without-digit': ({ number }) => ({
    message: `Nel numero ${quoted(number)} non c’è nessuna cifra.`,
    remedy: `Correggilo in ${page}.`,
  }),
  'progressive-form': ({ progressive }) => ({
    message: `Il contatore dei file ${quoted(progressive)} non va bene: solo lettere e cifre, al più dieci.`,
    remedy: `Correggilo in ${page}.`,
  }),
  'date-impossible': ({ date }) => ({
    message: `La data ${quoted(date)} non esiste.`,
    remedy: 'Scegline un’altra.',
  }),
  'date-in-future': ({ date }) => ({
    message: `La data, ${day(date)}, deve ancora venire.`,
    remedy: 'Il sistema scarta le fatture di domani: usa oggi.',
  }),
  'before-its-invoice': ({ date, invoice }) => ({
    message: `La nota di credito sarebbe del ${day(date)}, prima della sua fattura (${day(invoice)}).`,
    remedy: 'Scegli una data che non venga prima.',
  }),
  'linked-invoice-missing': () => ({
    message: 'Non si sa quale fattura corregge: per questo ordine qui non ne è stata fatta nessuna.',
    remedy: 'Scrivi numero e data della fattura.',
  }),
  'refund-missing': () => ({
    message: 'Non si sa quale rimborso.',
    remedy: 'Scegli un rimborso dell’ordine.',
  }),
  'refund-not-explained': ({ amount }) => ({
    message: `Del rimborso di ${money(amount)} non si sa quanto va a ciascuna aliquota: il negozio non dice quali righe, e l’ordine ne ha più di una.`,
    remedy:
      'Se il sito lo permette, lì scegli le righe rimborsate e rileggi l’ordine; altrimenti fa la nota il commercialista.',
  }),
  'currency-not-euro': ({ currency }) => ({
    message: `L’ordine è in ${currency || 'una valuta che non si conosce'}: qui si fanno solo fatture in euro.`,
    remedy: 'Serve il cambio del giorno: falla con il commercialista.',
  }),
  'no-lines': () => ({
    message: 'Non c’è nessuna riga da fatturare.',
    remedy: seeSite,
  }),
  'too-many-lines': ({ lines }) => ({
    message: `Sono ${lines} righe: una fattura ne può avere 9.999.`,
    remedy: 'Falla con il commercialista.',
  }),
  'nothing-sold': ({ total }) => ({
    message: `Il totale sarebbe ${money(total)}.`,
    remedy: 'Una fattura, e una nota di credito, non possono essere negative: guarda l’ordine sul sito.',
  }),
  'unclear-amount': ({ amount }) => ({
    message: `Nell’ordine ci sono ${money(amount)} da chiarire, che nessuna riga spiega.`,
    remedy: 'Chiarisci la differenza nell’ordine (Modifica): nessuno può indovinarne l’IVA.',
  }),
  'total-mismatch': ({ declared, computed }) => ({
    message: `Le righe danno ${money(computed)}, ma il totale è ${money(declared)}.`,
    remedy: seeSite,
  }),
  'rate-unknown': ({ rows: names }) => ({
    message: `Il negozio non dice l’aliquota IVA: riguarda ${rows(names)}.`,
    remedy: 'Scrivila nell’ordine (Modifica), poi riprova.',
  }),
  'rate-impossible': ({ rows: names, rate }) => ({
    message: `Un’aliquota del ${percent(rate)} non esiste: riguarda ${rows(names)}.`,
    remedy: 'Correggila nell’ordine (Modifica), poi riprova.',
  }),
  'rate-foreign': ({ rows: names, rate, country }) => ({
    message: `L’ordine va all’estero (${countryName(country, 'it')}) e ha IVA al ${percent(rate)}, che in Italia non c’è: riguarda ${rows(names)}.`,
    remedy: `Se è l’IVA di quel paese (OSS), dillo in ${page}; altrimenti correggi l’aliquota nell’ordine.`,
  }),
  'tax-disagrees': ({ rate, net, tax }) => ({
    message: `L’IVA non torna: ${money(tax)} su ${money(net)} non è il ${percent(rate)}.`,
    remedy: `Il sistema la scarterebbe (errore 00421). ${seeSite}`,
  }),
  'regime-with-vat': ({ regime, rate }) => ({
    message: `Il tuo regime (${regime}) è senza IVA, ma l’ordine ha IVA al ${percent(rate)}.`,
    remedy: `Correggi le aliquote nel negozio, o il regime in ${page}. Se è giusto così, scegli «Falla lo stesso».`,
  }),
  'natura-unsettled': ({ reason, rows: names }) => ({
    message: `Non è deciso quale natura si scrive per ${rows(names)} (${whyUntaxed[reason]}).`,
    remedy: asksAccountant,
  }),
  'oss-unsettled': ({ country }) => ({
    message: `Va a chi non ha dato partita IVA, in un altro paese UE (${countryName(country, 'it')}): non è deciso se l’IVA è italiana o dell’OSS, e come si scrive.`,
    remedy: asksAccountant,
  }),
  'stamp-unsettled': () => ({
    message:
      'Non è deciso se su questa fattura senza IVA va il bollo: per la sua natura le fonti non sono d’accordo.',
    remedy: asksAccountant,
  }),
  'quantity-too-large': ({ row: name, quantity }) => ({
    message: `La quantità ${formatDecimal(quantity, 'it')} è troppo grande per un prezzo esatto: riguarda ${row(name)}.`,
    remedy: 'Dividila in più righe nell’ordine (Modifica).',
  }),
  'amount-too-large': ({ amount }) => ({
    message: `L’importo ${money(amount)} è troppo grande per una fattura.`,
    remedy: seeSite,
  }),
  'gift-card': ({ rows: names }) => ({
    message: `Una parte è pagata con un buono: riguarda ${rows(names)}.`,
    remedy: 'Hai scelto che di questi ordini decide il commercialista: chiedi a lui (buono monouso).',
  }),
  'delivered-elsewhere': ({ billing, delivery }) => ({
    message: `Si fattura in ${billing} ma la merce va in ${delivery}: l’IVA può cambiare.`,
    remedy:
      'Controlla con il commercialista; se le aliquote dell’ordine sono giuste, scegli «Falla lo stesso».',
  }),
  'public-body': ({ code }) => ({
    message: `Il codice ${quoted(code)} ha sei caratteri: è di un ente pubblico.`,
    remedy: 'Quelle fatture vanno anche firmate, e questo programma non le fa: falla con il commercialista.',
  }),
  'fiscal-code-missing': () => ({
    message:
      'Manca il codice fiscale (e anche la partita IVA): senza, il sistema scarta la fattura (errore 00417).',
    remedy: 'Chiedilo al cliente e scrivilo nell’ordine (Modifica).',
  }),
  'fiscal-code-wrong': ({ code }) => ({
    message: `Il codice fiscale ${quoted(code)} non può essere giusto: il sistema scarterebbe la fattura.`,
    remedy: 'Chiedilo al cliente e correggilo nell’ordine (Modifica).',
  }),
  'vat-number-wrong': ({ number }) => ({
    message: `La partita IVA ${quoted(number)} non va bene per il paese della fatturazione.`,
    remedy: 'In Italia ha 11 cifre. Correggila nell’ordine (Modifica), o guarda se il paese è quello giusto.',
  }),
  'name-missing': () => ({
    message: 'Manca il nome del cliente, o ha solo segni che una fattura non accetta.',
    remedy: mend,
  }),
  'street-missing': () => ({ message: 'Manca l’indirizzo del cliente.', remedy: mend }),
  'city-missing': () => ({ message: 'Manca il comune del cliente.', remedy: mend }),
  'postcode-wrong': ({ postcode }) => ({
    message:
      postcode === '' ? 'Manca il CAP del cliente.' : `Il CAP ${quoted(postcode)} non ha cinque cifre.`,
    remedy: mend,
  }),
  'country-missing': () => ({ message: 'Manca il paese del cliente.', remedy: mend }),
  'country-unknown': ({ country }) => ({
    message: `Il paese ${quoted(country)} non esiste: serve una sigla di due lettere (IT, FR, DE).`,
    remedy: mend,
  }),
  'country-not-made': ({ country }) => ({
    message: `Le fatture per ${country === 'SM' ? 'San Marino' : 'il Vaticano'} hanno regole proprie, e questo programma non le fa.`,
    remedy: 'Falla con il commercialista.',
  }),
  'pec-of-exchange': ({ pec }) => ({
    message: `La PEC ${quoted(pec)} è del sistema stesso, non del cliente: la fattura sarebbe scartata.`,
    remedy: 'Chiedi al cliente la sua e correggila nell’ordine (Modifica), o toglila.',
  }),
}

const warnings: InvoiceWarningTexts = {
  'sdi-code-dropped': ({ code }) => ({
    message: `Il codice destinatario ${quoted(code)} non ha la forma giusta: al suo posto si scrive 0000000.`,
    remedy: 'Il cliente trova la fattura nella sua area riservata; se ha un codice, chiediglielo.',
  }),
  'pec-dropped': ({ pec }) => ({
    message: `La PEC ${quoted(pec)} non è un indirizzo: non si scrive.`,
    remedy: 'Il cliente trova la fattura nella sua area riservata; se ha una PEC, correggila nell’ordine.',
  }),
  'province-dropped': ({ province }) => ({
    message:
      province.trim() === ''
        ? 'La provincia del cliente manca.'
        : `La provincia ${quoted(province)} non esiste: non si scrive.`,
    remedy: 'La fattura vale lo stesso.',
  }),
  'check-digit': ({ whose, number }) => ({
    message: `L’ultima cifra di ${quoted(number)} (${whose === 'seller' ? 'tua' : 'del cliente'}) non torna: forse è scritto male.`,
    remedy: 'Controllala: il sistema la cerca all’Agenzia, e se non la trova scarta la fattura.',
  }),
  'text-cut': ({ field, text }) => ({
    message: `È troppo lungo, e si taglia: ${textNames[field]} ${quoted(text)}.`,
    remedy: 'Se serve, accorcialo tu nell’ordine (Modifica).',
  }),
  'line-unnamed': ({ line }) => ({
    message: `La riga ${line} non ha un nome che si possa scrivere: si chiama «Articolo».`,
    remedy: 'Se serve, scrivilo nell’ordine (Modifica).',
  }),
  'payment-unknown': ({ method }) => ({
    message: `Per il pagamento ${quoted(method)} non si sa quale codice usare: non si scrive.`,
    remedy: `La fattura vale lo stesso. Se vuoi, scegli il codice in ${page}.`,
  }),
  'buyer-is-seller': () => ({
    message: 'Cliente e venditore hanno la stessa partita IVA.',
    remedy: 'Controlla che l’ordine non sia tuo.',
  }),
  'rate-unusual': ({ rate }) => ({
    message: `Un’aliquota del ${percent(rate)} in Italia non è consueta.`,
    remedy: 'Controlla l’ordine: se è giusta, va bene così.',
  }),
  'refunded-since': ({ amount }) => ({
    message: `Di quest’ordine sono già stati rimborsati ${money(amount)}: la fattura è dell’ordine intero.`,
    remedy: 'Per il rimborso fai poi una nota di credito.',
  }),
}

/** Why an invoice is not made, or what should be looked at in one (R48). */
export const invoiceReasons = { refusals, warnings }
