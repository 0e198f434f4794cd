import { Button, Collapse, Select, Switch, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTexts } from '../state/app-store.ts'
import { CredentialInput } from './access-section.tsx'
import classes from './advanced-section.module.css'
import { fiscalFieldIds, type SectionProps, siteFieldsOf } from './draft.ts'
import { useFieldError } from './form-errors.ts'

/** What almost nobody needs, closed until asked for. */
export function AdvancedSection(props: SectionProps) {
  const { draft, change, shop, platforms } = props
  const texts = useTexts()
  const { advanced } = texts.settings
  const { fieldNames } = texts
  const fingerprintError = useFieldError('certificateFingerprint')
  const timeZoneError = useFieldError('timeZone')
  const siteFields = siteFieldsOf(draft.platform, platforms)
  const used =
    siteFields.some(({ name }) => shop?.savedCredentials.includes(name)) ||
    draft.allowHttp ||
    draft.certificateFingerprint !== '' ||
    draft.timeZone !== null ||
    Object.values(draft.fiscalFields).some((key) => key !== '')
  const [wanted, setWanted] = useState(used)
  // A field with an error opens the section.
  const open = wanted || fingerprintError !== undefined || timeZoneError !== undefined

  return (
    <section className={classes.section}>
      <Button
        variant="subtle"
        color="gray"
        className={classes.toggle}
        aria-expanded={open}
        rightSection={<IconChevronDown size={16} className={classes.chevron} data-open={open || undefined} />}
        onClick={() => setWanted(!open)}
      >
        {advanced.section}
      </Button>
      <Collapse expanded={open}>
        <div className={classes.fields}>
          <Switch
            label={advanced.allowHttp}
            description={advanced.allowHttpHint}
            checked={draft.allowHttp}
            onChange={(event) => change({ allowHttp: event.currentTarget.checked })}
          />
          <TextInput
            label={fieldNames.certificateFingerprint}
            description={advanced.fingerprintHint}
            value={draft.certificateFingerprint}
            error={fingerprintError}
            maxLength={200}
            spellCheck={false}
            onChange={(event) => change({ certificateFingerprint: event.currentTarget.value })}
          />
          <Select
            label={fieldNames.timeZone}
            description={advanced.timeZoneHint}
            data={[{ value: '', label: advanced.timeZoneNone }, ...timeZones]}
            value={draft.timeZone ?? ''}
            error={timeZoneError}
            searchable
            limit={100}
            onChange={(value) => change({ timeZone: value === null || value === '' ? null : value })}
          />
          {siteFields.length > 0 && (
            <fieldset className={classes.fiscal}>
              <legend>{advanced.siteLogin}</legend>
              <p className="dim">{advanced.siteLoginHint}</p>
              <div className={classes.pair}>
                {siteFields.map((field) => (
                  <CredentialInput key={field.name} {...props} field={field} />
                ))}
              </div>
            </fieldset>
          )}
          <fieldset className={classes.fiscal}>
            <legend>{fieldNames.fiscalFields}</legend>
            <p className="dim">{advanced.fiscalHint}</p>
            <div className={classes.pair}>
              {fiscalFieldIds.map((id) => (
                <TextInput
                  key={id}
                  label={fieldNames[id]}
                  placeholder={advanced.fiscalPlaceholder}
                  value={draft.fiscalFields[id]}
                  maxLength={200}
                  spellCheck={false}
                  onChange={(event) =>
                    change({ fiscalFields: { ...draft.fiscalFields, [id]: event.currentTarget.value } })
                  }
                />
              ))}
            </div>
          </fieldset>
        </div>
      </Collapse>
    </section>
  )
}

const timeZones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))
