/** The page's place, as kept behind the `#` of the address: a path and its query. */
export interface HashPlace {
  readonly path: string
  readonly query: string
}

/** The whole address that brought the holder here. */
export function currentAddress(): string {
  return location.href
}

export function readPlace(): HashPlace {
  const hash = location.hash.replace(/^#/, '') || '/'
  const mark = hash.indexOf('?')
  return mark < 0 ? { path: hash, query: '' } : { path: hash.slice(0, mark), query: hash.slice(mark + 1) }
}

export function goTo(path: string): void {
  location.hash = path
}

/** Goes on without leaving the place behind in the browser's history: offers and requests are for once. */
export function replacePlace(path: string): void {
  history.replaceState(null, '', `#${path}`)
  dispatchEvent(new HashChangeEvent('hashchange'))
}

export function subscribeToPlace(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

/** Leaves the wallet for another site, which takes over this tab. */
export function leaveTo(address: string): void {
  location.assign(address)
}

export function reload(): void {
  location.reload()
}
