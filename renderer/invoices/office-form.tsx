import { Button } from '@mantine/core'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { InvoiceOffice } from '../../main/words/invoice-register.ts'
import { useTexts } from '../state/app-store.ts'
import { saveOffice, useInvoices } from './invoices-store.ts'
import { NumberingSection } from './numbering-section.tsx'
import { type OfficeProblems, type OfficeSectionProps, officeProblems, tidySeller } from './office-draft.ts'
import classes from './office-form.module.css'
import { PaymentsSection } from './payments-section.tsx'
import { RulesSection } from './rules-section.tsx'
import { SellerSection } from './seller-section.tsx'

/** Who sells, how invoices are numbered, and what the accountant has to say once. */
export function OfficeForm({ office }: { readonly office: InvoiceOffice }) {
  const texts = useTexts()
  const words = texts.invoices.office
  const draft = useInvoices((state) => state.draft) ?? office
  const setDraft = (changed: InvoiceOffice) => useInvoices.setState({ draft: changed })
  const form = useRef<HTMLFormElement>(null)
  const [problems, setProblems] = useState<OfficeProblems>({})
  const [saving, setSaving] = useState(false)
  const isChanged = useMemo(() => JSON.stringify(draft) !== JSON.stringify(office), [draft, office])

  // What is wrong first is what is put right first.
  useEffect(() => {
    if (Object.keys(problems).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [problems])

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    const tidy = { ...draft, seller: tidySeller(draft.seller) }
    const found = officeProblems(tidy)
    setProblems(found)
    setDraft(tidy)
    if (Object.keys(found).length > 0) return
    setSaving(true)
    await saveOffice(tidy)
    setSaving(false)
  }

  const section: OfficeSectionProps = {
    draft,
    change: (patch) => setDraft({ ...draft, ...patch }),
    errorOf: (field) => {
      const problem = problems[field]
      if (problem === undefined) return undefined
      return problem === 'required' ? words.required : (words.invalidOf[field] ?? words.invalid)
    },
  }
  return (
    <form ref={form} className={classes.form} noValidate onSubmit={(event) => void save(event)}>
      <SellerSection {...section} />
      <NumberingSection {...section} />
      <RulesSection {...section} />
      <PaymentsSection {...section} />
      <footer className={classes.footer}>
        <span className={classes.told} role="status">
          {Object.keys(problems).length > 0 ? words.wrong : isChanged ? words.unsaved : ''}
        </span>
        <Button
          variant="default"
          disabled={!isChanged || saving}
          onClick={() => {
            useInvoices.setState({ draft: null })
            setProblems({})
          }}
        >
          {texts.settings.discard}
        </Button>
        <Button type="submit" loading={saving} disabled={!isChanged}>
          {words.save}
        </Button>
      </footer>
    </form>
  )
}
