import './theme/styles.ts'
import { lazy, type ReactNode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import type { AppStart, Destination } from '../main/words/program-view.ts'
import type { ShopView } from '../main/words/shop-view.ts'
import { connectLooks, connectMainWindow, connectSearchWindow } from './app/connect.ts'
import { Frame } from './app/frame.tsx'
import { MainWindow } from './app/main-window.tsx'
import { Opening } from './app/opening.tsx'
import { StartFailure } from './app/start-failure.tsx'
import { listen, request } from './client.ts'
import { showInSearch } from './search/ways-in.ts'
import { startApp, takeShops } from './state/app-store.ts'
import { goTo } from './state/navigation-store.ts'
import { takeUpdate } from './updates/update-store.ts'

const SearchWindow = lazy(async () => ({
  default: (await import('./search/search-window.tsx')).SearchWindow,
}))

const root = createRoot(document.getElementById('root') ?? document.body)
const isSearch = new URLSearchParams(location.search).get('window') === 'search'

/** An archive that takes longer is said to be opened; a flash of those words would only unsettle. */
const slowMs = 400

/** What a menu asked for since main's first answer, while the archive is being opened. */
let asked: Destination | null = null
const hearNoMore = listen('navigate', (destination) => {
  asked = destination
})

// Nothing is drawn before main's first answer: a page that jumps into its language and theme looks broken.
const listed = request('shops.list', undefined)
const answer = await request('app.start', undefined)
connectLooks()
if (!answer.ok) {
  draw(<StartFailure failure={answer.failure} />)
} else {
  startApp(answer.value)
  const slow = setTimeout(() => draw(<Opening />), slowMs)
  const shops = await listed
  clearTimeout(slow)
  if (shops.ok) open(answer.value, shops.value)
  else draw(<StartFailure failure={shops.failure} />)
}

function open({ update, ...start }: AppStart, shops: readonly ShopView[]): void {
  takeShops(shops)
  hearNoMore()
  const destination = asked ?? start.destination
  if (isSearch) {
    connectSearchWindow()
    void (destination.to === 'search'
      ? showInSearch(destination.runId, destination.orderId, destination.only, destination.orderIds)
      : showInSearch(null, null))
  } else {
    connectMainWindow()
    takeUpdate(update)
    if (destination.to !== 'search') goTo(destination)
  }
  draw(<Suspense fallback={null}>{isSearch ? <SearchWindow /> : <MainWindow />}</Suspense>)
}

function draw(children: ReactNode): void {
  root.render(<Frame>{children}</Frame>)
}
