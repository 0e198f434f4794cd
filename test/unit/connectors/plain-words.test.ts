import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainLine, plainLines } from '../../../main/connectors/plain-words.ts'

describe('R23: texts kept as HTML come out as people read them', () => {
  test.each([
    ['T&egrave; &amp; Tisane &#8211; L&#8217;Erborista', 'Tè & Tisane – L’Erborista'],
    ['Confezione regalo (&euro;5,00)', 'Confezione regalo (€5,00)'],
    ['3,00&nbsp;<span class="x">&euro;</span>', '3,00 €'],
    ['Carta &#8211; Stripe <img src="https://shop.example/visa.svg" alt="Visa" />', 'Carta – Stripe'],
    ['<p>XL</p>\n', 'XL'],
    ['m<sup>2</sup> di <B>lino</B>', 'm2 di lino'],
    ['uno<br>due<BR/>tre', 'uno due tre'],
    ['&#x20AC; &#128; &hearts; &Omega; &AMP;', '€ € ♥ Ω &'],
    // Once, and no more.
    ['&amp;egrave;', '&egrave;'],
    ['&lt;b&gt;', '<b>'],
    // What only looks like HTML.
    ['I <3 te & R&D', 'I <3 te & R&D'],
    ['Mario <mario@posta.example>', 'Mario <mario@posta.example>'],
    ['Terriccio 20 L <bio>', 'Terriccio 20 L <bio>'],
    ['Anello <S> e <b>fede</b>', 'Anello <S> e fede'],
    ['Camicia <B>Blu</b> <S>', 'Camicia Blu <S>'],
    ['<my-price>7</my-price><o:p>,50</o:p>', '7 ,50'],
    ['&nulla; &;', '&nulla; &;'],
    ['&#0;&#xD800;&#x1F44D;', '👍'],
    ['', ''],
  ])('%s', (html, text) => {
    expect(plainLine(html)).toBe(text)
  })

  test('notes keep their lines', () => {
    expect(plainLines('&quot;Suonare&quot;<br />\ndue volte<p>Grazie</p>')).toBe(
      '"Suonare"\n\ndue volte\nGrazie',
    )
    expect(plainLines('  come\n\n\n\n  scritto ')).toBe('  come\n\n\n\n  scritto ')
  })

  test('plain text without either sign never changes, and escaped text always comes back', () => {
    fc.assert(
      fc.property(fc.string(), (any) => {
        const text = any.replace(/\s+/g, ' ').trim()
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
        expect(plainLine(escaped)).toBe(text)
      }),
    )
  })
})
