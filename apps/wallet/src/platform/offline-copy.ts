/** Keeps a copy of the wallet on the device, so that it opens without a network. */
export function keepOfflineCopy(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  void navigator.serviceWorker.register('./service-worker.js', { scope: './' })
}
