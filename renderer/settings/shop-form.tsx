import { useEffect, useRef } from 'react'
import { failureText } from '../../main/texts/index.ts'
import type { Texts } from '../../main/texts/shape.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import page from '../parts/form-page.module.css'
import { useApp, useTexts } from '../state/app-store.ts'
import { useNavigation } from '../state/navigation-store.ts'
import { AccessSection } from './access-section.tsx'
import { AdvancedSection } from './advanced-section.tsx'
import { AfterSection } from './after-section.tsx'
import { CheckSection, checkDraft } from './check-section.tsx'
import { useCheck } from './check-store.ts'
import { fieldOf, isChanged, lastPart, type SectionProps, wrongInForm } from './draft.ts'
import { changeDraft, formKey, savedDraft, useDrafts } from './drafts-store.ts'
import { FormErrors, type FormErrorsValue } from './form-errors.ts'
import { FormFooter } from './form-footer.tsx'
import { NameSection } from './name-section.tsx'
import { PeriodSection } from './period-section.tsx'
import classes from './shop-form.module.css'
import { ShopsSection } from './shops-section.tsx'
import { StatesSection } from './states-section.tsx'
import { SyncSection } from './sync-section.tsx'

/** One shop's settings; `shop` null is one to be added. */
export function ShopForm({ shop }: { readonly shop: ShopView | null }) {
  const texts = useTexts()
  const { settings } = texts
  const key = formKey(shop)
  const form = useDrafts((forms) => forms[key])
  const saved = savedDraft(shop)
  const draft = form?.draft ?? saved
  const failure = form?.failure ?? null
  const platforms = useApp((state) => state.start.platforms)
  const found = useCheck((state) => (state.of === key ? state.report : null))
  const checkAtOnce = useNavigation((state) => state.checkAtOnce)

  useEffect(() => {
    if (shop === null || checkAtOnce !== shop.id) return
    useNavigation.setState({ checkAtOnce: null })
    void checkDraft(shop)
  }, [shop, checkAtOnce])

  // What is wrong may be far above the button that was pressed.
  const box = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (failure !== null) box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [failure])

  const change = (patch: Partial<typeof draft>) => changeDraft(shop, patch)
  const section = { shop, draft, change, platforms }
  const errors = errorsOf(failure, section, texts)
  const isDemo = shop?.isDemo ?? false

  return (
    <form
      ref={box}
      className={classes.form}
      aria-label={shop?.name ?? settings.newShop}
      noValidate
      onSubmit={(event) => event.preventDefault()}
    >
      <FormErrors value={errors}>
        <div className={page.scroll}>
          <div className={page.column}>
            <h2 className={page.title}>{shop?.name ?? settings.newShop}</h2>
            {isDemo && <p className={classes.note}>{settings.demoNote}</p>}
            {failure !== null && errors.size === 0 && <FailurePanel failure={failure} />}
            <NameSection {...section} />
            {!isDemo && <AccessSection {...section} />}
            <CheckSection {...section} />
            <StatesSection {...section} found={found?.states} />
            <ShopsSection {...section} found={found?.shops ?? null} />
            <SyncSection {...section} />
            <AfterSection {...section} />
            <PeriodSection {...section} />
            {!isDemo && <AdvancedSection {...section} />}
          </div>
        </div>
        <FormFooter shop={shop} changed={isChanged(draft, saved)} saving={form?.saving ?? false} />
      </FormErrors>
    </form>
  )
}

function errorsOf(
  failure: FailureValue | null,
  { draft, platforms }: Pick<SectionProps, 'draft' | 'platforms'>,
  texts: Texts,
): FormErrorsValue {
  if (failure === null) return new Map()
  if (failure.code === 'input-invalid') {
    const wrong = wrongInForm(failure.params, draft, platforms)
    return new Map(wrong.map(({ field, problem }) => [lastPart(field), texts.wrongInput(field, problem)]))
  }
  const field = fieldOf(failure)
  return new Map(field === null ? [] : [[field, failureText(texts, failure).message]])
}
