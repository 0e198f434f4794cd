import type { Category, Disagreement, LeftOut, Meter, OrderKind, ZeroReason } from '../../words/accountant.ts'

const kinds: Readonly<Record<OrderKind, string>> = {
  paid: 'Pagati',
  shipped: 'Spediti o completati',
  other: 'In un altro stato',
  unpaid: 'Non pagati',
  refunded: 'Rimborsati del tutto',
  cancelled: 'Annullati',
  failed: 'Falliti',
}

/** The accountant's package (R47): names of files, sheets and columns, and what its summary says. */
export const accountantFiles = {
  readme: 'LEGGIMI.txt',
  base: (span: string) => `commercialista-${span}`,
  tables: {
    summary: { sheet: 'Riepilogo' },
    register: { sheet: 'Corrispettivi', file: 'corrispettivi' },
    totals: { sheet: 'Totali', file: 'totali-per-aliquota' },
    oss: { sheet: 'OSS', file: 'oss' },
    invoices: { sheet: 'Fatture richieste', file: 'fatture-richieste' },
    methods: { sheet: 'Metodi di pagamento', file: 'metodi-di-pagamento' },
    payments: { sheet: 'Incassi', file: 'incassi' },
    warnings: { sheet: 'Paese e aliquota', file: 'paese-e-aliquota' },
    currencies: { sheet: 'Altre valute', file: 'altre-valute' },
    undated: { sheet: 'Rimborsi senza data', file: 'rimborsi-senza-data' },
  },
  columns: {
    item: 'Voce',
    count: 'Numero',
    amount: 'Importo',
    day: 'Giorno',
    what: 'Vendite o rimborsi',
    category: 'Aliquota o motivo',
    invoice: 'Con fattura',
    made: 'Fattura fatta',
    gross: 'Totale',
    net: 'Imponibile',
    tax: 'IVA',
    quarter: 'Trimestre',
    correctionOf: 'Rettifica del trimestre',
    country: 'Paese',
    rate: 'Aliquota %',
    shop: 'Negozio',
    number: 'Ordine',
    customer: 'Cliente',
    currency: 'Valuta',
    fiscalCode: 'Codice fiscale',
    vatNumber: 'Partita IVA',
    sdiCode: 'Codice SDI',
    pec: 'PEC',
    problems: 'Dati mancanti o sbagliati',
    method: 'Metodo di pagamento',
    orders: 'Ordini',
    paid: 'Pagato',
    byCard: 'Pagato con buoni o credito',
    refunded: 'Rimborsato',
    reference: 'Riferimento del pagamento',
    problem: 'Che cosa non va d’accordo',
  },
  sales: 'Vendite',
  refunds: 'Rimborsi',
  /** `2026-Q4` in words; in order as they are. */
  quarterName: (quarter: string) => `${quarter.slice(0, 4)}, ${quarter.slice(-1)}° trimestre`,
  noSales: 'Nessuna vendita',
  yes: 'sì',
  noMethod: 'Metodo non indicato',
  category: (category: Category, country: (code: string) => string): string => {
    switch (category.kind) {
      case 'rate':
        return `IVA ${category.rate.replace('.', ',')}%`
      case 'eu':
        return `Privati UE, ${country(category.country)}, ${category.rate.replace('.', ',')}%`
      case 'zero':
        return zeroReasons[category.reason]
      default:
        return others[category.kind]
    }
  },
  disagreements: {
    'not-italian': 'Consegna in Italia con un’aliquota che l’Italia non ha',
    'not-of-country': 'Privato di un altro paese UE con un’aliquota che il suo paese non ha',
    'eu-without-vat': 'Privato di un altro paese UE senza IVA',
    'vat-outside-eu': 'IVA su merce che esce dall’UE',
  } satisfies Readonly<Record<Disagreement, string>>,
  summary: {
    title: 'Incassi per il commercialista',
    demo: 'Negozio dimostrativo: ordini finti.',
    period: (from: string, to: string) => `Periodo: dal ${from} al ${to}`,
    shops: (names: string) => `Negozi: ${names}`,
    made: (when: string) => `Preparato il ${when} con gli ordini che erano nell’archivio`,
    counting: 'COME SI CONTA',
    dateBy: {
      paid: 'Ogni ordine conta nel giorno in cui è stato pagato; senza data di pagamento, in quello dell’ordine',
      placed: 'Ogni ordine conta nel giorno in cui è stato fatto',
    },
    noShippingDate:
      'I negozi non dicono quando un ordine è stato spedito: non si può contare per data di spedizione',
    sold: 'Si conta quanto è stato venduto: il totale più quello che è stato pagato con buoni o credito',
    kinds: (names: string) => `Stati contati: ${names}`,
    invoiced: {
      in: 'Gli ordini che chiedono fattura, o l’hanno già, sono compresi',
      apart: 'Gli ordini che chiedono fattura, o l’hanno già, sono in righe a parte',
    },
    asks: {
      usual: 'Chiede fattura chi ha dato partita IVA, codice SDI o PEC',
      fiscalCode: 'Chiede fattura chi ha dato partita IVA, codice SDI, PEC o codice fiscale',
    },
    oss: {
      unsaid:
        'Non è indicato se si usa l’OSS: le vendite a privati di altri paesi UE sono in righe a parte, per paese',
      yes: 'Con OSS: le vendite a privati di altri paesi UE sono in righe a parte, per paese',
      no: 'Senza OSS: le vendite a privati di altri paesi UE sono insieme alle altre',
    },
    cards: (words: string) =>
      `Carte e buoni regalo venduti sono fuori IVA fino all’uso; si riconoscono da SKU o nome: ${words}`,
    noCards: 'Nessun prodotto è indicato come carta o buono regalo venduto',
    counted: 'ORDINI CONTATI',
    kind: (kind: OrderKind) => kinds[kind],
    withoutPayment: 'Di questi, senza data di pagamento: contati nel giorno dell’ordine',
    sharedRefunds: 'Rimborsi le cui righe non danno l’importo: ripartiti secondo le aliquote dell’ordine',
    leftOut: 'LASCIATI FUORI',
    nothingLeftOut: 'Niente',
    why: {
      ...kinds,
      'other-currency': 'In altre valute, non convertiti: hanno un elenco a parte',
      'refund-of-left-out': 'Rimborsi di ordini lasciati fuori',
      wrong: 'Ordini errati, mai entrati nell’archivio (di qualunque data)',
    } satisfies Readonly<Record<LeftOut['why'], string>>,
    undated: 'Rimborsi senza data, di ordini del periodo: in nessuna somma, elencati a parte',
    otherCurrency: (currency: string) => `Altre valute: ${currency} (importo in questa valuta)`,
    reconciliation: 'QUADRATURA',
    ordersTotal: 'Somma degli ordini contati',
    refundsTotal: 'Somma dei rimborsi del periodo',
    registerTotal: 'Somma del registro',
    difference: 'Differenza',
    meter: 'SOGLIA UE: VENDITE A PRIVATI DI ALTRI PAESI UE, SENZA IVA, MENO I RIMBORSI',
    meterUntil: (year: number, threshold: string) =>
      `${year}, fino alla fine del periodo (soglia ${threshold})`,
    meterKnown: (year: number) => `${year}, tutto quello che l’archivio conosce`,
    meterState: {
      below: 'Sotto la soglia',
      near: 'ATTENZIONE: la soglia è vicina',
      reached: 'ATTENZIONE: soglia superata, l’IVA è quella del paese di consegna',
    } satisfies Readonly<Record<Meter['state'], string>>,
    notes: 'DA SAPERE',
    noLaw:
      'Questi elenchi vengono dagli ordini scaricati e non sono documenti fiscali: il commercialista li verifica prima di usarli',
    noPdf: 'Questo pacchetto è stato preparato dalla riga di comando: non c’è il PDF',
    rates:
      'Gli avvisi su paese e aliquota sono indicazioni: isole e territori con regole proprie non sono distinti',
    till: 'Gli ordini fatti in cassa sono compresi come gli altri',
  },
  command: {
    notAMonth: (text: string) => `--report vuole un mese come 2026-11, non ${text}.`,
    needsFile: 'A --report manca il file: --report 2026-11 FILE.zip',
    needsZip: (file: string) => `Il pacchetto è un file ZIP: ${file} non finisce in .zip.`,
    progress: (read: string, total: string) => `${read}/${total} ordini`,
    written: (orders: string, total: string, refunds: string, file: string) =>
      `Ordini ${orders}, rimborsi ${refunds}, totale ${total}: pacchetto scritto in ${file}`,
    noPdf: 'Senza PDF: quello si prepara dalla finestra, Utilità → Commercialista.',
    leftOut: (list: string) => `Lasciati fuori: ${list}.`,
    meter: (state: string, year: number, amount: string, threshold: string) =>
      `${state}: ${year}, ${amount} su ${threshold}.`,
    cancelled: 'Interrotto: nessun file è stato scritto.',
  },
}

const zeroReasons: Readonly<Record<ZeroReason, string>> = {
  italy: 'Senza IVA in Italia (esente, non imponibile o fuori campo)',
  'eu-business': 'Senza IVA, aziende di altri paesi UE',
  'eu-consumer': 'Senza IVA, privati di altri paesi UE',
  'outside-eu': 'Senza IVA, fuori dall’UE',
  'unknown-country': 'Senza IVA, paese non indicato',
}

const others = {
  card: 'Carte e buoni regalo venduti',
  'no-rate': 'Aliquota non indicata',
  unclear: 'Da chiarire',
  rounding: 'Arrotondamenti',
} as const satisfies Readonly<Partial<Record<Category['kind'], string>>>
