import { formatDecimal, formatInstant } from '../../words/format.ts'
import { plainTable } from '../../words/lookup-table.ts'
import { fieldInWords } from '../field-path.ts'
import type { SkippedGroupTexts, SkipReasonTexts, WrongReasonTexts } from '../types.ts'
import { fieldWords } from './fields.ts'
import { stateName } from './states.ts'

const mendOnSite =
  'Correggi l’ordine sul sito: sarà riprovato al prossimo download che lo incontra. I suoi dati sono conservati.'

const orderField = (path: string) => fieldInWords(path, fieldWords)

/** How a shop fails over a single order, by the code of the failure. */
const failings = plainTable({
  'server-error': 'errore interno del sito',
  timeout: 'nessuna risposta in tempo',
  'connection-lost': 'collegamento interrotto',
  'body-html': 'una pagina web al posto dei dati',
  'body-empty': 'risposta vuota',
  'body-truncated': 'risposta interrotta a metà',
  'body-not-json': 'risposta illeggibile',
  'body-shape': 'risposta di forma imprevista',
  maintenance: 'servizio non disponibile, errore 503',
  'blocked-by-security': 'rifiuto, forse di un firewall o di un plugin di sicurezza',
  'credentials-rejected': 'rifiuto della chiave, che per gli altri ordini vale',
  'permission-missing': 'rifiuto per mancanza di permessi, che per gli altri ordini ci sono',
  'api-not-found': 'pagina non trovata, errore 404',
  'http-status': 'rifiuto della richiesta',
})

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

export const skippedGroups: SkippedGroupTexts = {
  'already-downloaded': (count, written) => (count === 1 ? '1 già scaricato' : `${written} già scaricati`),
  'state-not-wanted': (_, written, state) => `${written} «${state}»`,
  'before-first-window': (count, written) =>
    count === 1 ? '1 di prima del primo download' : `${written} di prima del primo download`,
  'gone-from-shop': (count, written) =>
    count === 1 ? '1 cancellato dal sito' : `${written} cancellati dal sito`,
  'test-order': (_, written) => `${written} di prova`,
  'ignored-by-operator': (count, written) => (count === 1 ? '1 ignorato da te' : `${written} ignorati da te`),
}

export const wrongReasons: WrongReasonTexts = {
  'unreadable-field': ({ field }) => ({
    message: `Il campo «${orderField(field)}» manca o non si può leggere.`,
    remedy: mendOnSite,
  }),
  'no-lines': () => ({ message: 'L’ordine non contiene nessun articolo.', remedy: mendOnSite }),
  'no-customer': () => ({
    message: 'Non si capisce chi è il cliente: mancano nome, azienda ed e-mail.',
    remedy: mendOnSite,
  }),
  'unknown-currency': ({ currency }) => ({
    message: currency === '' ? 'Manca la valuta dell’ordine.' : `La valuta «${currency}» non esiste.`,
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
      'Sarà riprovato ai prossimi download. Se resta errato, apri l’ordine nel pannello del sito e, che si apra o no, avvisa chi gestisce il sito con il motivo fra parentesi.',
  }),
  'not-understood': ({ detail }) => ({
    message: `Il programma non riesce a leggerlo, per un suo difetto (${detail}).`,
    remedy:
      'Fai un pacchetto per l’assistenza (Utilità > Help) e mandalo a chi ti assiste: i dati dell’ordine sono conservati, e con la versione corretta premi «Riprova».',
  }),
}
