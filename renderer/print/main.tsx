import '../theme/sizes.css'
import './paper.css'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { fitForPage } from '../../main/words/shown-text.ts'
import { request } from '../client.ts'
import { startApp, takeShops } from '../state/app-store.ts'
import { PrintedDocument } from './printed-document.tsx'

/** A page that nobody sees: it draws what main gives it, says so, and is printed. */
const [start, shops, pages] = await Promise.all([
  request('app.start', undefined),
  request('shops.list', undefined),
  request('print.pages', undefined),
])
let well = start.ok && shops.ok && pages.ok
if (start.ok && shops.ok && pages.ok) {
  startApp(start.value)
  takeShops(shops.value)
  const root = createRoot(document.getElementById('root') ?? document.body, {
    onUncaughtError: (error) => {
      well = false
      reportError(error)
    },
  })
  flushSync(() => root.render(<PrintedDocument pages={fitForPage(pages.value)} />))
}
await request('print.drawn', { well })
