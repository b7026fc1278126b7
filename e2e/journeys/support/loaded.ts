import type { Page } from '@playwright/test'

/** What the worker that does all but the drawing has loaded so far. */
export async function loadedByWorker(page: Page): Promise<string[]> {
  const names = page
    .workers()
    .map((worker) => worker.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name)))
  return (await Promise.all(names)).flat()
}

/** What the service worker fetched beforehand, once it is there. */
export async function whatIsPrecached(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await navigator.serviceWorker.ready
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => url.split('?')[0] ?? url)
  })
}
