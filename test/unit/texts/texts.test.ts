import { describe, expect, it } from 'vitest'
import { tlsFacts } from '../../../main/connectors/check-steps.ts'
import { mayBeOneOrder, mayRefuseOneOrder } from '../../../main/connectors/http-failure.ts'
import {
  checkStepName,
  checkStepText,
  failureText,
  logText,
  shopWarningText,
  skipReasonText,
  textsFor,
  whyMissingText,
  wrongReasonText,
} from '../../../main/texts/index.ts'
import type { CheckStepId } from '../../../main/words/check.ts'
import {
  Failure,
  type FailureCode,
  type FailureParams,
  type FailureValue,
} from '../../../main/words/failure.ts'
import type { WhyMissing } from '../../../main/words/missing.ts'
import type { SkipReasonParams, WrongReasonParams } from '../../../main/words/order.ts'
import type { LogMessage } from '../../../main/words/run.ts'
import { everyText, readable } from './every-text.ts'
import { failureSamples, logSamples, skipSamples, wrongSamples } from './samples.ts'

const languages = ['it', 'en'] as const

/** What a shop may answer whenever it is asked for one certain order. */
const brokenAnswers = (Object.keys(failureSamples) as FailureCode[]).filter((code) => {
  const found = new Failure({ code, params: failureSamples[code] } as FailureValue)
  return mayBeOneOrder(found) || mayRefuseOneOrder(found)
})

/** They may speak of that platform's own panel. */
const ofOnePlatform: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'plain-permalinks',
  'api-disabled',
  'webservice-disabled',
  'permissions-missing',
  'key-of-other-shop',
  'store-views-unreadable',
  'time-zone-unknown',
  'token-alone-refused',
  'site-login-in-the-way',
  'app-not-installed',
  'customer-data-denied',
  'shop-address-unknown',
])

