import { formatDecimal, formatInstant } from '../../format.ts'
import type { SkipReasonTexts, WrongReasonTexts } from '../types.ts'
import { stateName } from './states.ts'

const mendOnSite =
  "Correggi l'ordine sul sito: sarà riprovato al prossimo download che lo incontra. I suoi dati sono conservati."

/** Fields as the platforms call them, and as people do. */
const orderFields: Readonly<Record<string, string>> = {
  total: 'totale',
  grand_total: 'totale',
  total_paid_tax_incl: 'totale con IVA',
  total_paid_tax_excl: 'totale senza IVA',
  subtotal: 'somma degli articoli',
  total_products: 'somma degli articoli senza IVA',
  total_products_wt: 'somma degli articoli con IVA',
  total_tax: 'IVA',
  tax_amount: 'IVA',
  shipping_total: 'spedizione',
  currency: 'valuta',
  order_currency_code: 'valuta',
  status: 'stato',
  current_state: 'stato',
  displayFinancialStatus: 'stato',
  number: 'numero',
  date_created_gmt: 'data di creazione',
  date_add: 'data di creazione',
  created_at: 'data di creazione',
  createdAt: 'data di creazione',
  date_modified_gmt: 'data di modifica',
  date_upd: 'data di modifica',
  updated_at: 'data di modifica',
  updatedAt: 'data di modifica',
  quantity: 'quantità',
  product_quantity: 'quantità',
  qty_ordered: 'quantità',
  line_items: 'articoli',
  billing: 'fatturazione',
  shipping: 'spedizione',
}

/** By its path, for instance `line_items[0].quantity`; a field without a name keeps its own, for whoever runs the site. */
function orderField(path: string): string {
  const name = orderFields[path.slice(path.lastIndexOf('.') + 1)]
  const row = /\[(\d+)\]/.exec(path)?.[1]
  if (name === undefined) return path
  return row === undefined ? name : `${name}, riga ${Number(row) + 1}`
}

/** How a shop fails over a single order, by the code of the failure. */
const failings: Readonly<Record<string, string>> = {
  'server-error': 'errore interno del sito',
  timeout: 'nessuna risposta in tempo',
  'connection-lost': 'collegamento interrotto',
  'body-html': 'una pagina web al posto dei dati',
  'body-empty': 'risposta vuota',
  'body-truncated': 'risposta interrotta a metà',
  'body-not-json': 'risposta illeggibile',
  'body-shape': 'risposta di forma imprevista',
}

export const skipReasons: SkipReasonTexts = {
  'already-downloaded': () => ({
    message: 'Era già stato scaricato.',
    remedy: 'Niente da fare: la copia scaricata non viene mai cambiata.',
  }),
  'state-not-wanted': ({ state }) => ({
    message: `Non completato: il suo stato («${stateName(state)}») non è fra quelli da scaricare.`,
    remedy:
      'Sarà scaricato da solo quando il suo stato cambierà. Se vuoi anche questo stato, aggiungilo nelle impostazioni del negozio.',
  }),
  'before-first-window': ({ placedAt, floor }) => ({
    message: `È stato fatto il ${formatInstant(placedAt, 'it')}, prima del periodo del primo download (dal ${formatInstant(floor, 'it')}).`,
    remedy:
      'Di solito è un ordine vecchio, modificato di recente, che hai già registrato in altro modo: niente da fare.',
  }),
  'gone-from-shop': () => ({
    message: 'È stato cancellato dal sito, o messo nel cestino, mentre il download era in corso.',
    remedy: 'Se doveva esserci, ripristinalo sul sito (dal cestino, se ne ha uno) e scarica di nuovo.',
  }),
  'test-order': () => ({
    message: 'È un ordine di prova: è stato pagato con un pagamento in modalità di test.',
    remedy: 'Niente da fare: non è un ordine vero.',
  }),
  'ignored-by-operator': () => ({
    message: 'Era errato, e hai scelto di ignorarlo.',
    remedy: 'Se lo vuoi, apri gli ordini errati, guarda fra quelli ignorati e premi «Non ignorare più».',
  }),
}

export const wrongReasons: WrongReasonTexts = {
  'unreadable-field': ({ field }) => ({
    message: `Il campo «${orderField(field)}» manca o non si può leggere.`,
    remedy: mendOnSite,
  }),
  'no-lines': () => ({ message: "L'ordine non contiene nessun articolo.", remedy: mendOnSite }),
  'no-customer': () => ({
    message: 'Non si capisce chi è il cliente: mancano nome, azienda ed e-mail.',
    remedy: mendOnSite,
  }),
  'unknown-currency': ({ currency }) => ({
    message: currency === '' ? "Manca la valuta dell'ordine." : `La valuta «${currency}» non esiste.`,
    remedy: mendOnSite,
  }),
  'impossible-date': ({ field, value }) => ({
    message: `La data «${value}» (campo ${orderField(field)}) non è possibile.`,
    remedy: mendOnSite,
  }),
  'totals-mismatch': ({ field, declared, computed }) => ({
    message: `I conti non tornano (${orderField(field)}): il negozio dichiara ${formatDecimal(declared, 'it', 2)}, ma la somma delle voci dà ${formatDecimal(computed, 'it', 2)}.`,
    remedy: mendOnSite,
  }),
  'shop-cannot-deliver': ({ code }) => ({
    message: `Il negozio dà errore ogni volta che gli si chiede questo ordine (${failings[code] ?? code}).`,
    remedy:
      "Apri l'ordine nel pannello del sito: se non si apre nemmeno lì, avvisa chi gestisce il sito. Sarà riprovato ai prossimi download.",
  }),
}
