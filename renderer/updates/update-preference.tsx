import { Switch } from '@mantine/core'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import { UpdateNotes } from './update-notes.tsx'
import { UpdateStatus } from './update-status.tsx'
import { useUpdate } from './update-store.ts'

interface UpdatePreferenceProps {
  readonly automatic: boolean
  readonly onChange: (automatic: boolean) => void
}

/** The part of the preferences about newer versions. */
export function UpdatePreference({ automatic, onChange }: UpdatePreferenceProps) {
  const { updates, fieldNames } = useTexts()
  const view = useUpdate((state) => state.view)
  return (
    <FormSection title={updates.section}>
      <Switch
        label={fieldNames.checkUpdates}
        description={updates.automaticHint}
        checked={automatic}
        disabled={view.phase === 'unconfigured'}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <UpdateStatus view={view} />
      <UpdateNotes notes={view.notes} />
    </FormSection>
  )
}
