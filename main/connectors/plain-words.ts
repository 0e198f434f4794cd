/**
 * Texts that a shop keeps as HTML, as people read them: tags taken away and entities decoded, once, in linear time.
 * Plain text comes out as it was, `<3` and `R&D` too.
 */

/** In one line: names, options, titles. */
export function plainLine(html: string): string {
  return isPlain(html) ? html.trim() : plain(html, ' ').replace(/\s+/g, ' ').trim()
}

/** With its line ends: notes. */
export function plainLines(html: string): string {
  if (isPlain(html)) return html
  const lines = plain(html, '\n').split('\n')
  return lines
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function isPlain(text: string): boolean {
  return !text.includes('<') && !text.includes('&')
}

function plain(html: string, lineEnd: string): string {
  const closed = new Set(html.match(closing)?.map((written) => written.toLowerCase()))
  const isSize = (written: string) => size.test(written) && !closed.has(`</${written.slice(1).toLowerCase()}`)
  return html
    .replace(tag, (written, name = 'i') =>
      isSize(written) ? written : (separator(name.toLowerCase(), lineEnd) ?? written),
    )
    .replace(entity, decoded)
}

/** `Anello <S>`: a letter that nothing closes. */
const size = /^<[abisu]>$/i
const closing = /<\/[abisu]>/gi

/** A tag ends before the next one begins, so that no place is looked at twice. */
const tag = /<(?:!--[^<>]*--|[/!?]?([a-z][a-z0-9:-]{0,30})(?:[\s/][^<>]*)?)>/gi
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,8}));/gi

/** What stands for a tag; null for what is none: `Terriccio <bio>`. */
function separator(name: string, lineEnd: string): string | null {
  if (withinWords.has(name)) return ''
  if (endsLine.has(name)) return lineEnd
  return otherTags.has(name) || /[-:]/.test(name) ? ' ' : null
}

const withinWords: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo del em font i ins mark s small span strong sub sup u'.split(' '),
)
const endsLine: ReadonlySet<string> = new Set(
  'br p div li ul ol tr table h1 h2 h3 h4 h5 h6 blockquote'.split(' '),
)

const otherTags: ReadonlySet<string> = new Set(
  (
    'address article aside audio base big blink body button canvas caption center cite code col colgroup data dd ' +
    'details dfn dialog dir dl doctype dt embed fieldset figcaption figure footer form frame head header hr html ' +
    'iframe img input kbd label legend link main map marquee meta nav noscript object optgroup option param path ' +
    'picture pre q s samp script section select source strike style summary svg tbody td template textarea tfoot ' +
    'th thead time title track tt var video wbr'
  ).split(' '),
)

function decoded(written: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return named.get(name) ?? named.get(name.toLowerCase()) ?? written
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  if (code >= 0x80 && code < 0xa0) return windows1252[code - 0x80] ?? written
  // Surrogates and what commands a terminal are no characters of a text.
  const isCharacter = (code >= 0x20 && code < 0xd800) || (code > 0xdfff && code <= 0x10ffff)
  return isCharacter || code === 9 || code === 10 ? String.fromCodePoint(code) : ' '
}

/** Old programs number characters by Windows' table; browsers read them so, too. */
const windows1252 = '€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ'

/** The entities of HTML 4, which is what PHP writes. */
const named: ReadonlyMap<string, string> = new Map([
  ...from(
    0xa0,
    'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml',
  ),
  ...from(
    0x391,
    'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega',
  ),
  ...from(
    0x3b1,
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega',
  ),
  ...pairs(
    'amp& lt< gt> quot" apos\' OElig\u0152 oelig\u0153 Scaron\u0160 scaron\u0161 Yuml\u0178 fnof\u0192 circ\u02c6 tilde\u02dc ensp\u2002 emsp\u2003 thinsp\u2009 zwnj\u200c zwj\u200d lrm\u200e rlm\u200f ndash\u2013 mdash\u2014 lsquo\u2018 rsquo\u2019 sbquo\u201a ldquo\u201c rdquo\u201d bdquo\u201e dagger\u2020 Dagger\u2021 bull\u2022 hellip\u2026 permil\u2030 prime\u2032 Prime\u2033 lsaquo\u2039 rsaquo\u203a oline\u203e frasl\u2044 euro\u20ac image\u2111 weierp\u2118 real\u211c trade\u2122 alefsym\u2135 larr\u2190 uarr\u2191 rarr\u2192 darr\u2193 harr\u2194 crarr\u21b5 lArr\u21d0 uArr\u21d1 rArr\u21d2 dArr\u21d3 hArr\u21d4 forall\u2200 part\u2202 exist\u2203 empty\u2205 nabla\u2207 isin\u2208 notin\u2209 ni\u220b prod\u220f sum\u2211 minus\u2212 lowast\u2217 radic\u221a prop\u221d infin\u221e ang\u2220 and\u2227 or\u2228 cap\u2229 cup\u222a int\u222b there4\u2234 sim\u223c cong\u2245 asymp\u2248 ne\u2260 equiv\u2261 le\u2264 ge\u2265 sub\u2282 sup\u2283 nsub\u2284 sube\u2286 supe\u2287 oplus\u2295 otimes\u2297 perp\u22a5 sdot\u22c5 lceil\u2308 rceil\u2309 lfloor\u230a rfloor\u230b lang\u2329 rang\u232a loz\u25ca spades\u2660 clubs\u2663 hearts\u2665 diams\u2666 thetasym\u03d1 upsih\u03d2 piv\u03d6',
  ),
])

function from(first: number, names: string): (readonly [string, string])[] {
  return names.split(' ').map((name, index) => [name, String.fromCharCode(first + index)] as const)
}

/** Each name with its character behind it. */
function pairs(list: string): (readonly [string, string])[] {
  return list.split(' ').map((pair) => [pair.slice(0, -1), pair.slice(-1)] as const)
}
