/** Calls `run` now, every so many milliseconds, and when the connection comes back. Returns the stop. */
export function nowAndThen({ milliseconds, run }: { milliseconds: number; run: () => void }): () => void {
  const timer = setInterval(run, milliseconds)
  addEventListener('online', run)
  run()
  return () => {
    clearInterval(timer)
    removeEventListener('online', run)
  }
}
