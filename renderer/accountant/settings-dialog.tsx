import { Button, Checkbox, Input, NumberInput, SegmentedControl, Switch, TagsInput } from '@mantine/core'
import { useState } from 'react'
import { type AccountantSettings, orderKinds } from '../../main/words/accountant.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './accountant-screen.module.css'
import { saveSettings } from './accountant-store.ts'

interface SettingsDialogProps {
  readonly settings: AccountantSettings
  readonly onClose: () => void
}

/** What the papers count: said once, for all shops. */
export function SettingsDialog({ settings, onClose }: SettingsDialogProps) {
  const texts = useTexts()
  const words = texts.accountantPage
  const [draft, setDraft] = useState(settings)
  const [saving, setSaving] = useState(false)
  const change = (patch: Partial<AccountantSettings>) => setDraft({ ...draft, ...patch })

  async function save(): Promise<void> {
    setSaving(true)
    const isSaved = await saveSettings(draft)
    setSaving(false)
    if (isSaved) onClose()
  }

  return (
    <Dialog opened onClose={onClose} size="lg" title={words.settings.title}>
      <form
        className={classes.fields}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <p className="dim">{words.settings.hint}</p>
        <Choice
          label={words.settings.dateBy}
          choices={words.settings.dates}
          value={draft.dateBy}
          onChange={(dateBy) => change({ dateBy })}
        />
        <Checkbox.Group
          label={words.settings.kinds}
          description={words.settings.kindsHint}
          value={[...draft.kinds]}
          onChange={(chosen) => change({ kinds: orderKinds.filter((kind) => chosen.includes(kind)) })}
        >
          <div className={classes.choices}>
            {orderKinds.map((kind) => (
              <Checkbox key={kind} value={kind} label={texts.accountantFiles.summary.kind(kind)} />
            ))}
          </div>
        </Checkbox.Group>
        <Choice
          label={words.settings.invoiced}
          choices={words.settings.invoicedChoices}
          value={draft.invoiced}
          onChange={(invoiced) => change({ invoiced })}
        />
        <Switch
          label={words.settings.fiscalCodeAsks}
          checked={draft.fiscalCodeAsks}
          onChange={(event) => change({ fiscalCodeAsks: event.currentTarget.checked })}
        />
        <Choice
          label={words.settings.oss}
          choices={words.settings.ossChoices}
          value={draft.oss}
          onChange={(oss) => change({ oss })}
        />
        <NumberInput
          label={words.settings.meterWarning}
          className={classes.percent}
          min={1}
          max={100}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          suffix={` ${words.settings.percent}`}
          value={draft.meterWarning}
          onChange={(value) => {
            if (typeof value === 'number') change({ meterWarning: value })
          }}
        />
        <TagsInput
          label={words.settings.cards}
          description={words.settings.cardsHint}
          maxTags={200}
          maxLength={200}
          value={[...draft.cards]}
          onChange={(cards) => change({ cards })}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button type="submit" loading={saving}>
            {texts.common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly choices: Readonly<Record<Value, string>>
  readonly value: Value
  readonly onChange: (value: Value) => void
}

function Choice<Value extends string>({ label, choices, value, onChange }: ChoiceProps<Value>) {
  return (
    <Input.Wrapper className={classes.choice} label={label} labelElement="div">
      <SegmentedControl
        aria-label={label}
        data={(Object.entries(choices) as [Value, string][]).map(([one, name]) => ({
          value: one,
          label: name,
        }))}
        value={value}
        onChange={(chosen) => onChange(chosen as Value)}
      />
    </Input.Wrapper>
  )
}
