import { Button, SegmentedControl } from '@mantine/core'
import { IconFileInvoice, IconInfoCircle } from '@tabler/icons-react'
import { useEffect } from 'react'
import { listen } from '../client.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { ScreenHead } from '../parts/screen-head.tsx'
import { useTexts } from '../state/app-store.ts'
import { AskingDialog, RefusedDialog } from './asking-dialogs.tsx'
import { InvoiceDialog } from './invoice-dialog.tsx'
import classes from './invoices-screen.module.css'
import { loadInvoices, openInvoices, useInvoices } from './invoices-store.ts'
import { MadeTable } from './made-table.tsx'
import { OfficeForm } from './office-form.tsx'

/** Utilità → Fatture elettroniche (R48). */
export function InvoicesScreen() {
  const words = useTexts().invoices
  const { tab, office } = useInvoices()
  useEffect(() => {
    void openInvoices()
    return listen('orders.handedOver', () => void loadInvoices())
  }, [])
  return (
    <div className={classes.screen}>
      <ScreenHead title={words.title}>
        <SegmentedControl
          className={classes.tabs}
          aria-label={words.tabsLabel}
          data={[
            { value: 'made', label: words.tabs.made },
            { value: 'office', label: words.tabs.office },
          ]}
          value={tab}
          onChange={(value) => useInvoices.setState({ tab: value === 'made' ? 'made' : 'office' })}
        />
      </ScreenHead>
      <div className={classes.body}>
        <div className={classes.note}>
          <IconInfoCircle size={20} aria-hidden />
          <p>
            {words.intro} <span className="dim">{words.whatToDo}</span>
          </p>
        </div>
        {tab === 'made' ? <Made /> : office !== null && <OfficeForm office={office} />}
      </div>
      <InvoiceDialog />
      <AskingDialog />
      <RefusedDialog />
    </div>
  )
}

function Made() {
  const words = useTexts().invoices
  const { rows, phase, office } = useInvoices()
  if (phase !== 'ready' || rows.length > 0) return <MadeTable />
  const isSet = office?.seller.vatNumber !== ''
  return (
    <div className={classes.nothing}>
      <EmptyState
        icon={<IconFileInvoice size={32} stroke={1.5} />}
        title={isSet ? words.none : words.noOffice}
        text={isSet ? words.noneText : words.noOfficeText}
      >
        {!isSet && (
          <Button size="xs" onClick={() => useInvoices.setState({ tab: 'office' })}>
            {words.toOffice}
          </Button>
        )}
      </EmptyState>
    </div>
  )
}
