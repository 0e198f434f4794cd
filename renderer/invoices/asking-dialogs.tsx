import { Button } from '@mantine/core'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import { makeAgain, takeNumberBack, useInvoices } from './invoices-store.ts'
import { Reasons } from './reasons.tsx'

/** Says what making again, or taking back, is for before it is done. */
export function AskingDialog() {
  const { invoices: words } = useTexts()
  const asking = useInvoices((state) => state.asking)
  const close = () => useInvoices.setState({ asking: null })
  if (asking === null) return null
  const { what, invoice } = asking
  const isAgain = what === 'again'
  return (
    <ConfirmDialog
      opened
      confirm={isAgain ? words.again : words.takeBackConfirm}
      onClose={close}
      onConfirm={() => void (isAgain ? makeAgain(invoice) : takeNumberBack(invoice))}
      title={
        isAgain
          ? words.againTitle(words.dialog.willBe(words.kinds[invoice.kind], invoice.number))
          : words.takeBackTitle(invoice.number)
      }
    >
      <p>{isAgain ? words.againText : words.takeBackText}</p>
    </ConfirmDialog>
  )
}

/** Why an invoice could not be made again: the order is not what it was. */
export function RefusedDialog() {
  const { invoices: words, common } = useTexts()
  const refused = useInvoices((state) => state.refused)
  const close = () => useInvoices.setState({ refused: null })
  if (refused === null) return null
  return (
    <Dialog opened onClose={close} title={words.dialog.notMade}>
      <Reasons proposal={refused} />
      <div className="dialog-buttons">
        <Button data-autofocus onClick={close}>
          {common.close}
        </Button>
      </div>
    </Dialog>
  )
}
