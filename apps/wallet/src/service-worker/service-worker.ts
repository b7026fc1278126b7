import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly { url: string; revision: string | null }[]
}

const configCache = 'velum-config'

// The wallet's own files, so that it opens without a network. Nothing of the holder's is ever cached here.
precacheAndRoute([...self.__WB_MANIFEST])
cleanupOutdatedCaches()

const page = createHandlerBoundToURL('index.html')

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    event.respondWith(page({ event, request, url }))
  } else if (url.pathname.endsWith('/config.json')) {
    event.respondWith(freshOrKept(request))
  }
})

self.addEventListener('install', (event) => {
  event.waitUntil(keepConfig())
})

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

/** The very first visit asked for it before this worker was there. Without a network the next visit keeps it. */
async function keepConfig(): Promise<void> {
  const cache = await caches.open(configCache)
  await cache.add('config.json').catch(() => undefined)
}

/** Where the wallet finds its chain may change, so it is asked for each time; without a network the last answer holds. */
async function freshOrKept(request: Request): Promise<Response> {
  const cache = await caches.open(configCache)
  try {
    const response = await fetch(request)
    if (response.ok) await cache.put(request, response.clone())
    return response
  } catch (error) {
    const kept = await cache.match(request)
    if (kept) return kept
    throw error
  }
}
