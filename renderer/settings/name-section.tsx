import { Select, TextInput } from '@mantine/core'
import type { PlatformId } from '../../main/words/shop.ts'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import { longestName, type SectionProps } from './draft.ts'
import { formKey, useDrafts } from './drafts-store.ts'
import { useFieldError } from './form-errors.ts'

/** What the shop is called here, and where it is. */
export function NameSection({ shop, draft, change, platforms }: SectionProps) {
  const texts = useTexts()
  const { settings, fieldNames, common } = texts
  const nameError = useFieldError('name')
  const urlError = useFieldError('url')
  const platformError = useFieldError('platform')
  const found = shop?.connection?.url
  const proposed = useDrafts((forms) => forms[formKey(shop)]?.proposed ?? null)
  const { nameProposed, nameEmpty, nameHint } = settings.shop
  return (
    <FormSection title={settings.shop.section}>
      <TextInput
        label={fieldNames.name}
        description={draft.name === '' ? nameEmpty : draft.name === proposed ? nameProposed : nameHint}
        placeholder={settings.shop.namePlaceholder}
        value={draft.name}
        maxLength={longestName}
        error={nameError}
        required
        withAsterisk={false}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {platforms.length > 1 && !shop?.isDemo && (
        <Select
          label={fieldNames.platform}
          data={platforms.map((platform) => ({ value: platform.id, label: common.platforms[platform.id] }))}
          value={draft.platform}
          disabled={shop !== null}
          error={platformError}
          onChange={(platform) =>
            change({ platform: platform as PlatformId, way: 0, credentials: {}, states: null })
          }
        />
      )}
      {!shop?.isDemo && (
        <TextInput
          label={fieldNames.url}
          description={
            found !== undefined && draft.url === shop?.url
              ? settings.shop.finalUrl(found)
              : settings.shop.urlHint
          }
          placeholder={settings.shop.urlPlaceholder}
          value={draft.url}
          maxLength={2000}
          spellCheck={false}
          error={urlError}
          required
          withAsterisk={false}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
      )}
    </FormSection>
  )
}
