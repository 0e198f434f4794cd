import { marked } from 'marked'
import { useMemo } from 'react'
import magento from '../../docs/collegare-magento.md?raw'
import prestashop from '../../docs/collegare-prestashop.md?raw'
import shopify from '../../docs/collegare-shopify.md?raw'
import woocommerce from '../../docs/collegare-woocommerce.md?raw'
import desks from '../../docs/postazioni.md?raw'
import type { PlatformId } from '../../main/words/shop.ts'
import { Dialog } from '../parts/dialog.tsx'
import classes from '../parts/guide-text.module.css'

export type Guide = PlatformId | 'desks'

const guides: Readonly<Record<Guide, string>> = { woocommerce, prestashop, shopify, magento, desks }

/**
 * The clicks that create the key in the shop's back office, or how the desks' server is set up: our own guides of `docs/`,
 * readable without a network.
 */
function GuideDialog(props: { readonly guide: Guide; readonly onClose: () => void }) {
  const [title, ...rest] = guides[props.guide].split('\n')
  const text = rest.join('\n')
  // The guides are part of the program: nothing of a shop or of the network is in them.
  const html = useMemo(() => marked.parse(text, { async: false }), [text])
  return (
    <Dialog opened onClose={props.onClose} size={720} title={(title ?? '').replace(/^#\s*/, '')}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own text, see above */}
      <article className={classes.guide} dangerouslySetInnerHTML={{ __html: html }} />
    </Dialog>
  )
}

export default GuideDialog
