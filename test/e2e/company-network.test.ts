import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { launchApp } from '../electron/host.ts'
import { authority, keyPair } from '../replay-server/index.ts'
import { startAskingProxy } from '../support/asking-proxy.ts'
import { startSocksServer } from '../support/socks-server.ts'
import { manyOrders, startWooServer } from '../woo-server/index.ts'
import { counter, giveProxyLogin, openApp, profileWithShop } from './profile.ts'

/** A name that leads nowhere but through the proxy, and for which the local authority has signed. */
const address = 'https://other.example'
const login = { username: 'rossi', password: 'la password del proxy' }

// Only on Linux can a test add an authority to the system's store without being its administrator.
describe.skipIf(process.platform !== 'linux')(
  'R33 in a company with a proxy and an authority of its own',
  () => {
    it('the built program asks for the login, then checks and downloads; without the authority it says why not', async () => {
      const server = await startWooServer({
        orders: manyOrders(5, { until: new Date(), everySeconds: 60 }),
        https: keyPair('wrong-host'),
        origin: address,
      })
      const proxy = await startAskingProxy(Number(new URL(server.url).port), login)
      onTestFinished(async () => {
        await proxy.close()
        await server.close()
      })
      const profile = await profileWithShop(address)
      const store = join(profile, 'company-ca.pem')
      writeFileSync(store, authority)
      const network = { proxy: `PROXY ${proxy.host}`, env: { SSL_CERT_FILE: store } }

      const { app, page } = await openApp(profile, network)
      await giveProxyLogin(page, proxy.host, login)
      expect(proxy.tunnels).toEqual([])
      await page.getByRole('navigation', { name: 'Sezioni del programma' }).getByText('Download').click()
      await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
      await expect.poll(() => counter(page, 'Nuovi'), { timeout: 20_000 }).toBe(5)
      await app.quit()
      expect(new Set(proxy.tunnels)).toEqual(new Set(['other.example:443']))

      // The task scheduler's way, with what was saved in the window.
      const call = async (args: readonly string[], authorities: string) => {
        const options = { ...network, env: { SSL_CERT_FILE: authorities } }
        const run = await launchApp({ profile, args: [...args, '--profile', profile], cli: true, ...options })
        const { code } = await run.exit
        return { code, out: run.stdout(), err: run.stderr() }
      }
      const checked = await call(['--check', '--json'], store)
      expect(checked.code, checked.out + checked.err).toBe(0)
      const { checks } = JSON.parse(checked.out) as { checks: { steps: { id: string; outcome: string }[] }[] }
      expect(checks[0]?.steps.find(({ id }) => id === 'tls')).toMatchObject({ outcome: 'ok' })
      const served = server.requests.length

      // A computer on which nobody installed the company's authority.
      const nobody = join(profile, 'no-authorities.pem')
      expect(existsSync(nobody)).toBe(false)
      const refused = await call(['--download', '--json'], nobody)
      expect(refused.code).toBe(1)
      const { runs } = JSON.parse(refused.out) as { runs: { error: { code: string; message: string } }[] }
      expect(runs[0]?.error).toMatchObject({ code: 'tls-self-signed' })
      expect(runs[0]?.error.message).toContain('other.example')
      expect(server.requests.length).toBe(served)
    })

    it('the built program downloads through a SOCKS proxy', async () => {
      const server = await startWooServer({
        orders: manyOrders(5, { until: new Date(), everySeconds: 60 }),
        https: keyPair('wrong-host'),
        origin: address,
      })
      const proxy = await startSocksServer(Number(new URL(server.url).port))
      onTestFinished(async () => {
        proxy.close()
        await server.close()
      })
      const profile = await profileWithShop(address)
      const store = join(profile, 'company-ca.pem')
      writeFileSync(store, authority)
      const run = await launchApp({
        profile,
        args: ['--download', '--json', '--profile', profile],
        cli: true,
        proxy: `SOCKS5 ${proxy.host}`,
        env: { SSL_CERT_FILE: store },
      })
      expect(await run.exit, run.stderr()).toMatchObject({ code: 0 })
      expect(JSON.parse(run.stdout())).toMatchObject({ runs: [{ outcome: 'success', new: 5 }] })
      expect(new Set(proxy.asked)).toEqual(new Set(['5 other.example:443']))
    })
  },
)