for (const language of languages) {
  describe(`the texts in ${language}`, () => {
    const texts = textsFor(language)

    it('say what happened and what to do for every failure', () => {
      for (const [code, params] of Object.entries(failureSamples)) {
        const { message, remedy } = failureText(texts, { code, params } as FailureValue)
        expect(message, code).toMatch(readable)
        expect(remedy, code).toMatch(readable)
        expect(message, code).not.toBe(texts.unknownCode(code))
      }
    })

    it('name the host, the address, the file or the shop that a failure is about', () => {
      for (const [code, params] of Object.entries(failureSamples)) {
        const { message } = failureText(texts, { code, params } as FailureValue)
        for (const name of ['host', 'address', 'file', 'name', 'proxy'] as const) {
          if (name in params) expect(message, code).toContain(Reflect.get(params, name))
        }
      }
    })

    it('explain every reason for skipping an order', () => {
      for (const [code, params] of Object.entries(skipSamples)) {
        const { message, remedy } = skipReasonText(texts, { code, params } as never)
        expect(message, code).toMatch(readable)
        expect(remedy, code).toMatch(readable)
      }
    })

    it('explain every reason that makes an order wrong', () => {
      for (const [code, params] of Object.entries(wrongSamples)) {
        const { message, remedy } = wrongReasonText(texts, { code, params } as never)
        expect(message, code).toMatch(readable)
        expect(remedy, code).toMatch(readable)
      }
    })

    it('show no code where words are meant, and no field by its name alone where it has one', () => {
      const codes = [failureSamples, skipSamples, wrongSamples].flatMap(Object.keys)
      const raw = new RegExp(codes.filter((code) => code.includes('-')).join('|'))
      const shown = [
        ...Object.entries(failureSamples).map(([code, params]) =>
          failureText(texts, { code, params } as FailureValue),
        ),
        ...Object.entries(skipSamples).map(([code, params]) =>
          skipReasonText(texts, { code, params } as never),
        ),
        ...Object.entries(wrongSamples).map(([code, params]) =>
          wrongReasonText(texts, { code, params } as never),
        ),
        ...brokenAnswers.map((code) =>
          wrongReasonText(texts, { code: 'shop-cannot-deliver', params: { code } }),
        ),
      ]
      for (const { message, remedy } of shown) expect(`${message} ${remedy}`).not.toMatch(raw)
      for (const field of [
        'total',
        'total_paid_tax_incl',
        'grand_total',
        'order_details[2].product_quantity',
      ]) {
        const params = { field, declared: '1.00', computed: '2.00' }
        const { message } = wrongReasonText(texts, { code: 'totals-mismatch', params })
        expect(message).not.toMatch(/_|\[/)
      }
    })

    it('fit every platform, unless the failure is one platform’s own', () => {
      const platforms = ['WooCommerce', 'PrestaShop', 'Shopify', 'Magento']
      for (const [code, params] of Object.entries(failureSamples)) {
        if (ofOnePlatform.has(code as FailureCode)) continue
        const { message, remedy } = failureText(texts, { code, params } as FailureValue)
        const text = `${message} ${remedy}`
        const named = platforms.filter((platform) => text.includes(platform))
        expect(named.length, `${code}: ${text}`).toSatisfy((count: number) => count === 0 || count === 4)
        expect(text, code).not.toMatch(/wordpress|wp[-_]/i)
      }
    })

    it('render every log message', () => {
      for (const [code, params] of Object.entries(logSamples)) {
        const { message, remedy } = logText(texts, { code, params } as LogMessage)
        expect(message, code).toMatch(readable)
        expect(remedy, code).not.toMatch(/undefined|null|NaN|\[object/)
      }
    })

    it('have no empty or broken text anywhere', () => {
      for (const [path, text] of everyText(texts)) expect(text, path).toMatch(readable)
    })

    it('name a code of another version instead of failing', () => {
      const unknown = { code: 'from-the-future', params: {} }
      expect(logText(texts, unknown as never).message).toContain('from-the-future')
      expect(failureText(texts, unknown as never).message).toContain('from-the-future')
      expect(skipReasonText(texts, unknown as never).message).toContain('from-the-future')
    })

    it('survive messages whose parameters are missing', () => {
      for (const code of Object.keys(logSamples)) {
        expect(() => logText(texts, { code, params: {} } as never), code).not.toThrow()
        expect(() => logText(texts, { code } as never), code).not.toThrow()
      }
    })

    it('do not take the name of a built-in property for a code', () => {
      expect(logText(texts, { code: 'toString', params: {} } as never).message).toContain('toString')
    })
  })
}

describe('the Italian texts', () => {
  const texts = textsFor('it')

  it('say exactly what the manual says after too many failures (R19)', () => {
    expect(logText(texts, { code: 'run-annulled', params: {} }).message).toBe(
      'Operazione annullata a causa del superamento del numero di errori',
    )
  })

  it('say from when to when, briefly where it was today', () => {
    const at = (day: number, hour: number, minute: number) =>
      new Date(2026, 10, day, hour, minute).toISOString()
    const now = new Date(2026, 10, 23, 13, 4)
    const { span } = texts.common
    expect(span(at(23, 10, 15), at(23, 13, 0), now)).toBe('dalle 10:15 alle 13:00')
    expect(span(at(20, 10, 15), at(20, 13, 0), now)).toBe('il 20/11/2026 dalle 10:15 alle 13:00')
    expect(span(at(20, 10, 15), at(23, 13, 0), now)).toBe(
      'dal 20/11/2026 alle 10:15 al 23/11/2026 alle 13:00',
    )
  })

  it('name the fields and the problems of a wrong input, each in a sentence that agrees', () => {
    const wrong = {
      field: 'credentials.consumerSecret',
      problem: 'required',
      others: [{ field: 'credentials.consumerKey', problem: 'required' }],
    } as const
    expect(failureText(texts, { code: 'input-invalid', params: wrong }).message).toBe(
      'Il segreto (consumer secret) va compilato. La chiave (consumer key) va compilata.',
    )
    expect(texts.wrongInput('name', 'duplicate')).toBe('Il nome è già usato.')
    expect(texts.wrongInput('settings.states.0', 'unknown-value')).toBe(
      'Stati da scaricare: non è un valore conosciuto.',
    )
    expect(texts.wrongInput('--from', 'not-a-date')).toBe('--from: non è una data.')
    expect(texts.wrongInput('constructor', 'unknown-field')).toBe('constructor: è un campo che non esiste.')
    const english = textsFor('en').wrongInput
    expect(english('url', 'required')).toBe('The address of the site must be filled in.')
    expect(english('pec', 'too-long')).toBe('The PEC is too long.')
    expect(english('constructor', 'unknown-field')).toBe('constructor: is not a known field.')
  })

  it('tell every reason of a wrong order, and the remedy once', () => {
    const reasons = [
      { code: 'no-lines', params: {} },
      { code: 'no-customer', params: {} },
    ] as const
    const { message, remedy } = logText(texts, { code: 'order-wrong', params: { reasons } })
    expect(message).toBe(
      'Ordine errato. L’ordine non contiene nessun articolo. Non si capisce chi è il cliente: mancano nome, azienda ed e-mail.',
    )
    expect(remedy.match(/Correggi/g)).toHaveLength(1)
  })

  it('keep exact amounts in the reason for wrong totals', () => {
    const params = { field: 'total', declared: '12345678901234567.89', computed: '0.10' }
    expect(wrongReasonText(texts, { code: 'totals-mismatch', params }).message).toContain(
      '12.345.678.901.234.567,89',
    )
  })

  it('do not raise an alarm over what a check has got round', () => {
    const step = {
      id: 'credentials' satisfies CheckStepId,
      failure: { code: 'authorization-stripped', params: { host: 'www.esempio.it' } },
      facts: {},
    } as const
    expect(checkStepText(texts, { ...step, outcome: 'warning' })?.remedy).toMatch(/^Funziona/)
    expect(checkStepText(texts, { ...step, outcome: 'failed' })?.remedy).toMatch(/^Chiedi/)
    expect(checkStepText(texts, { ...step, outcome: 'ok', failure: null })).toBeNull()
  })
})

// The samples must cover the codes: the compiler says so.
failureSamples satisfies { [Code in keyof FailureParams]: FailureParams[Code] }
skipSamples satisfies { [Code in keyof SkipReasonParams]: SkipReasonParams[Code] }
wrongSamples satisfies { [Code in keyof WrongReasonParams]: WrongReasonParams[Code] }
logSamples satisfies { [Message in LogMessage as Message['code']]: Message['params'] }

it('R5 R9 of one thing they say so as of one', () => {
  const counters = { total: 1, new: 1, skipped: 1, wrong: 1 }
  const [italian, english] = [textsFor('it'), textsFor('en')]
  expect(italian.log['run-finished'](counters).message).toBe(
    'Download riuscito: 1 ordine letto, 1 nuovo, 1 saltato, 1 errato.',
  )
  expect(english.log['run-finished'](counters).message).toContain('1 order read')
  expect(italian.download.finished('1', '1', '1')).toBe('Download finito: 1 nuovo, 1 saltato, 1 errato.')
  expect(italian.download.progress('1', null)).toBe('1 ordine letto')
  expect(english.download.progress('1', null)).toBe('1 order read')
})

it('R27 names within a sentence begin small, acronyms do not', () => {
  const { order } = textsFor('it')
  expect(order.inGroup('Fatturazione', order.address.postcode)).toBe('Fatturazione: CAP')
  expect(order.inGroup('Cliente', order.customer.email)).toBe('Cliente: e-mail')
  expect(order.inGroup('Fatturazione', order.address.city)).toBe('Fatturazione: città')
})

it('Italian has one apostrophe, the typographic one', () => {
  const straight = everyText(textsFor('it')).filter(([, text]) => /\p{L}'\p{L}/u.test(text))
  expect(straight).toEqual([])
})
it.each(languages)(
  'R33 a certificate that Electron refuses whoever vouches for it has a remedy of its own: %s',
  (language) => {
    const remedyOf = (reason: string) =>
      failureText(textsFor(language), { code: 'tls-failed', params: { host: 'bottega.example', reason } })
        .remedy
    expect(remedyOf('ERR_SSL_KEY_USAGE_BIT_INCORRECT')).toContain('digitalSignature')
    expect(remedyOf('EPROTO')).not.toContain('digitalSignature')
  },
)

describe('R9 a state of the shop’s own', () => {
  const texts = textsFor('it')
  const states = [
    { id: 'spedito', name: 'Affidato al corriere' },
    { id: 'processing', name: 'In corso' },
  ]
  const reason = (state: string) => ({ code: 'state-not-wanted', params: { state } }) as const
  const warning = { kind: 'state-unknown', key: 'spedito', name: 'spedito', count: null } as const

  it('is told by the name that the settings show, in the log, the reasons, the warnings and the check', () => {
    const failed = {
      code: 'states-unknown',
      params: { states: 'pronto', known: 'spedito, processing' },
    } as const
    const step = { id: 'states', outcome: 'failed', facts: {}, failure: failed } as const
    const told = [
      skipReasonText(texts, reason('spedito'), states),
      logText(texts, { code: 'order-skipped', params: { reason: reason('spedito') } }, states),
      whyMissingText(texts, { code: 'skipped', params: { reason: reason('spedito') } } as WhyMissing, states),
      shopWarningText(texts, warning, states),
      logText(texts, { code: 'shop-warning', params: warning }, states),
      checkStepText(texts, step, states),
    ].map((said) => `${said?.message} ${said?.remedy}`)
    for (const said of told) {
      expect(said).toContain('Affidato al corriere')
      expect(said).not.toContain('spedito')
    }
  })

  it('keeps our name where there is one, and its identifier where nothing is known of it', () => {
    expect(skipReasonText(texts, reason('processing'), states).message).toContain('«In lavorazione»')
    expect(skipReasonText(texts, reason('pronto'), states).message).toContain('«pronto»')
  })

  it('is no other word that the same text carries', () => {
    const shop = { kind: 'shop-not-downloaded', key: '2', name: 'spedito', count: null } as const
    expect(shopWarningText(texts, shop, states).message).toContain('spedito')
  })
})

it.each(languages)('R33 the check calls no connection protected that nothing protects: %s', (language) => {
  const texts = textsFor(language)
  const said = (root: string) => checkStepName(texts, { id: 'tls', facts: tlsFacts(root, null) })
  expect(said('https://bottega.example/')).toBe(texts.check.steps.tls)
  for (const root of ['http://bottega.example/', 'http://localhost:8080/', 'http://127.0.0.1/shop/']) {
    const { protection = '' } = tlsFacts(root, null)
    expect(said(root)).toBe(texts.check.unprotected.step)
    expect(texts.check.values[protection]).toBeDefined()
    // Between programs of one computer nothing is sent over a network, and nobody has allowed anything.
    expect(protection).toBe(root.includes('bottega') ? 'none' : 'none-here')
  }
})
