import { Button } from '@mantine/core'
import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import { InvoiceView } from './invoice-view.tsx'
import { printInvoice, useInvoices } from './invoices-store.ts'

/** Lines that are drawn at a time: a wholesaler's invoice may have thousands. */
const linesAtOnce = 500

/** What is in a file, to be read, printed, or saved as PDF. */
export function InvoiceDialog() {
  const { invoices: words, print, common } = useTexts()
  const read = useInvoices((state) => state.read)
  if (read === null) return null
  const { id, document } = read
  const close = () => useInvoices.setState({ read: null })
  return (
    <Dialog
      opened
      size={860}
      onClose={close}
      title={words.read.title(words.kinds[document.kind], document.number)}
    >
      <InvoiceView invoice={document} step={linesAtOnce} />
      <div className="dialog-buttons">
        <Button variant="default" data-autofocus onClick={close}>
          {common.close}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileTypePdf size={16} aria-hidden />}
          onClick={() => void printInvoice(id, 'pdf')}
        >
          {print.order.pdf}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => void printInvoice(id, 'printer')}
        >
          {print.order.printer}
        </Button>
      </div>
    </Dialog>
  )
}
