import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useEffect, useMemo, useRef } from 'react'
import { stateNameOf } from '../../main/texts/state-name.ts'
import { warningFor } from '../../main/words/edit/warnings.ts'
import type { OrderDetail } from '../../main/words/order-view.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import panel from '../parts/side-panel.module.css'
import { useApp, useTexts } from '../state/app-store.ts'
import { fieldLabel } from './change-text.ts'
import { fieldPaths } from './draft-fields.ts'
import classes from './edit-form.module.css'
import { EditRows } from './edit-rows.tsx'
import { changesOf, type Draft, previewOf, wrongCells } from './order-draft.ts'
import { changeDraft, saveAndNext, saveEdit, stopEdit, useSheet, whenFree } from './order-sheet-store.ts'
import { TotalsPreview } from './totals-preview.tsx'

/** Every field of the order that a person may need to correct (R27). */
export function EditForm({ onNext }: { readonly onNext: () => number | null }) {
  const { draft, base } = useSheet()
  return draft === null || base === null ? null : <Form draft={draft} base={base} onNext={onNext} />
}

function Form({
  draft,
  base,
  onNext,
}: {
  readonly draft: Draft
  readonly base: OrderDetail
  readonly onNext: () => number | null
}) {
  const texts = useTexts()
  const words = texts.order
  const { saving, failure } = useSheet()
  const wrong = useMemo(() => wrongCells(draft), [draft])
  const changes = useMemo(() => changesOf(base, draft, wrong), [base, draft, wrong])
  const after = useMemo(() => previewOf(base, changes), [base, changes])
  const changed = changes.length > 0 || wrong.size > 0
  const body = useRef<HTMLFormElement>(null)
  // The keyboard goes on in the form.
  useEffect(() => body.current?.querySelector('input')?.focus(), [])

  return (
    <>
      <form
        ref={body}
        className={`${panel.body} ${classes.body}`}
        onSubmit={(event) => {
          event.preventDefault()
          void saveEdit()
        }}
      >
        {failure !== null && <FailurePanel failure={failure} />}
        <section>
          <h2>{words.groups.order}</h2>
          <div className={classes.grid}>
            <Fields draft={draft} wrong={wrong} paths={['number', 'placedAt']} />
            <StateField draft={draft} base={base} />
            <Fields draft={draft} wrong={wrong} paths={['currency']} />
          </div>
        </section>
        <section>
          <h2>{words.groups.customer}</h2>
          <div className={classes.grid}>
            <Fields draft={draft} wrong={wrong} paths={group('customer.')} />
          </div>
        </section>
        <section>
          <h2>{words.groups.fiscal}</h2>
          <div className={classes.grid}>
            <Fields draft={draft} wrong={wrong} paths={group('fiscal.')} />
          </div>
        </section>
        <EditRows draft={draft} order={base.order} wrong={wrong} />
        <TotalsPreview before={base.order} after={after} invalid={wrong.size > 0} />
        <section>
          <h2>{words.groups.billing}</h2>
          <div className={classes.grid}>
            <Fields draft={draft} wrong={wrong} paths={group('billing.')} />
          </div>
        </section>
        <section>
          <h2>{words.groups.shipping}</h2>
          <div className={classes.grid}>
            <Fields draft={draft} wrong={wrong} paths={group('shipping.')} />
          </div>
        </section>
        <section>
          <h2>{texts.search.detail.payment}</h2>
          <div className={classes.grid}>
            <Fields
              draft={draft}
              wrong={wrong}
              paths={['paymentMethod', 'paidAt', 'transactionId', 'shippingMethod', 'trackingNumber']}
            />
            {base.order.fulfilment !== '' && <FulfilmentField draft={draft} base={base} />}
          </div>
        </section>
        <Textarea
          label={fieldLabel(texts, 'note')}
          size="xs"
          autosize
          minRows={2}
          maxRows={8}
          maxLength={20_000}
          value={draft.fields.note ?? ''}
          onChange={(event) => setField('note', event.currentTarget.value)}
        />
        {/* Enter in a field saves, as in any form. */}
        <button type="submit" hidden />
      </form>
      <footer className={`${panel.actions} ${classes.actions}`}>
        <span className="dim">{changed ? words.unsaved : words.saveHint}</span>
        <Button size="xs" variant="default" onClick={() => whenFree(stopEdit)}>
          {texts.common.cancel}
        </Button>
        <Button
          size="xs"
          variant="default"
          title={words.saveAndNextHint}
          disabled={saving || wrong.size > 0}
          onClick={() => void saveAndNext(onNext)}
        >
          {words.saveAndNext}
        </Button>
        <Button
          size="xs"
          loading={saving}
          disabled={!changed || wrong.size > 0}
          onClick={() => void saveEdit()}
        >
          {texts.common.save}
        </Button>
      </footer>
    </>
  )
}

