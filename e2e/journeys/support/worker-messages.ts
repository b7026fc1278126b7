import type { BrowserContext, Page } from '@playwright/test'
import type { RawItem } from './raw-storage.ts'

/** Keeps every message that a worker sends to a page, in every page that is loaded from now on. */
export async function recordWorkerMessages(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const found: { place: string; base64: string }[] = []
    const keep = (place: string, bytes: Uint8Array) => {
      let binary = ''
      for (const byte of bytes) binary += String.fromCharCode(byte)
      found.push({ place, base64: btoa(binary) })
    }
    const walk = (place: string, value: unknown): void => {
      if (value instanceof ArrayBuffer) keep(place, new Uint8Array(value))
      else if (ArrayBuffer.isView(value)) {
        keep(place, new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
      } else if (typeof value === 'object' && value !== null) {
        const entries = value instanceof Map || value instanceof Set ? value.entries() : Object.entries(value)
        for (const [name, item] of entries) {
          walk(`${place} (name)`, name)
          walk(`${place}/${String(name)}`, item)
        }
      } else keep(place, new TextEncoder().encode(String(value)))
    }
    const Original = Worker
    globalThis.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        this.addEventListener('message', ({ data }) => walk(`message ${found.length}`, data))
      }
    }
    Object.assign(globalThis, { workerMessages: found })
  })
}

/** What has crossed since the page was loaded, value by value. */
export async function workerMessages(page: Page): Promise<RawItem[]> {
  const found = await page.evaluate(
    () => (globalThis as unknown as { workerMessages: { place: string; base64: string }[] }).workerMessages,
  )
  return found.map(({ place, base64 }) => ({ place, bytes: Buffer.from(base64, 'base64') }))
}
