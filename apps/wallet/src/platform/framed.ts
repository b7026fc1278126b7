/** Whether another page holds this one in a frame, where it could lead the holder's finger. `serveWallet` forbids it by header;
 *  a host that sends no headers cannot. */
export function isFramed(): boolean {
  return window.self !== window.top
}

/** Says in both languages to open the wallet by itself, and links to it. */
export function refuseFrame(): void {
  const link = document.createElement('a')
  link.href = window.location.href
  link.target = '_top'
  link.textContent = 'Open your wallet in a window of its own · 请在独立窗口中打开钱包'
  document.body.replaceChildren(link)
}
