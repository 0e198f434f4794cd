import type { InvoiceBuyer, InvoiceDocument, InvoiceLine, InvoiceSummary } from '../words/invoice.ts'
import type { Seller } from '../words/invoice-settings.ts'

const namespace = 'http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2'

/** The file of an invoice: FatturaPA 1.2.2, to be written as UTF-8. No byte order mark, no empty element. */
export function invoiceXml(document: InvoiceDocument): string {
  const root = `p:FatturaElettronica versione="FPR12" xmlns:p="${namespace}"`
  const parts = [header(document), body(document)].join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${parts}</p:FatturaElettronica>\n`
}

function header(document: InvoiceDocument): string {
  const { senderId, progressive, recipientCode, pec, seller, buyer } = document
  return element('FatturaElettronicaHeader', [
    element('DatiTrasmissione', [
      element('IdTrasmittente', [element('IdPaese', 'IT'), element('IdCodice', senderId)]),
      element('ProgressivoInvio', progressive),
      element('FormatoTrasmissione', 'FPR12'),
      element('CodiceDestinatario', recipientCode),
      element('PECDestinatario', pec),
    ]),
    sellerPart(seller),
    buyerPart(buyer),
  ])
}

function sellerPart(seller: Seller): string {
  const { rea } = seller
  const name =
    seller.name === ''
      ? [element('Nome', seller.firstName), element('Cognome', seller.lastName)]
      : [element('Denominazione', seller.name)]
  return element('CedentePrestatore', [
    element('DatiAnagrafici', [
      element('IdFiscaleIVA', [element('IdPaese', 'IT'), element('IdCodice', seller.vatNumber)]),
      element('CodiceFiscale', seller.fiscalCode),
      element('Anagrafica', name),
      element('RegimeFiscale', seller.regime ?? ''),
    ]),
    place({ ...seller, country: 'IT' }),
    rea === null
      ? ''
      : element('IscrizioneREA', [
          element('Ufficio', rea.office),
          element('NumeroREA', rea.number),
          element('CapitaleSociale', rea.capital),
          element('SocioUnico', rea.shareholder ?? ''),
          element('StatoLiquidazione', rea.inLiquidation ? 'LS' : 'LN'),
        ]),
  ])
}

function buyerPart(buyer: InvoiceBuyer): string {
  const { vat } = buyer
  const vatParts = vat === null ? [] : [element('IdPaese', vat.country), element('IdCodice', vat.code)]
  return element('CessionarioCommittente', [
    element('DatiAnagrafici', [
      element('IdFiscaleIVA', vatParts),
      element('CodiceFiscale', buyer.fiscalCode),
      element('Anagrafica', [element('Denominazione', buyer.name)]),
    ]),
    place(buyer),
  ])
}

function place(of: Pick<InvoiceBuyer, 'street' | 'postcode' | 'city' | 'province' | 'country'>): string {
  return element('Sede', [
    element('Indirizzo', of.street),
    element('CAP', of.postcode),
    element('Comune', of.city),
    element('Provincia', of.province),
    element('Nazione', of.country),
  ])
}

function body(document: InvoiceDocument): string {
  const { invoice, lines, summaries, payments, terms, stamp } = document
  const stampParts = [element('BolloVirtuale', 'SI'), element('ImportoBollo', stamp ?? '')]
  return element('FatturaElettronicaBody', [
    element('DatiGenerali', [
      element('DatiGeneraliDocumento', [
        element('TipoDocumento', document.kind),
        element('Divisa', 'EUR'),
        element('Data', document.date),
        element('Numero', document.number),
        element('DatiBollo', stamp === null ? [] : stampParts),
        element('ImportoTotaleDocumento', document.total),
        ...document.causale.map((text) => element('Causale', text)),
      ]),
      element(
        'DatiFattureCollegate',
        invoice === null ? [] : [element('IdDocumento', invoice.number), element('Data', invoice.date)],
      ),
    ]),
    element('DatiBeniServizi', [
      ...lines.map((line, at) => linePart(line, at + 1)),
      ...summaries.map((summary) => summaryPart(summary)),
    ]),
    payments.length === 0
      ? ''
      : element('DatiPagamento', [
          element('CondizioniPagamento', terms.conditions),
          ...payments.map(({ code, amount, reference }) =>
            element('DettaglioPagamento', [
              element('ModalitaPagamento', code),
              element('DataScadenzaPagamento', terms.due ?? ''),
              element('ImportoPagamento', amount),
              element('CodicePagamento', reference),
            ]),
          ),
        ]),
  ])
}

function linePart(line: InvoiceLine, number: number): string {
  const { sku, discount, ossRate } = line
  return element('DettaglioLinee', [
    element('NumeroLinea', String(number)),
    element('TipoCessionePrestazione', line.kind ?? ''),
    element('CodiceArticolo', sku === '' ? [] : [element('CodiceTipo', 'SKU'), element('CodiceValore', sku)]),
    element('Descrizione', line.description),
    element('Quantita', line.quantity ?? ''),
    element('PrezzoUnitario', line.unitPrice),
    element(
      'ScontoMaggiorazione',
      discount === null ? [] : [element('Tipo', 'SC'), element('Importo', discount)],
    ),
    element('PrezzoTotale', line.total),
    element('AliquotaIVA', line.rate),
    element('Natura', line.natura ?? ''),
    element(
      'AltriDatiGestionali',
      ossRate === null ? [] : [element('TipoDato', 'OSS'), element('RiferimentoTesto', ossRate)],
    ),
  ])
}

function summaryPart({ rate, natura, rounding, taxable, tax, law }: InvoiceSummary): string {
  return element('DatiRiepilogo', [
    element('AliquotaIVA', rate),
    element('Natura', natura ?? ''),
    element('Arrotondamento', rounding ?? ''),
    element('ImponibileImporto', taxable),
    element('Imposta', tax),
    element('EsigibilitaIVA', natura === null ? 'I' : ''),
    element('RiferimentoNormativo', natura === null ? '' : law),
  ])
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** `content` is text, or the elements inside; nothing at all where there is none: the schema takes no empty element. */
function element(name: string, content: string | readonly string[]): string {
  const inside =
    typeof content === 'string'
      ? content.replace(/[&<>]/g, (character) => entities[character] ?? '')
      : content.join('')
  return inside === '' ? '' : `<${name}>${inside}</${name}>`
}
