import type { InputProblem } from '../../words/failure.ts'
import type { InputProblemTexts } from '../types.ts'

const inputProblems: InputProblemTexts = {
  required: 'va compilato',
  'not-a-text': 'deve essere un testo',
  'not-a-date': 'non è una data',
  'not-a-number': 'non è un numero',
  'not-an-address': 'non è l’indirizzo di un sito',
  'out-of-range': 'è fuori dai limiti permessi',
  'unknown-value': 'non è un valore conosciuto',
  'unknown-field': 'è un campo che non esiste',
  duplicate: 'è già usato',
  'before-start': 'viene prima dell’inizio',
  'only-waiting': 'vale solo con --mark waiting',
  'in-the-future': 'è nel futuro',
  'not-json': 'non è scritto in JSON valido',
  'not-a-shop': 'deve contenere un solo negozio: un oggetto JSON con nome, piattaforma, indirizzo e chiave',
  'not-a-server':
    'deve contenere l’accesso al server delle postazioni: un oggetto JSON con host, password e desk (il nome di questa postazione)',
  'not-a-file':
    'vuole il nome di un file, o - per lo standard input: quello che è scritto al suo posto non viene ripetuto, perché può contenere una chiave',
  'login-in-address': 'contiene un nome e una password: scrivi l’indirizzo senza',
  'too-long': 'è troppo lungo',
  'key-of-another-site': 'va scritto di nuovo: quello salvato è per un altro sito',
}

/** Of fields like *La chiave*. */
const feminineProblems: Partial<InputProblemTexts> = {
  required: 'va compilata',
  duplicate: 'è già usata',
  'too-long': 'è troppo lunga',
  'key-of-another-site': 'va scritta di nuovo: quella salvata è per un altro sito',
}

/** Fields as a sentence begins with them; the others stand before a colon. */
const masculine: Readonly<Record<string, string>> = {
  name: 'Il nome',
  url: 'L’indirizzo del sito',
  consumerSecret: 'Il segreto (consumer secret)',
  accessToken: 'Il token di accesso',
  accessTokenSecret: 'Il segreto del token',
  clientId: 'L’ID client',
  clientSecret: 'Il segreto client',
  siteUser: 'L’utente del sito',
  firstDownloadFrom: 'L’inizio del primo download',
  from: 'L’inizio del periodo',
  minutes: 'L’intervallo (minuti)',
  timeZone: 'Il fuso orario',
  format: 'Il formato',
  fiscalCode: 'Il codice fiscale',
  sdiCode: 'Il codice destinatario SDI',
}
const feminine: Readonly<Record<string, string>> = {
  platform: 'La piattaforma',
  credentials: 'La chiave di accesso',
  consumerKey: 'La chiave (consumer key)',
  key: 'La chiave del webservice',
  sitePassword: 'La password del sito',
  firstDownloadTo: 'La fine del primo download',
  to: 'La fine del periodo',
  certificateFingerprint: 'L’impronta del certificato',
  folder: 'La cartella',
  vatNumber: 'La partita IVA',
  pec: 'La PEC',
}

export const fieldNames = {
  name: 'Nome',
  platform: 'Piattaforma',
  url: 'Indirizzo del sito',
  credentials: 'Chiave di accesso',
  consumerKey: 'Chiave (consumer key)',
  consumerSecret: 'Segreto (consumer secret)',
  key: 'Chiave del webservice',
  accessToken: 'Token di accesso',
  accessTokenSecret: 'Segreto del token',
  clientId: 'ID client',
  clientSecret: 'Segreto client',
  siteUser: 'Utente del sito',
  sitePassword: 'Password del sito',
  settings: 'Impostazioni',
  firstDownloadFrom: 'Inizio del primo download',
  firstDownloadTo: 'Fine del primo download',
  from: 'Inizio del periodo',
  to: 'Fine del periodo',
  states: 'Stati da scaricare',
  stateMeanings: 'Significato degli stati',
  autoSync: 'Sincronizzazione automatica',
  minutes: 'Intervallo (minuti)',
  enabled: 'Sincronizzazione automatica',
  allowHttp: 'Collegamento non protetto',
  certificateFingerprint: 'Impronta del certificato',
  timeZone: 'Fuso orario',
  shops: 'Negozi del multinegozio',
  afterDownload: 'Dopo il download',
  folder: 'Cartella',
  format: 'Formato',
  searchId: 'Vista',
  fiscalFields: 'Campi fiscali',
  fiscalCode: 'Codice fiscale',
  vatNumber: 'Partita IVA',
  pec: 'PEC',
  sdiCode: 'Codice destinatario SDI',
  logDays: 'Conserva il log per',
  openAtLogin: 'Parti all’accensione del computer',
  startHidden: 'Parti nascosto, nell’area di notifica',
  notifyNewOrders: 'Avvisa quando arrivano ordini nuovi',
  staleHours: 'Avviso di mancato aggiornamento',
  secondBackups: 'Copie anche in',
  checkUpdates: 'Cerca aggiornamenti una volta al giorno',
  language: 'Lingua',
  theme: 'Aspetto',
}

/** The name of a field as the form shows it; the field may be a path (`credentials.consumerKey`, `settings.states.0`). */
export function fieldName(field: string): string {
  const last = lastPart(field)
  return Object.hasOwn(fieldNames, last) ? fieldNames[last as keyof typeof fieldNames] : field
}

/** What is wrong with a field, as a sentence: *Il nome va compilato.* */
export function wrongInput(field: string, problem: InputProblem): string {
  const last = lastPart(field)
  if (Object.hasOwn(feminine, last)) {
    return `${feminine[last]} ${feminineProblems[problem] ?? inputProblems[problem]}.`
  }
  const subject = Object.hasOwn(masculine, last) ? masculine[last] : `${fieldName(field)}:`
  return `${subject} ${inputProblems[problem]}.`
}

function lastPart(field: string): string {
  return field.split('.').findLast((part) => !/^\d+$/.test(part)) ?? field
}
