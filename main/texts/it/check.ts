import { formatInstantExact } from '../../words/format.ts'
import type { CheckStepTexts, CheckWarningTexts } from '../types.ts'

/** What each step of *Prova connessione* finds out. */
export const checkSteps: CheckStepTexts = {
  address: 'Il sito si raggiunge',
  tls: 'Il collegamento è protetto',
  api: 'Il negozio risponde ai programmi esterni',
  credentials: 'La chiave è accettata',
  permission: 'La chiave può leggere gli ordini',
  order: 'Un ordine di prova si legge',
  clock: 'Orologio e fuso orario del negozio',
  states: 'Stati degli ordini sul negozio',
}

export const checkOutcomes = {
  ok: 'A posto',
  warning: 'Attenzione',
  failed: 'Non riuscito',
  'not-tried': 'Non provato',
  waiting: 'In attesa',
  running: 'In corso',
}

/** In the place of {@link checkSteps.tls} where nothing protects, and that is allowed (R33). */
export const checkUnprotected = { step: 'Il collegamento non è protetto', outcome: 'Ammesso' }

/** Names of the facts a check finds; a fact not named here is shown under its own name. */
export const checkFacts: Readonly<Record<string, string>> = {
  url: 'Indirizzo',
  name: 'Nome del sito',
  protection: 'Protezione',
  fingerprint: 'Impronta',
  permalinks: 'Permalink',
  authentication: 'Modo di accesso',
  orders: 'Ordini sul sito',
  number: 'Ordine letto',
  shopTime: 'Ora del negozio',
  differenceSeconds: 'Differenza in secondi',
  timeZone: 'Fuso orario',
  apiVersion: 'Versione dell’interfaccia',
  scopes: 'Permessi',
  known: 'Stati',
  leftOut: 'Con ordini, e non scaricati',
  withheldShops: 'Negozi che la chiave apre, e non scaricati',
  sameAddress: 'Stesso indirizzo del negozio',
}

/** Values of facts that are codes rather than words. */
export const checkValues: Readonly<Record<string, string>> = {
  bearer: 'token di accesso da solo (Bearer)',
  basic: 'chiave nell’intestazione (Basic)',
  oauth: 'richieste firmate (OAuth 1.0a)',
  query: 'chiave nell’indirizzo',
  pretty: 'a nomi',
  plain: 'semplici',
  none: 'nessuna (http), ammessa per questo negozio',
  'none-here': 'nessuna (http), ma i dati non escono da questo computer',
  certificate: 'certificato riconosciuto',
}

/** What stops a download elsewhere, but here has been got round: a check says so without alarm. */
export const checkWarnings: CheckWarningTexts = {
  'plain-permalinks': () => ({
    message: 'Il sito usa i permalink «Semplici». Gli ordini si leggono lo stesso.',
    remedy: 'Niente da fare. Con i permalink «Nome articolo» molti siti rispondono meglio.',
  }),
  'authorization-stripped': () => ({
    message:
      'Il server toglie la chiave dall’intestazione delle richieste: il programma la mette nell’indirizzo, sempre su collegamento protetto.',
    remedy: 'Funziona. È meglio però che chi gestisce il sito lasci passare l’intestazione Authorization.',
  }),
  'api-version-unsupported': ({ asked, served }) => ({
    message: `Il negozio risponde con la versione ${served} della sua interfaccia per i programmi invece che con la ${asked}. Gli ordini si leggono lo stesso.`,
    remedy: 'Aggiorna Download Ordini appena puoi.',
  }),
  'clock-wrong': ({ shopTime, computerTime }) => ({
    message: `L’orologio del negozio (${formatInstantExact(shopTime, 'it')}) e quello di questo computer (${formatInstantExact(computerTime, 'it')}) non vanno d’accordo.`,
    remedy:
      'I download seguono quello del negozio e non perdono nulla. Controlla che l’ora di questo computer sia giusta.',
  }),
}
