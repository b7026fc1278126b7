import type { Progress } from '../desk/operations.ts'

/** A bar that shows how far a job is, how fast, and how long it will still take. */
export interface ProgressBar {
  show(progress: Progress): void
  end(): void
}

const width = 30
const redrawMilliseconds = { terminal: 100, script: 500 }

/** Draws on a terminal; for a script, with `json`, a line such as `{"progress":{"done":3,"total":9}}` now and then;
 *  else nothing. */
export function createProgressBar(
  output: NodeJS.WriteStream,
  options: { readonly json: boolean },
): ProgressBar {
  if (!options.json && !output.isTTY) return { show: () => undefined, end: () => undefined }
  const pause = options.json ? redrawMilliseconds.script : redrawMilliseconds.terminal
  const started = performance.now()
  let drawn = 0
  return {
    show({ done, total }) {
      const now = performance.now()
      if (done < total && now - drawn < pause) return
      drawn = now
      if (options.json) {
        output.write(`${JSON.stringify({ progress: { done, total } })}\n`)
        return
      }
      const filled = Math.round((width * done) / Math.max(total, 1))
      const rate = done / Math.max((now - started) / 1000, 0.001)
      const remaining = Math.ceil((total - done) / Math.max(rate, 0.001))
      output.write(
        `\r${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done} of ${total}, ${rate.toFixed(1)} a second, ${duration(remaining)} left\u001b[K`,
      )
    },
    end() {
      if (!options.json) output.write('\r\u001b[K')
    },
  }
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
