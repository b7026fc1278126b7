const storageKey = 'velum-wallet'

/** The wallet that the visitor chose on this site before; undefined for the site's own choice. */
export function readWalletAddress(storage: Storage): string | undefined {
  const stored = storage.getItem(storageKey)
  return stored !== null && isWalletAddress(stored) ? stored : undefined
}

/** Remembers the visitor's wallet on this site. */
export function saveWalletAddress(storage: Storage, address: string): void {
  storage.setItem(storageKey, address)
}

/** Whether a wallet may be opened at an address: https, or this machine. */
export function isWalletAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost')
}
