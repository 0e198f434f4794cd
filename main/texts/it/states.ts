import { plainTable } from '../../words/lookup-table.ts'

/** The states that shops have out of the box; custom ones keep their own name. */
export const stateNames = plainTable({
  pending: 'In attesa di pagamento',
  processing: 'In lavorazione',
  'on-hold': 'In sospeso',
  completed: 'Completato',
  cancelled: 'Annullato',
  refunded: 'Rimborsato',
  failed: 'Fallito',
  'checkout-draft': 'Bozza',
  trash: 'Nel cestino',
  authorized: 'Autorizzato',
  paid: 'Pagato',
  partially_paid: 'Pagato in parte',
  partially_refunded: 'Rimborsato in parte',
  voided: 'Pagamento annullato',
  expired: 'Pagamento scaduto',
  new: 'Nuovo',
  pending_payment: 'In attesa del pagamento in linea',
  payment_review: 'Pagamento in verifica',
  fraud: 'Sospetta frode',
  holded: 'Bloccato',
  complete: 'Completo',
  closed: 'Chiuso',
  canceled: 'Annullato',
})

/** The Italian name of a state, or the shop's own word. */
export function stateName(state: string): string {
  // Magento's states stand for all the statuses that belong to them.
  const group = state.startsWith('state:') ? state.slice('state:'.length) : null
  if (group !== null) return `Tutti gli stati di «${stateName(group)}»`
  return stateNames[state] ?? state
}

/** How far an order is on its way, as Shopify says it. */
const fulfilmentNames = plainTable({
  unfulfilled: 'Da evadere',
  partially_fulfilled: 'Evaso in parte',
  fulfilled: 'Evaso',
  in_progress: 'In preparazione',
  pending_fulfillment: 'In attesa di preparazione',
  request_declined: 'Preparazione rifiutata',
  on_hold: 'Evasione sospesa',
  scheduled: 'Evasione programmata',
  open: 'Da evadere',
  restocked: 'Rimesso in magazzino',
})

/** The Italian name, or the shop's own word. */
export function fulfilmentName(fulfilment: string): string {
  return fulfilmentNames[fulfilment] ?? fulfilment
}
