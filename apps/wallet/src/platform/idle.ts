const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/** Calls `onIdle` once nobody has touched the page for `milliseconds`, also after the machine slept. Returns the stop. */
export function watchIdle({
  milliseconds,
  onIdle,
}: {
  milliseconds: number
  onIdle: () => void
}): () => void {
  let last = Date.now()
  const touch = () => {
    last = Date.now()
  }
  const check = () => {
    if (Date.now() - last < milliseconds) return
    touch()
    onIdle()
  }
  const timer = setInterval(check, Math.min(milliseconds, 10_000))
  for (const sign of signs) addEventListener(sign, touch, { passive: true })
  document.addEventListener('visibilitychange', check)
  return () => {
    clearInterval(timer)
    for (const sign of signs) removeEventListener(sign, touch)
    document.removeEventListener('visibilitychange', check)
  }
}
