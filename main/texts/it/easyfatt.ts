import { countryName } from '../../words/country-name.ts'
import type { VatBuyer, vatPlaces } from '../../words/easyfatt-choices.ts'
import type { Uncoded, VatNeed } from '../../words/easyfatt-codes.ts'
import { formatCount } from '../../words/format.ts'
import type { Explanation } from '../types.ts'
import { uncodedNames } from '../uncoded.ts'

const rates: Readonly<Record<string, string>> = {
  unknown: 'aliquota sconosciuta',
  unclear: 'da chiarire',
  rounding: 'arrotondamento',
}

/** `aliquota sconosciuta`, `IVA 22%` */
const rateName = (rate: string) => rates[rate] ?? `IVA ${rate.replace('.', ',')}%`

/** `IVA 0%, Svizzera, senza partita IVA` */
const need = ({ rate, country, company }: VatNeed) =>
  [
    rateName(rate),
    country === '' ? 'paese non indicato' : countryName(country, 'it'),
    company ? 'con partita IVA' : 'senza partita IVA',
  ].join(', ')

/** As the table shows them. */
const rateLabels: Readonly<Record<string, string>> = {
  unknown: 'Sconosciuta',
  unclear: 'Da chiarire',
  rounding: 'Arrotondamenti',
}

const andOthers = (rest: number) => (rest === 1 ? 'e un altro' : `e altri ${formatCount(rest, 'it')}`)

export const uncodedRemedy =
  'Indica i codici che mancano in Utilità, Easyfatt: fino ad allora questi ordini restano nuovi.'

/** Utilità → Easyfatt (R46). */
export const easyfatt = {
  title: 'Easyfatt',
  intro:
    'Come gli ordini di un negozio arrivano in Easyfatt, e come si chiamano lì le aliquote, i pagamenti e i corrieri.',
  shop: 'Negozio',
  /** Leads here. */
  show: 'Tabelle di Easyfatt',
  saved: 'Tabelle salvate',
  savedHint: 'Valgono dal prossimo file. Gli ordini rimasti fuori escono con «Solo i nuovi».',
  unfinished: 'Qualche riga non è completa.',
  vat: {
    title: 'Codici IVA',
    hint: 'I codici della tabella Categorie Iva di Easyfatt. Vale la riga che dice di più: prima il paese dove va la merce, poi chi compra. Un ordine in cui a un importo manca il codice non entra nel file, e resta nuovo.',
    rate: 'IVA',
    place: 'Dove va la merce',
    buyer: 'Chi compra',
    code: 'Codice',
    vatClass: 'Classe',
    action: 'Azione',
    places: {
      anywhere: 'Ovunque',
      italy: 'Italia',
      eu: 'Altri paesi UE',
      'outside-eu': 'Fuori dall’UE',
    } satisfies Record<(typeof vatPlaces)[number], string>,
    everywhere: 'Gruppi',
    countries: 'Un solo paese',
    buyers: {
      any: 'Chiunque',
      company: 'Con partita IVA',
      private: 'Senza partita IVA',
    } satisfies Record<VatBuyer, string>,
    rateName: (rate: string) => rateLabels[rate] ?? `${rate.replace('.', ',')}%`,
    usual: (code: string) => `${code} · come finora`,
    noCode: 'Nessun codice: ordini lasciati fuori',
    change: 'Cambia',
    give: 'Indica',
    changeOf: (rate: string) => `Cambia il codice di ${rate}`,
    giveOf: (what: string) => `Indica il codice di ${what}`,
    choose: 'Scegli',
    add: 'Aggiungi riga',
    remove: 'Togli la riga',
    codeMissing: 'Scrivi il codice',
    classMissing: 'Scegli la classe',
    twice: 'C’è già una riga uguale',
  },
  found: {
    title: 'Che cosa c’è negli ordini',
    hint: 'Legge gli ordini del negozio, dai più nuovi, e dice per quali aliquote, paesi e acquirenti serve un codice.',
    search: 'Cerca negli ordini',
    stop: 'Ferma',
    progress: (read: string, expected: string) => `${read} di ${expected}`,
    progressLabel: 'Lettura degli ordini',
    read: (count: number, written: string) => (count === 1 ? 'Letto un ordine' : `Letti ${written} ordini`),
    readPart: (written: string) => `Fermata: letti i ${written} ordini più nuovi`,
    country: 'Paese',
    noCountry: 'Non indicato',
    missing: 'Manca',
    waiting: 'Completa la riga sopra',
    showOrders: (count: number, written: string) =>
      count === 1 ? 'Mostra 1 ordine' : `Mostra i ${written} ordini`,
  },
  names: {
    titles: { payments: 'Pagamenti', carriers: 'Corrieri' },
    hints: {
      payments:
        'I nomi della tabella Tipi pagamento di Easyfatt. Dove non scrivi nulla esce il nome che usa il negozio, come finora.',
      carriers:
        'Il nome del vettore in Easyfatt. Dove non scrivi nulla esce il metodo di spedizione del negozio.',
    },
    own: 'Nel negozio',
    orders: 'Ordini',
    inEasyfatt: 'In Easyfatt',
    asItWas: (name: string) => `${name} (come finora)`,
    nameOf: (name: string) => `Nome in Easyfatt di ${name}`,
    nothing: 'Non scriverlo',
    nothingOf: (name: string) => `Non scriverlo: ${name}`,
    commonest: (count: number) => `Si vedono i ${count} con più ordini.`,
    none: 'Negli ordini di questo negozio non ce ne sono ancora.',
  },
  /** `IVA 0%, Svizzera, senza partita IVA`: what an order wants a code for. */
  need,
  /** Orders that are in no file for want of a VAT code; at most so many of them by name. */
  uncoded: (uncoded: Uncoded, most: number): Explanation => ({
    message: `${
      uncoded.count === 1
        ? '1 ordine non è stato scritto'
        : `${formatCount(uncoded.count, 'it')} ordini non sono stati scritti`
    }: manca il codice IVA per Easyfatt. ${uncodedNames(uncoded, most, need, andOthers)}.`,
    remedy: uncodedRemedy,
  }),
}
