import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { formatCount } from '../../main/words/format.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import classes from '../parts/form-footer.module.css'
import { takeShops, useApp, useTexts } from '../state/app-store.ts'
import { selectShop } from '../state/download-store.ts'
import { offerReread, showSettings, useNavigation } from '../state/navigation-store.ts'
import { startOffer } from '../state/start-offer.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { useCheck } from './check-store.ts'
import { fiscalFieldIds } from './draft.ts'
import { discardDraft, saveDraft } from './drafts-store.ts'

interface FormFooterProps {
  readonly shop: ShopView | null
  readonly changed: boolean
  readonly saving: boolean
}

/** Save, discard, remove: always in sight. */
export function FormFooter({ shop, changed, saving }: FormFooterProps) {
  const texts = useTexts()
  const { settings, common } = texts
  const [asking, setAsking] = useState(false)

  async function save(): Promise<void> {
    const wasChecked = shop === null && useCheck.getState().of === 'new' && useCheck.getState().report?.ok
    const saved = await saveDraft(shop)
    if (saved === null) return
    const offer = startOffer(shop?.settings.autoSync.enabled ?? false, saved.settings.autoSync.enabled)
    toast(settings.saved, offer.length === 0 ? saved.name : settings.sync.hint, false, offer)
    if (shop !== null) {
      // What was downloaded before knows nothing of a mapping set now (R25).
      const isMapped = fiscalFieldIds.some(
        (field) => saved.settings.fiscalFields[field] !== shop.settings.fiscalFields[field],
      )
      if (isMapped && saved.ordersStored > 0) offerReread(saved.id, true)
      return
    }
    // After a check that was passed the download is next; any other new shop is checked first.
    if (wasChecked) {
      if (useApp.getState().shops.length > 1) selectShop(saved.id)
      useNavigation.setState({ screen: 'download', settingsPage: null })
    } else showSettings({ kind: 'shop', shopId: saved.id }, saved.id)
  }

  return (
    <footer className={classes.footer}>
      {shop !== null && (
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {settings.removeShop}
        </Button>
      )}
      <span className={classes.state}>{changed ? settings.unsaved : ''}</span>
      <Button variant="default" disabled={!changed || saving} onClick={() => discardDraft(shop)}>
        {settings.discard}
      </Button>
      <Button
        type="submit"
        disabled={shop !== null && !changed}
        aria-disabled={saving}
        onClick={() => {
          if (!saving) void save()
        }}
      >
        {common.save}
      </Button>
      {shop !== null && <RemoveDialog shop={shop} opened={asking} onClose={() => setAsking(false)} />}
    </footer>
  )
}

interface RemoveDialogProps {
  readonly shop: ShopView
  readonly opened: boolean
  readonly onClose: () => void
}

/** Says what goes and what stays before anything does. */
function RemoveDialog({ shop, opened, onClose }: RemoveDialogProps) {
  const texts = useTexts()
  const { settings } = texts

  const told = shop.isDemo ? settings.removeDemoText : settings.removeText

  async function remove(): Promise<void> {
    const answer = await request('shops.remove', { shopId: shop.id })
    onClose()
    if (!answer.ok) {
      toastFailure(answer.failure)
      return
    }
    discardDraft(shop)
    takeShops(useApp.getState().shops.filter((known) => known.id !== shop.id))
    showSettings(null)
    toast((shop.isDemo ? settings.removedDemo : settings.removed)(shop.name))
  }

  return (
    <ConfirmDialog
      opened={opened}
      title={settings.removeTitle(shop.name)}
      confirm={settings.removeShop}
      isDangerous
      onClose={onClose}
      onConfirm={() => void remove()}
    >
      <p>{told(shop.ordersStored, formatCount(shop.ordersStored, texts.language))}</p>
    </ConfirmDialog>
  )
}
