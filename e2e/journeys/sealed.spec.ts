import type { Page } from '@playwright/test'
import { openWalletWithCard, passphrase } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { resident } from './support/resident.ts'

test('the raw database holds no claim, name, DID or key, and nothing else of the browser does either', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  await page.goto(`${world.urls.wallet}/#/dids`)
  await page.getByRole('button', { name: 'Create a public ID' }).click()
  await page.getByLabel('Name, for you only').fill('Seaside forum')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Seaside forum' })).toBeVisible()
  const did = decodeURIComponent(page.url().split('/').at(-1) ?? '')
  expect(did).toMatch(/^did:key:z6Mk/)

  const kept = await readEverything(page)
  expect(kept.records).toBeGreaterThan(2)
  const secrets = [
    ...Object.values(resident).filter((value) => value.length > 3),
    ...['familyName', 'ResidentIdCredential', 'credentialSubject', 'did:', 'Seaside forum', passphrase],
    ...[did.slice('did:key:'.length), world.issuer.did.split(':').at(-1) ?? '', 'secretKey', 'Harbour City'],
  ]
  expect(secrets.filter((secret) => kept.texts.some((text) => text.includes(secret)))).toEqual([])
})

/** All of IndexedDB, local and session storage, and the caches' own data, each as text in every encoding that could
 *  hide a word: bytes one by one, UTF-8, UTF-16. */
function readEverything(page: Page): Promise<{ records: number; texts: string[] }> {
  return page.evaluate(async () => {
    const texts: string[] = []
    const addBytes = (bytes: Uint8Array) => {
      texts.push(new TextDecoder('latin1').decode(bytes))
      texts.push(new TextDecoder('utf-8').decode(bytes))
      texts.push(new TextDecoder('utf-16le').decode(bytes))
    }
    const add = (value: unknown): void => {
      if (value instanceof ArrayBuffer) addBytes(new Uint8Array(value))
      else if (ArrayBuffer.isView(value)) {
        addBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
      } else if (value instanceof CryptoKey) texts.push('secretKey')
      else if (typeof value === 'object' && value !== null) {
        for (const [key, item] of Object.entries(value)) {
          texts.push(key)
          add(item)
        }
      } else texts.push(String(value))
    }
    const ask = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })

    let records = 0
    for (const { name } of await indexedDB.databases()) {
      const database = await ask(indexedDB.open(name ?? ''))
      texts.push(name ?? '')
      for (const storeName of database.objectStoreNames) {
        const store = database.transaction(storeName).objectStore(storeName)
        const [keys, values] = await Promise.all([ask(store.getAllKeys()), ask(store.getAll())])
        records += values.length
        for (const item of [...keys, ...values]) add(item)
      }
      database.close()
    }
    for (const storage of [localStorage, sessionStorage]) add({ ...storage })
    for (const name of await caches.keys()) {
      if (name.startsWith('workbox-precache')) continue
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        texts.push(request.url)
        texts.push((await (await cache.match(request))?.text()) ?? '')
      }
    }
    return { records, texts }
  })
}
