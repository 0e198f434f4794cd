import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { writeWholeFile } from '../export/whole-file.ts'
import type { Program } from '../program/program.ts'
import { readOffice } from '../program/propose-invoices.ts'
import { textsFor } from '../texts/index.ts'
import type { Texts } from '../texts/shape.ts'
import { failure } from '../words/failure.ts'
import {
  type InvoiceWish,
  invoiceSetting,
  numberingSetting,
  sellerSetting,
} from '../words/invoice-register.ts'
import type { PageDrawer } from './draw-pages.ts'
import type { Handlers } from './ipc.ts'
import { sendToPrinter } from './print-orders.ts'
import { askFolder, askWhere, windowOf } from './save-dialog.ts'
import type { Windows } from './windows.ts'

type Names =
  | 'office'
  | 'saveOffice'
  | 'ofOrder'
  | 'ofOrders'
  | 'propose'
  | 'make'
  | 'list'
  | 'document'
  | 'print'
  | 'again'
  | 'takeBack'

/**
 * Electronic invoices (R48): made, and kept in the register. Nothing is sent.
 * @param note of a file that this program wrote, and may show
 */
export function invoiceHandlers(
  program: Program,
  windows: Windows,
  { draw, pdf, texts }: Pick<PageDrawer, 'draw' | 'pdf'> & { readonly texts: () => Texts },
  note: (file: string) => void,
): Pick<Handlers, `invoices.${Names}`> {
  const { store } = program
  const maker = program.invoices(textsFor('it').invoices.paper)
  let lastFolder = ''
  const changed = () => windows.tell('orders.handedOver', null)

  const invoiceOf = async (id: number) => {
    const invoice = await store.invoice(id)
    if (invoice === null) throw failure('invoice-number-taken', { number: '' })
    return invoice
  }

  return {
    'invoices.office': () => readOffice(store),
    'invoices.saveOffice': async ({ seller, settings, numbering }) => {
      await store.saveOfficeSetting(null, sellerSetting, seller)
      await store.saveOfficeSetting(null, invoiceSetting, settings)
      await store.saveOfficeSetting(null, numberingSetting, numbering)
      return readOffice(store)
    },
    'invoices.ofOrder': async ({ orderId, day }) => {
      const detail = await store.getOrder(orderId)
      if (detail === null) throw failure('order-unknown', {})
      // A sum that only grows has no identifier by which it could be told that it was dealt with.
      const refunds = [...detail.ownRefunds, ...detail.laterRefunds].filter(({ id }) => id !== '')
      const wishes = [wishOf(orderId), ...refunds.map(({ id }) => wishOf(orderId, id))]
      return maker.propose(wishes, day)
    },
    'invoices.ofOrders': async ({ of, day }) => {
      const ids = await store.selectedOrders(of)
      return maker.propose(
        [...ids].map((id) => wishOf(id)),
        day,
      )
    },
    'invoices.propose': ({ wishes, day }) => maker.propose(wishes, day),
    'invoices.make': async ({ wishes, day }, sender) => {
      const folder = await askFolder(windowOf(sender), lastFolder)
      if (folder === null) return null
      lastFolder = folder
      const made = await maker.make(wishes, day, folder, (done, total) =>
        windows.tell('invoices.progress', { done, total }),
      )
      for (const { file } of made.files) note(file)
      changed()
      return made
    },
    'invoices.list': async ({ beforeId, limit }) => {
      const rows = await store.listInvoices(beforeId, limit)
      for (const { place } of rows) note(place)
      return rows
    },
    'invoices.document': async ({ id }) => (await invoiceOf(id)).document,
    'invoices.print': async ({ id, to }, sender) => {
      const { document } = await invoiceOf(id)
      const pages = { what: 'invoice', invoice: document } as const
      if (to === 'printer') return (await draw(pages, sendToPrinter)) ? { file: null } : null
      const { read, kinds } = texts().invoices
      const name = read.title(kinds[document.kind], document.number).replace(/[^\p{L}\p{N}._-]+/gu, '-')
      const { title } = texts().print.dialog
      const question = { title, defaultPath: `${name}.pdf`, kind: 'PDF', endings: ['pdf'] } as const
      const file = await askWhere(question, windowOf(sender))
      if (file === null) return null
      const drawn = await pdf(pages)
      await writeWholeFile(file, () => Readable.from([drawn]), new AbortController().signal)
      note(file)
      return { file }
    },
    'invoices.again': async ({ id }, sender) => {
      const { place } = await invoiceOf(id)
      const folder = await askFolder(windowOf(sender), dirname(place))
      if (folder === null) return null
      const made = await maker.again(id, folder)
      if ('file' in made) note(made.file)
      changed()
      return made
    },
    'invoices.takeBack': async ({ id }) => {
      await maker.takeBack(id)
      changed()
      return null
    },
  }
}

function wishOf(orderId: number, refundId: string | null = null): InvoiceWish {
  return { orderId, refundId, invoice: null, confirmed: false }
}
