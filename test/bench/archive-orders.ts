/** Plausible Italian orders, as many as one likes, always the same ones: for benches and pictures. */
import { parseDecimal, toDecimal } from '../../main/words/decimal.ts'
import { type Address, type Order, type OrderLine, unknownToMost } from '../../main/words/order.ts'

const words = (text: string) => text.split(' ')
// The commonest first: they are drawn as often as in life, a few very often and most seldom.
const stems = words(
  'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Bruno Ricci Marino Greco Gallo Conti Costa Mancini Giordano Rizzo Lombardi Barbieri Moretti Fontana Caruso Mariani Ferrara Santoro Rinaldi Leone Longo Galli Martini Martinelli Serra Conte Vitale Marchetti Gentile Villa Marini Lombardo Coppola Ferri Parisi Bianco Amato Fabbri Gatti Sala Morelli Grasso Pellegrini Ferraro Monti Palumbo Grassi Testa Valentini Carbone Benedetti Silvestri Farina Bertè Nicolò Però Zanardi Dell’Acqua D’Angelo Di_Stefano De_Luca Zuccarello Quattrocchi Squillace Ybarra Kofler Pichler Hofer Žerjal Čuk',
)
const names = words(
  'Giuseppe Maria Antonio Anna Giovanni Francesco Mario Luigi Rosa Angela Vincenzo Giovanna Pietro Teresa Salvatore Lucia Carlo Carmela Franco Caterina Domenico Francesca Bruno Antonella Paolo Laura Michele Elena Andrea Giulia Marco Sara Luca Chiara Matteo Martina Davide Alessia Simone Valentina Niccolò Noè Zoë Renée Gioacchino Ermenegildo',
)
const cities: readonly (readonly [string, string, string])[] = words(
  'Roma:RM:00185 Milano:MI:20121 Napoli:NA:80133 Torino:TO:10121 Palermo:PA:90133 Genova:GE:16121 Bologna:BO:40121 Firenze:FI:50122 Bari:BA:70121 Catania:CT:95121 Verona:VR:37121 Venezia:VE:30121 Forlì:FC:47121 Cantù:CO:22063 Nardò:LE:73048 Sant’Agata_de’_Goti:BN:82019 San_Donà_di_Piave:VE:30027 Roccacannuccia:RM:00030 Vipiteno:BZ:39049 Parma:PR:43121 Modena:MO:41121 Livorno:LI:57121 Ravenna:RA:48121 Rimini:RN:47921 Salerno:SA:84121 Ferrara:FE:44121 Sassari:SS:07100 Latina:LT:04100 Giugliano:NA:80014 Monza:MB:20900 Siracusa:SR:96100 Pescara:PE:65121 Bergamo:BG:24121 Trento:TN:38121 Vicenza:VI:36100 Terni:TR:05100 Bolzano:BZ:39100 Novara:NO:28100 Piacenza:PC:29121 Ancona:AN:60121 Andria:BT:76123 Udine:UD:33100 Arezzo:AR:52100 Cesena:FC:47521 Lecce:LE:73100 Pesaro:PU:61121 Barletta:BT:76121 Alessandria:AL:15121 La_Spezia:SP:19121 Pistoia:PT:51100 Pisa:PI:56121 Catanzaro:CZ:88100 Lucca:LU:55100 Brindisi:BR:72100 Treviso:TV:31100 Como:CO:22100 Marsala:TP:91025 Grosseto:GR:58100 Varese:VA:21100 Asti:AT:14100 Cremona:CR:26100 Cosenza:CS:87100 Massa:MS:54100 Trapani:TP:91100 Potenza:PZ:85100 Viterbo:VT:01100 Crotone:KR:88900 Cuneo:CN:12100 Matera:MT:75100',
).map((city) => {
  const [name = '', province = '', postcode = ''] = city.split(':')
  return [name.replaceAll('_', ' '), province, postcode]
})
const products = words(
  'Caffè_in_grani Olio_extravergine Pasta_di_Gragnano Parmigiano_Reggiano Torta_di_mele Miele_di_acacia Tagliere_in_ulivo Grembiule_da_cucina Moka Tazzina Vino_rosso Aceto_balsamico Farina_di_castagne Pesto_alla_genovese Sugo_all’arrabbiata Cioccolato_fondente Marmellata_di_fichi Riso_Carnaroli Sapone_all’olio Candela_di_cera_d’api Lampada_da_tavolo Coltello_da_pane Zafferano Tartufo_nero',
).map((name) => name.replaceAll('_', ' '))
const kinds = words('1kg 500g 250g piccolo grande rosso blu verde artigianale biologico')
const hosts = words(
  'gmail.com libero.it hotmail.it yahoo.it tiscali.it alice.it studiolegale.example pec.example',
)
const states = words(
  'completed completed completed completed completed processing processing on-hold refunded pending',
)
/** A thousand and more, the stems themselves the commonest: `Rossi`, and less often `Rossini`, `Rossetti` ... */
const surnames = [
  '',
  'ni',
  'etti',
  'ello',
  'one',
  'ucci',
  'asso',
  'igo',
  'anti',
  'oldi',
  'erini',
  'otto',
  'ardi',
  'ossi',
].flatMap((ending) => (ending === '' ? stems : stems.map((stem) => `${stem.replace(/.$/, '')}${ending}`)))
/** Three lines each on average. */
const lineCounts = [1, 1, 2, 2, 3, 3, 4, 5, 6] as const
const start = Date.UTC(2019, 0, 2, 8)
const end = Date.UTC(2026, 10, 23, 11)

