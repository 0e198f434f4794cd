import { Button } from '@mantine/core'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import { makeAgain, takeNumberBack, useInvoices } from './invoices-store.ts'
import { Reasons } from './reasons.tsx'

/** Says what making again, or taking back, is for before it is done. */
export function AskingDialog() {
  const { invoices: words, common } = useTexts()
  const asking = useInvoices((state) => state.asking)
  const close = () => useInvoices.setState({ asking: null })
  if (asking === null) return null
  const { what, invoice } = asking
  const isAgain = what === 'again'
  return (
    <Dialog
      opened
      onClose={close}
      title={
        isAgain
          ? words.againTitle(words.dialog.willBe(words.kinds[invoice.kind], invoice.number))
          : words.takeBackTitle(invoice.number)
      }
    >
      <p>{isAgain ? words.againText : words.takeBackText}</p>
      <div className="dialog-buttons">
        <Button variant="default" data-autofocus onClick={close}>
          {common.cancel}
        </Button>
        <Button onClick={() => void (isAgain ? makeAgain(invoice) : takeNumberBack(invoice))}>
          {isAgain ? words.again : words.takeBackConfirm}
        </Button>
      </div>
    </Dialog>
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
