/**
 * Every window in every state, once: `npm run gallery` photographs them, `test/e2e/every-window.test.ts` checks
 * them. A new state is a `stop` where the program can show it; only what needs another archive or another shop is a
 * scene of its own, because each scene starts the program.
 */
import { millionOrdersScene, restoredScene, tenOrdersScene } from './archives.ts'
import { configuredScene, downloadingScene } from './download.ts'
import { downloadedScene } from './downloaded.ts'
import { failedScene, healthyScene, severalShopsScene, suspendedScene } from './health.ts'
import { leftOutScene } from './left-out.ts'
import { firstStartScene } from './settings.ts'
import type { Scene } from './stage.ts'

export const scenes: Readonly<Record<string, Scene>> = {
  'first-start': firstStartScene,
  configured: configuredScene,
  downloading: downloadingScene,
  downloaded: downloadedScene,
  failed: failedScene,
  suspended: suspendedScene,
  healthy: healthyScene,
  'several-shops': severalShopsScene,
  'left-out': leftOutScene,
  restored: restoredScene,
}

/** More for the gallery. The last needs a big archive (`--million`). */
export const galleryScenes: Readonly<Record<string, Scene>> = {
  'ten-orders': tenOrdersScene,
  'million-orders': millionOrdersScene,
}