/** The order of that place (from 0) among `count`; placed later than the one before, but for now and then. */
export function archiveOrder(place: number, count: number): Order {
  const random = draws(place + 1)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() ** 1.5 * from.length)] as T
  const even = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const name = pick(names)
  const surname = pick(surnames).replaceAll('_', ' ')
  const [city, province, postcode] = pick(cities)
  const seconds = Math.floor(((end - start) / 1000 / count) * (place + random() * 5))
  const placedAt = new Date(Math.min(end, start + seconds * 1000)).toISOString()
  const company = random() < 0.12 ? `${surname} ${even(['S.r.l.', '& Figli', 'S.n.c.', 'Arredamenti'])}` : ''
  const plain = `${name}.${surname}`
    .normalize('NFD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase()
  const address: Address = {
    name: `${name} ${surname}`,
    company,
    street: `Via ${pick(names)} ${pick(surnames)} ${1 + Math.floor(random() * 140)}`.replaceAll('_', ' '),
    street2: '',
    city,
    province,
    postcode,
    country: 'IT',
    phone: `3${Math.floor(random() * 899_999_999 + 100_000_000)}`,
  }
  const lines = Array.from({ length: even(lineCounts) }, (): OrderLine => {
    const product = Math.floor(random() ** 1.3 * products.length)
    const kind = Math.floor(random() * kinds.length)
    const quantity = random() < 0.8 ? 1 : 2
    const price = 300 + product * 155 + kind * 40
    const net = cents(price * quantity)
    return {
      sku: `${(products[product] ?? '').slice(0, 3).toUpperCase()}-${product}${kind}${String((product * 37 + kind) % 100).padStart(2, '0')}`,
      name: `${products[product]} ${kinds[kind]}`,
      productId: String(product + 1),
      variationId: String(kind + 1),
      options: [],
      quantity: String(quantity),
      unitPrice: cents(price),
      vatRate: '22',
      discount: '0.00',
      net,
      tax: cents(Math.round(price * quantity * 0.22)),
    }
  })
  const sum = (values: readonly string[]) =>
    toDecimal(
      values.reduce((all, value) => all + (parseDecimal(value) ?? 0n), 0n),
      2,
    )
  const net = sum(lines.map((line) => line.net))
  const tax = sum(lines.map((line) => line.tax))
  const id = 1000 + place
  const state = even(states)
  return {
    ...unknownToMost,
    shopOrderId: String(id),
    number: String(id),
    placedAt,
    modifiedAt: placedAt,
    paidAt: placedAt,
    state,
    stateId: state,
    currency: random() < 0.985 ? 'EUR' : even(['USD', 'CHF', 'GBP']),
    customer: {
      id: '',
      name: `${name} ${surname}`,
      company,
      email: `${plain}${Math.floor(random() * 90)}@${pick(hosts)}`,
      phone: address.phone,
    },
    fiscal: {
      fiscalCode: fiscalCode(surname, name, random),
      vatNumber: company === '' ? '' : String(10_000_000_000 + Math.floor(random() * 9e9)),
      pec: '',
      sdiCode: '',
    },
    billing: address,
    shipping: address,
    lines,
    shippingLines: [{ name: 'Corriere espresso', net: '5.00', tax: '1.10', vatRate: '22' }],
    fees: [],
    discounts: [],
    refunds: [],
    taxes: [{ name: 'IVA 22%', rate: '22', amount: sum([tax, '1.10']) }],
    totals: {
      lines: net,
      discount: '0.00',
      shipping: '5.00',
      fees: '0.00',
      tax: sum([tax, '1.10']),
      total: sum([net, tax, '6.10']),
      refunded: '0.00',
    },
    pricesIncludeTax: true,
    paymentMethod: even(['Bonifico bancario', 'Carta di credito', 'PayPal', 'Contrassegno']),
    transactionId: random() < 0.5 ? `ch_${id.toString(36)}${Math.floor(random() * 1e9).toString(36)}` : '',
    shippingMethod: 'Corriere espresso',
    note: random() < 0.04 ? 'Consegnare dopo le 18, citofono interno 4. Grazie!' : '',
  }
}

function fiscalCode(surname: string, name: string, random: () => number): string {
  const consonants = (text: string) =>
    `${text
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
      .replace(/[aeiou]/gi, '')}XXX`
      .slice(0, 3)
      .toUpperCase()
  const two = (below: number) => String(1 + Math.floor(random() * below)).padStart(2, '0')
  return `${consonants(surname)}${consonants(name)}${40 + Math.floor(random() * 59)}A${two(28)}H${two(99)}1${'ABCDEFGHILMNOPQRSTUVZ'[Math.floor(random() * 20)]}`
}

function cents(value: number): string {
  return `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`
}

/** Mulberry32: small, fast, and the same everywhere. */
export function draws(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
