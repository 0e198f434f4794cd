import { formatCount } from '../../words/format.ts'
import type { ShopWarningTexts } from '../types.ts'
import { stateName } from './states.ts'

/** What the downloads of a shop leave out, or may double. */
export const shopWarnings: ShopWarningTexts = {
  'state-not-wanted': ({ name, count }) => ({
    message: `${count === 1 ? '1 ordine non è stato scaricato' : `${formatCount(count ?? 0, 'it')} ordini non sono stati scaricati`} perché nello stato «${stateName(name)}».`,
    remedy: 'Se ti servono, aggiungi lo stato nelle impostazioni del negozio.',
  }),
  'state-unknown': ({ name }) => ({
    message: `Lo stato «${stateName(name)}», scelto fra quelli da scaricare, sul negozio non c’è.`,
    remedy: 'Nelle impostazioni del negozio toglilo, o scegli quello che ne ha preso il posto.',
  }),
  'shop-not-downloaded': ({ name }) => ({
    message: `La chiave apre anche il negozio «${name}», che non viene scaricato.`,
    remedy: 'Se ti serve, aggiungilo nelle impostazioni.',
  }),
  'orders-replaced': ({ name, count }) => ({
    message: `${count === 1 ? 'Un ordine già scaricato ha' : `${formatCount(count ?? 0, 'it')} ordini già scaricati hanno`} sul sito una data successiva al download (per esempio il n. ${name}): dopo un ripristino del sito da una copia possono essere altri ordini con lo stesso identificativo, che non vengono scaricati.`,
    remedy:
      'Apri quell’ordine e premi «Confronta col sito». Se sul sito è un altro, aggiungi il negozio una seconda volta con un altro nome e un primo download dal giorno del ripristino, poi togli questo: i suoi ordini restano.',
  }),
  'same-address': ({ name }) => ({
    message: `Anche il negozio «${name}» ha questo indirizzo: i suoi ordini si troverebbero due volte.`,
    remedy: 'Se è lo stesso negozio, togline uno.',
  }),
}
