import { Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type InvoiceSettings, paymentCodes } from '../../main/words/invoice-settings.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import type { OfficeSectionProps } from './office-draft.ts'
import classes from './office-form.module.css'

type Payment = InvoiceSettings['payments'][number]

/** Which code a payment method has, where the program does not know it by itself. */
export function PaymentsSection({ draft, change }: OfficeSectionProps) {
  const texts = useTexts()
  const words = texts.invoices.office
  const { payments } = draft.settings
  const set = (changed: readonly Payment[]) => change({ settings: { ...draft.settings, payments: changed } })
  const put = (at: number, patch: Partial<Payment>) =>
    set(payments.map((one, place) => (place === at ? { ...one, ...patch } : one)))
  return (
    <FormSection title={words.payments} hint={words.paymentsHint}>
      {payments.map((payment, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are told apart by their place alone
        <fieldset key={at} className={classes.payment} aria-label={payment.words || words.payments}>
          <TextInput
            label={words.paymentWords}
            value={payment.words}
            maxLength={200}
            onChange={(event) => put(at, { words: event.currentTarget.value })}
          />
          <Select
            label={words.paymentCode}
            placeholder={words.paymentNone}
            clearable
            data={paymentCodes.map((code) => ({
              value: code,
              label: `${code} – ${texts.invoices.paymentCodes[code]}`,
            }))}
            value={payment.code}
            onChange={(value) => put(at, { code: paymentCodes.find((code) => code === value) ?? null })}
          />
          <IconButton
            label={words.removePayment}
            icon={<IconTrash size={16} />}
            onClick={() => set(payments.toSpliced(at, 1))}
          />
        </fieldset>
      ))}
      <Button
        size="xs"
        variant="light"
        className={classes.add}
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => set([...payments, { words: '', code: null }])}
      >
        {words.addPayment}
      </Button>
    </FormSection>
  )
}
