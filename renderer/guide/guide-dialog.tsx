import { Modal } from '@mantine/core'
import { marked } from 'marked'
import { useMemo } from 'react'
import magento from '../../docs/collegare-magento.md?raw'
import prestashop from '../../docs/collegare-prestashop.md?raw'
import shopify from '../../docs/collegare-shopify.md?raw'
import woocommerce from '../../docs/collegare-woocommerce.md?raw'
import type { PlatformId } from '../../preload/contract.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './guide-dialog.module.css'

const guides: Readonly<Record<PlatformId, string>> = { woocommerce, prestashop, shopify, magento }

/** The clicks that create the key in the shop's back office: our own guide of `docs/`, readable without a network. */
function GuideDialog(props: { readonly platform: PlatformId; readonly onClose: () => void }) {
  const texts = useTexts()
  const [title, ...rest] = guides[props.platform].split('\n')
  const text = rest.join('\n')
  // The guides are part of the program: nothing of a shop or of the network is in them.
  const html = useMemo(() => marked.parse(text, { async: false }), [text])
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={720}
      title={(title ?? '').replace(/^#\s*/, '')}
      closeButtonProps={{ 'aria-label': texts.common.close }}
    >
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own text, see above */}
      <article className={classes.guide} dangerouslySetInnerHTML={{ __html: html }} />
    </Modal>
  )
}

export default GuideDialog
