import type { Trigger } from '../../../main/run.ts'
import { formatCount, formatInstant } from '../../format.ts'
import type { LogTexts } from '../types.ts'

const triggers: Readonly<Record<Trigger, string>> = {
  manual: 'a mano',
  auto: 'in automatico',
  cli: 'da riga di comando',
}

const count = (value: number) => formatCount(value, 'it')

export const log: LogTexts = {
  'run-started': ({ trigger, from, to }) => ({
    message: `Download avviato ${triggers[trigger] ?? trigger}${period(from, to)}.`,
    remedy: '',
  }),
  'chosen-run-started': ({ orders }) => ({
    message:
      orders === 1
        ? 'Avviato il download di un ordine scelto a mano.'
        : `Avviato il download di ${count(orders)} ordini scelti a mano.`,
    remedy: '',
  }),
  'run-finished': (counters) => ({
    message: `Download riuscito: ${count(counters.total)} ordini letti, ${count(counters.new)} nuovi, ${count(counters.skipped)} saltati, ${count(counters.wrong)} errati.`,
    remedy: '',
  }),
  'run-cancelled': () => ({
    message: 'Download annullato.',
    remedy: 'Gli ordini già letti sono salvi; il prossimo download riparte dallo stesso punto.',
  }),
  'run-interrupted': () => ({
    message: 'Download interrotto: il programma o il computer si è chiuso mentre era in corso.',
    remedy: 'Gli ordini già letti sono salvi; il prossimo download riparte dallo stesso punto.',
  }),
  'run-annulled': () => ({
    message: 'Operazione annullata a causa del superamento del numero di errori',
    remedy:
      'Rimedia alla causa degli errori, poi premi Download Ordini: la sincronizzazione automatica riparte.',
  }),
  'run-failed': 'Download non riuscito.',
  'order-skipped': 'Ordine saltato.',
  'order-wrong': 'Ordine errato.',
  'order-changed-on-site': ({ modifiedAt }) => ({
    message: `L'ordine, già scaricato, è stato modificato sul sito il ${formatInstant(modifiedAt, 'it')}.`,
    remedy: 'La copia scaricata non è cambiata: se la modifica ti serve, riportala a mano.',
  }),
  'wrong-order-mended': () => ({
    message: "L'ordine, che era errato, ora è a posto ed è stato scaricato.",
    remedy: '',
  }),
  'wrong-order-ignored': () => ({
    message: "L'ordine errato è ora ignorato: i prossimi download lo saltano.",
    remedy: 'Per riprenderlo: Ordini errati, Ignorati, «Non ignorare più».',
  }),
  'wrong-order-heeded': () => ({
    message: "L'ordine errato non è più ignorato: sarà riprovato al prossimo download che lo incontra.",
    remedy: '',
  }),
  'body-recovered': ({ what }) => ({
    message:
      what === 'php-notice'
        ? 'Il sito ha scritto degli avvisi di errore (PHP) prima dei dati; i dati erano interi e sono stati letti.'
        : 'Il sito ha scritto un carattere di troppo (BOM) prima dei dati; i dati erano interi e sono stati letti.',
    remedy:
      what === 'php-notice'
        ? 'Chiedi a chi gestisce il sito di non mostrare gli avvisi (display_errors di PHP).'
        : 'Avvisa chi gestisce il sito: un file di un modulo, di un plugin o del tema è salvato con il BOM.',
  }),
  'orders-limited': ({ days, from }) => ({
    message: `Il periodo richiesto comincia prima di quanto il negozio lascia vedere: gli ordini fatti prima del ${formatInstant(from, 'it')} (${days} giorni fa) non compaiono.`,
    remedy:
      "Se ti servono, aggiungi all'app del negozio il permesso «read_all_orders» e installala di nuovo.",
  }),
  'search-limited': ({ read }) => ({
    message: `Il sito trova quel numero da qualche parte in troppi ordini: è stato cercato nei ${count(read)} più recenti.`,
    remedy:
      "Se l'ordine è più vecchio, scaricalo da Verifica completezza, scegliendo il periodo in cui è stato fatto.",
  }),
  'api-version-changed': ({ asked, served }) => ({
    message: `Il negozio risponde con la versione ${served} della sua interfaccia per i programmi invece che con la ${asked}. Gli ordini sono stati letti.`,
    remedy: 'Aggiorna Download Ordini appena puoi: una versione futura potrebbe non leggerli più.',
  }),
}

function period(from: string | null, to: string | null): string {
  if (from === null) return ''
  const start = ` sugli ordini dal ${formatInstant(from, 'it')}`
  return to === null ? `${start} a ora` : `${start} al ${formatInstant(to, 'it')}`
}

/** A code that this version does not know, met in an archive of another. */
export function unknownCode(code: string): string {
  return `Messaggio di un'altra versione del programma (${code}).`
}
