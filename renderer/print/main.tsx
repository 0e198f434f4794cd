import './paper.css'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { fitForPage } from '../../main/shown-text.ts'
import { request } from '../client.ts'
import { startApp } from '../state/app-store.ts'
import { PrintedDocument } from './printed-document.tsx'

/** A page that nobody sees: it draws what main gives it, says so, and is printed. */
const [start, pages] = await Promise.all([request('app.start', undefined), request('print.pages', undefined)])
let well = start.ok && pages.ok
if (start.ok && pages.ok) {
  startApp(start.value)
  const root = createRoot(document.getElementById('root') ?? document.body, {
    onUncaughtError: (error) => {
      well = false
      reportError(error)
    },
  })
  flushSync(() => root.render(<PrintedDocument pages={fitForPage(pages.value)} />))
}
await request('print.drawn', { well })
