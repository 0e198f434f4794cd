import { create } from 'zustand'
import type { FailureValue } from '../../main/words/failure.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'
import { takeShop, useApp } from '../state/app-store.ts'
import { forgetCheck } from './check-store.ts'
import { type Draft, draftOf, newDraft, toInput, typedSince } from './draft.ts'

interface Form {
  readonly draft: Draft
  readonly failure: FailureValue | null
  readonly saving: boolean
  /** The name that a check put in the empty field, not the operator. */
  readonly proposed: string | null
}

/** Forms by shop id (`new` for one to be added): what is typed survives a look at another screen. */
export const useDrafts = create<Readonly<Record<string, Form>>>()(() => ({}))

/** The name that a shop's form is kept under; a new shop has one, too. */
export const formKey = (shop: ShopView | null) => (shop === null ? 'new' : String(shop.id))

/** What the form shows before anything has been typed. */
export function savedDraft(shop: ShopView | null): Draft {
  const { platforms } = useApp.getState().start
  return shop === null ? newDraft(platforms) : draftOf(shop, platforms)
}

/** Takes what was typed. */
export function changeDraft(shop: ShopView | null, patch: Partial<Draft>): void {
  const key = formKey(shop)
  useDrafts.setState((forms) => {
    const draft = forms[key]?.draft ?? savedDraft(shop)
    const { proposed = null, saving = false } = forms[key] ?? {}
    return { [key]: { draft: { ...draft, ...patch }, failure: null, saving, proposed } }
  })
  // A check is out of date when the connection that it tried changes.
  const connects = ['url', 'platform', 'way', 'credentials', 'allowHttp', 'certificateFingerprint'] as const
  if (connects.some((field) => field in patch)) forgetCheck()
}

/** Fills the name in that a check has found. What was typed is never touched. */
export function proposeName(shop: ShopView | null, proposed: string): void {
  const key = formKey(shop)
  useDrafts.setState((forms) => {
    const form = forms[key] ?? { draft: savedDraft(shop), failure: null, saving: false, proposed: null }
    const { name } = form.draft
    if (name.trim() !== '' && name !== form.proposed) return forms
    return { [key]: { ...form, draft: { ...form.draft, name: proposed }, failure: null, proposed } }
  })
}

/** Forgets what was typed. */
export function discardDraft(shop: ShopView | null): void {
  const key = formKey(shop)
  useDrafts.setState((forms) => Object.fromEntries(Object.entries(forms).filter(([id]) => id !== key)), true)
}

/** Marks the field that main, or the check, found wrong. */
export function noteFailure(shop: ShopView | null, failure: FailureValue | null): void {
  const key = formKey(shop)
  useDrafts.setState((forms) => ({
    [key]: {
      draft: forms[key]?.draft ?? savedDraft(shop),
      failure,
      saving: false,
      proposed: forms[key]?.proposed ?? null,
    },
  }))
}

/** Saves; answers the shop, or null where a field was refused. What is typed meanwhile stays typed. */
export async function saveDraft(shop: ShopView | null): Promise<ShopView | null> {
  const key = formKey(shop)
  const form = useDrafts.getState()[key]
  const draft = form?.draft ?? savedDraft(shop)
  useDrafts.setState({ [key]: { draft, failure: null, saving: true, proposed: form?.proposed ?? null } })
  const input = toInput(draft, useApp.getState().start.platforms)
  const answer = await request('shops.save', { shopId: shop?.id ?? null, shop: input })
  if (!answer.ok) {
    noteFailure(shop, answer.failure)
    return null
  }
  takeShop(answer.value)
  const since = typedSince(draft, useDrafts.getState()[key]?.draft ?? draft)
  discardDraft(shop)
  if (Object.keys(since).length > 0) changeDraft(answer.value, since)
  return answer.value
}
