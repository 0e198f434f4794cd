import type { InputProblemTexts } from '../types.ts'

export const inputProblems: InputProblemTexts = {
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
  'not-a-file':
    'vuole il nome di un file, o - per lo standard input: quello che è scritto al suo posto non viene ripetuto, perché può contenere una chiave',
  'login-in-address': 'contiene un nome e una password: scrivi l’indirizzo senza',
  'too-long': 'è troppo lungo',
  'key-of-another-site': 'va scritta di nuovo: quella salvata è per un altro sito',
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
  const parts = field.split('.').filter((part) => !/^\d+$/.test(part))
  const last = parts.at(-1) ?? field
  return (fieldNames as Readonly<Record<string, string>>)[last] ?? field
}
