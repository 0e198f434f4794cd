import { plainTable } from '../../../main/plain-table.ts'

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
  return stateNames[state] ?? state
}
