import { afterEach, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../server/content-security-policy.ts'
import { type ServedWallet, serveWallet } from '../server/serve-wallet.ts'

const config = { deployment: { chainId: 31337 } }
const served: ServedWallet[] = []

async function serve(port = 0): Promise<ServedWallet> {
  const wallet = await serveWallet({ port, config })
  served.push(wallet)
  return wallet
}

afterEach(async () => {
  for (const wallet of served.splice(0)) await wallet.close()
})

test('serves the configuration it was given, asked for anew each time', async () => {
  const { url } = await serve()
  const response = await fetch(`${url}/config.json`)
  expect(await response.json()).toEqual(config)
  expect(response.headers.get('cache-control')).toBe('no-cache')
})

test('sends a policy that lets in no script from elsewhere and no inline one', async () => {
  const { url } = await serve()
  const policy = (await fetch(`${url}/config.json`)).headers.get('content-security-policy') ?? ''
  expect(policy).toBe(contentSecurityPolicy())
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-inline')
  expect(policy).not.toContain("'unsafe-eval'")
})

test('rejects with the listening error when the port is taken', async () => {
  const { url } = await serve()
  await expect(serveWallet({ port: Number(new URL(url).port), config })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
})

test('lets the port go when closed, also while a client holds its connection', async () => {
  const first = await serveWallet({ port: 0, config })
  await fetch(`${first.url}/config.json`, { headers: { connection: 'keep-alive' } })
  await first.close()
  await expect(fetch(`${first.url}/config.json`)).rejects.toThrow()
})