const group = (prefix: string) => fieldPaths.filter((path) => path.startsWith(prefix))

function Fields({
  draft,
  wrong,
  paths,
}: {
  readonly draft: Draft
  readonly wrong: ReadonlySet<string>
  readonly paths: readonly string[]
}) {
  const texts = useTexts()
  return paths.map((path) => {
    const value = draft.fields[path] ?? ''
    const address = path.startsWith('shipping.') ? 'shipping' : 'billing'
    const warning = warningFor(path, value, draft.fields[`${address}.country`] ?? '')
    const label = fieldLabel(texts, path)
    const short = label.includes(': ') ? capital(label.slice(label.indexOf(': ') + 2)) : label
    return (
      <TextInput
        key={path}
        size="xs"
        label={short}
        aria-label={label}
        value={value}
        maxLength={2000}
        spellCheck={false}
        description={warning === null ? undefined : texts.order.warnings[warning]}
        error={wrong.has(path) ? texts.order.impossible[impossible(path)] : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        wrapperProps={{
          'data-wide': path.endsWith('.street') || undefined,
          'data-warned': warning !== null || undefined,
        }}
        className={classes.field}
        onChange={(event) => setField(path, event.currentTarget.value)}
      />
    )
  })
}

/** Only these can be without a value that they may have. */
function impossible(path: string): 'number' | 'currency' | 'time' {
  return path === 'number' || path === 'currency' ? path : 'time'
}

function StateField({ draft, base }: { readonly draft: Draft; readonly base: OrderDetail }) {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const known = shops.find(({ id }) => id === base.shopId)?.knownStates.map(({ id }) => id) ?? []
  return (
    <ChoiceField
      path="state"
      draft={draft}
      values={[...known, base.order.state]}
      nameOf={(state) => stateNameOf(texts, shops, { shopId: base.shopId, state })}
    />
  )
}

/** What an operator does with the parcels himself, where a shop tells it at all. */
function FulfilmentField({ draft, base }: { readonly draft: Draft; readonly base: OrderDetail }) {
  const texts = useTexts()
  return (
    <ChoiceField
      path="fulfilment"
      draft={draft}
      values={['unfulfilled', 'partially_fulfilled', 'fulfilled', base.order.fulfilment]}
      nameOf={texts.fulfilmentName}
    />
  )
}

interface ChoiceFieldProps {
  readonly path: 'state' | 'fulfilment'
  readonly draft: Draft
  readonly values: readonly string[]
  readonly nameOf: (value: string) => string
}

function ChoiceField({ path, draft, values, nameOf }: ChoiceFieldProps) {
  const texts = useTexts()
  const chosen = draft.fields[path] ?? ''
  const all = [...new Set([...values, chosen])].filter((value) => value !== '')
  return (
    <Select
      size="xs"
      label={texts.order.fields[path]}
      data={all.map((value) => ({ value, label: nameOf(value) }))}
      value={chosen}
      allowDeselect={false}
      onChange={(value) => setField(path, value ?? chosen)}
    />
  )
}

function setField(path: string, value: string): void {
  changeDraft((draft) => ({ ...draft, fields: { ...draft.fields, [path]: value } }))
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
