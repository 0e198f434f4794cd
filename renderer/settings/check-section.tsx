import { Button } from '@mantine/core'
import { IconPlugConnected, IconX } from '@tabler/icons-react'
import type { ShopView } from '../../main/words/shop-view.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { FormSection } from '../parts/section.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import classes from './check-section.module.css'
import { CheckSteps } from './check-steps.tsx'
import { cancelCheck, runCheck, useCheck } from './check-store.ts'
import { fieldOf, proposedName, proposedShops, type SectionProps, toInput } from './draft.ts'
import { changeDraft, formKey, noteFailure, proposeName, savedDraft, useDrafts } from './drafts-store.ts'

/** Checks what stands in the form, saved or not. A field that is wrong is marked where it is. */
export async function checkDraft(shop: ShopView | null): Promise<boolean> {
  const key = formKey(shop)
  const draft = useDrafts.getState()[key]?.draft ?? savedDraft(shop)
  const { platforms } = useApp.getState().start
  const report = await runCheck(key, shop?.id ?? null, toInput(draft, platforms))
  const { failure, of } = useCheck.getState()
  if (report === null && of === key && failure !== null && fieldOf(failure) !== null) {
    noteFailure(shop, failure)
  }
  if (report?.ok) proposeName(shop, proposedName(report))
  const shops = report && shop === null && draft.shops === null ? proposedShops(report) : null
  if (shops !== null) changeDraft(shop, { shops })
  return report?.ok ?? false
}

/** *Prova connessione*: eight steps, live, each with its remedy (R2). */
export function CheckSection({ shop, draft, change }: SectionProps) {
  const texts = useTexts()
  const { check } = texts.settings
  const state = useCheck()
  const mine = state.of === formKey(shop)
  const running = mine && state.running
  const failure = mine && state.failure !== null && fieldOf(state.failure) === null ? state.failure : null
  return (
    <FormSection title={check.section} hint={check.hint}>
      <div className={classes.buttons}>
        <Button
          leftSection={<IconPlugConnected size={18} aria-hidden />}
          variant="light"
          aria-disabled={running}
          data-disabled={running || undefined}
          onClick={() => {
            if (!running) void checkDraft(shop)
          }}
        >
          {check.button}
        </Button>
        {running && (
          <Button
            variant="default"
            leftSection={<IconX size={16} aria-hidden />}
            onClick={() => void cancelCheck()}
          >
            {check.cancel}
          </Button>
        )}
      </div>
      {failure !== null && <FailurePanel failure={failure} />}
      {mine && (running || state.steps.length > 0) && (
        <CheckSteps
          steps={state.steps}
          states={state.report?.states ?? shop?.knownStates ?? []}
          running={running}
          ok={state.report?.ok ?? null}
          isNew={shop === null}
          draft={draft}
          change={(patch) => {
            change(patch)
            void checkDraft(shop)
          }}
        />
      )}
    </FormSection>
  )
}
