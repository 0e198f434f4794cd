/** Invented customers: Italian names with accents and apostrophes, real towns, addresses under `.example`. */

export interface Town {
  readonly name: string
  readonly province: string
  readonly postcode: string
  /** Land registry code, for the codice fiscale of those born here. */
  readonly code: string
}

export const towns: readonly Town[] = [
  { name: 'Roma', province: 'RM', postcode: '00185', code: 'H501' },
  { name: 'Milano', province: 'MI', postcode: '20121', code: 'F205' },
  { name: 'Napoli', province: 'NA', postcode: '80134', code: 'F839' },
  { name: 'Torino', province: 'TO', postcode: '10121', code: 'L219' },
  { name: 'Palermo', province: 'PA', postcode: '90133', code: 'G273' },
  { name: 'Genova', province: 'GE', postcode: '16121', code: 'D969' },
  { name: 'Bologna', province: 'BO', postcode: '40121', code: 'A944' },
  { name: 'Firenze', province: 'FI', postcode: '50122', code: 'D612' },
  { name: 'Bari', province: 'BA', postcode: '70121', code: 'A662' },
  { name: 'Venezia', province: 'VE', postcode: '30121', code: 'L736' },
  { name: "L'Aquila", province: 'AQ', postcode: '67100', code: 'A345' },
  { name: 'Forlì', province: 'FC', postcode: '47121', code: 'D704' },
  { name: 'Bolzano/Bozen', province: 'BZ', postcode: '39100', code: 'A952' },
  { name: 'Cantù', province: 'CO', postcode: '22063', code: 'B639' },
]

export const women = 'Giulia, Lucia, Noemi, Renée, Chiara, Maria Grazia, Zoë, Anna, Francesca'.split(', ')
export const men = 'Mario, Niccolò, Giosuè, Luca, Andrea, Pier Paolo, Jürgen, Ettore, Salvatore'.split(', ')
export const lastNames = [
  'Rossi',
  "D'Amico",
  'Esposito',
  'Lo Cascio',
  'Bertè',
  "Dall'Ò",
  'Brambilla',
  'De’ Medici',
  'Fabbri',
  'Còrdova',
  'Russo',
  'Ferrari',
  "Dell'Anna",
] as const
export const companies = [
  'Così & Cosà S.r.l.',
  'Officine "F.lli Bertè" S.n.c.',
  "Caffè dell'Angolo di D'Amico N.",
  'Panificio Sant’Elia S.a.s.',
  'Studio Tecnico Brambilla & Associati',
  'Agriturismo «Il Càrpine» S.S. Agricola',
  'Nuova Edilizia 2000 S.p.A.',
] as const
export const streets = [
  'Via Nicolò Machiavelli, 12/bis',
  "Corso dell'Indipendenza 4",
  'Piazza XX Settembre 1 – scala B int. 7',
  "Contrada Ca' Bianca, 33",
  'Viale dei Mille, snc',
  'Via Roma 101',
  'Largo 4 Novembre, 8',
] as const
export const secondLines = ['', '', '', '', 'c/o Bar Centrale', 'Interno 5, citofono "Rossi"'] as const

/** As orders carry it. */
export interface WooAddress {
  readonly first_name: string
  readonly last_name: string
  readonly company: string
  readonly address_1: string
  readonly address_2: string
  readonly city: string
  readonly state: string
  readonly postcode: string
  readonly country: string
}

export const foreigners: readonly (WooAddress & { readonly phone: string })[] = [
  {
    first_name: 'Jörg',
    last_name: 'Müller-Lüdenscheidt',
    company: '',
    address_1: 'Königstraße 7',
    address_2: '',
    city: 'München',
    state: 'DE-BY',
    postcode: '80331',
    country: 'DE',
    phone: '+49 89 5550123',
  },
  {
    first_name: 'Anke',
    last_name: 'Weiß',
    company: 'Feinkost Weiß GmbH & Co. KG',
    address_1: 'Große Bleichen 21',
    address_2: '',
    city: 'Hamburg',
    state: 'DE-HH',
    postcode: '20354',
    country: 'DE',
    phone: '+49 40 5550177',
  },
  {
    first_name: 'Zoé',
    last_name: "L'Hôpital",
    company: '',
    address_1: "3 bis, rue de l'Église",
    address_2: '',
    city: 'Besançon',
    state: '',
    postcode: '25000',
    country: 'FR',
    phone: '+33 3 55 50 12 34',
  },
  {
    first_name: 'François',
    last_name: 'Châtelain',
    company: '',
    address_1: '12 quai du Maréchal-Joffre',
    address_2: '',
    city: 'Nice',
    state: '',
    postcode: '06300',
    country: 'FR',
    phone: '+33 4 55 50 98 76',
  },
  {
    first_name: 'Reto',
    last_name: 'Zgraggen',
    company: '',
    address_1: 'Bahnhofstrasse 45',
    address_2: '',
    city: 'Zürich',
    state: 'ZH',
    postcode: '8001',
    country: 'CH',
    phone: '+41 44 555 01 10',
  },
  {
    first_name: 'Béatrice',
    last_name: 'de Weck',
    company: 'Épicerie du Léman SA',
    address_1: 'Rue du Rhône 9',
    address_2: '',
    city: 'Genève',
    state: 'GE',
    postcode: '1204',
    country: 'CH',
    phone: '+41 22 555 01 44',
  },
]

export const notes = [
  'Consegnare dopo le 18:00 ☕',
  'Citofono "Dall\'Ò", terzo piano senza ascensore',
  'Riga 1\nRiga 2\r\nRiga 3\tcon tab',
  'È un regalo 🎁: niente scontrino, grazie!',
  'Fattura intestata all’azienda; rif. ordine <ACQ/2026>',
] as const

/** A note longer than anybody expects, with joined emoji and typographic quotes. */
export const longNote = 'Lasciare al vicino, è sempre in casa 👨‍👩‍👧‍👦🇮🇹☕️ — “grazie mille”! '
  .repeat(60)
  .trimEnd()
