import type { Page } from '@playwright/test'

/** One thing that the browser keeps for an origin: where it lies, and its bytes (text as UTF-8). */
export interface RawItem {
  readonly place: string
  readonly bytes: Buffer
}

/** Everything that the browser keeps for the page's origin, read without any code of the wallet: all of IndexedDB
 *  (names, keys, values), local and session storage, the caches (addresses and bodies) and cookies.
 *  A key object of the browser's cryptography counts as the text `CryptoKey`. */
export async function readRawStorage(page: Page): Promise<RawItem[]> {
  const items = await page.evaluate(async () => {
    const found: { place: string; base64: string }[] = []
    const addBytes = (place: string, bytes: Uint8Array) => {
      let binary = ''
      for (const byte of bytes) binary += String.fromCharCode(byte)
      found.push({ place, base64: btoa(binary) })
    }
    const add = (place: string, value: unknown): void => {
      if (value instanceof ArrayBuffer) addBytes(place, new Uint8Array(value))
      else if (ArrayBuffer.isView(value)) {
        addBytes(place, new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
      } else if (value instanceof CryptoKey) add(place, 'CryptoKey')
      else if (typeof value === 'object' && value !== null) {
        for (const [key, item] of Object.entries(value)) {
          add(`${place} (member)`, key)
          add(`${place}/${key}`, item)
        }
      } else addBytes(place, new TextEncoder().encode(String(value)))
    }
    const ask = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })

    for (const { name = '' } of await indexedDB.databases()) {
      add('indexedDB', name)
      const database = await ask(indexedDB.open(name))
      for (const storeName of database.objectStoreNames) {
        add(`indexedDB/${name}`, storeName)
        const store = database.transaction(storeName).objectStore(storeName)
        const [keys, values] = await Promise.all([ask(store.getAllKeys()), ask(store.getAll())])
        for (const [position, key] of keys.entries()) {
          add(`indexedDB/${name}/${storeName} (key)`, key)
          add(`indexedDB/${name}/${storeName}/${String(key)}`, values[position])
        }
      }
      database.close()
    }
    add('localStorage', { ...localStorage })
    add('sessionStorage', { ...sessionStorage })
    add('cookies', document.cookie)
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        add(`caches/${name} (address)`, request.url)
        const response = await cache.match(request)
        add(`caches/${name}/${request.url}`, await response?.arrayBuffer())
      }
    }
    return found
  })
  return items.map(({ place, base64 }) => ({ place, bytes: Buffer.from(base64, 'base64') }))
}

/** Writes over a record of the wallet's database, as a failing disk would; `change` gets the bytes in hexadecimal. */
export function flipStoredByte(page: Page, which: 'header' | 'record'): Promise<void> {
  return page.evaluate(async (which) => {
    const ask = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await ask(indexedDB.open('velum'))
    const store = database.transaction('vault', 'readwrite').objectStore('vault')
    const keys = await ask(store.getAllKeys())
    const own = ['header', 'identity']
    const chosen = which === 'header' ? ['header'] : keys.filter((key) => !own.includes(String(key)))
    for (const key of chosen) {
      const bytes: Uint8Array = await ask(store.get(key))
      const middle = Math.floor(bytes.length / 2)
      bytes[middle] = (bytes[middle] ?? 0) ^ 1
      await ask(store.put(bytes, key))
    }
    if (chosen.length === 0) throw new Error('The database holds nothing to damage.')
    database.close()
  }, which)
}
