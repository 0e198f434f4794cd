import './theme/styles.ts'
import { lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Frame } from './app/frame.tsx'
import { MainWindow } from './app/main-window.tsx'
import { StartFailure } from './app/start-failure.tsx'
import { request } from './client.ts'
import { startApp } from './state/app-store.ts'
import { connectMainWindow, connectSearchWindow } from './state/connect.ts'
import { goTo } from './state/navigation-store.ts'
import { showInSearch } from './state/orders-store.ts'
import { takeUpdate } from './state/update-store.ts'

const SearchWindow = lazy(async () => ({
  default: (await import('./search/search-window.tsx')).SearchWindow,
}))

const root = createRoot(document.getElementById('root') ?? document.body)
const isSearch = new URLSearchParams(location.search).get('window') === 'search'

// Nothing is drawn before main's first answer: a page that jumps into its language and theme looks broken.
const answer = await request('app.start', undefined)
if (!answer.ok) {
  root.render(<StartFailure failure={answer.failure} />)
} else {
  startApp(answer.value)
  const { destination } = answer.value
  if (isSearch) {
    connectSearchWindow()
    void (destination.to === 'search'
      ? showInSearch(destination.runId, destination.orderId)
      : showInSearch(null, null))
  } else {
    connectMainWindow()
    takeUpdate(answer.value.update)
    if (destination.to !== 'search') goTo(destination)
  }
  root.render(
    <Frame>
      <Suspense fallback={null}>{isSearch ? <SearchWindow /> : <MainWindow />}</Suspense>
    </Frame>,
  )
}
