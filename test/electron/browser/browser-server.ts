/**
 * Started by `startSharedBrowser`: runs Chromium in a process of its own that outlives the test process by the
 * moment it takes to close Chromium and to remove its files, however the test process ended.
 */
import { chromium } from 'playwright-core'
import { launchOptions } from './chromium.ts'

const server = await chromium.launchServer({
  ...launchOptions(),
  headless: true,
  host: '127.0.0.1',
  handleSIGINT: false,
  handleSIGTERM: false,
  handleSIGHUP: false,
})
// Chromium's files are removed before this resolves, but after the server says that it is closed.
const end = async () => {
  await server.close()
  process.exit()
}
server.once('close', () => void end())
process.once('disconnect', () => void end())
// Ctrl+C reaches every process of the terminal; this one waits for the test process to go.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
if (process.connected) process.send?.(server.wsEndpoint())
else await end()
