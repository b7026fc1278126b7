import type { Browser, Page } from '@playwright/test'

/** A time without a new picture, and how long the page itself was at work in it. */
export interface FrameGap {
  /** Milliseconds on the clock. */
  readonly length: number
  /** Milliseconds that the page's main thread spent computing: what is left, others took, or nobody. */
  readonly busy: number
}

export interface Recording {
  /** Longest first. */
  readonly gaps: readonly FrameGap[]
  /** The longest single task of the main thread, in milliseconds of its own computing. */
  readonly longestTask: number
}

interface TraceEvent {
  readonly name: string
  readonly cat: string
  readonly pid: number
  readonly tid: number
  /** Microseconds; `tdur` counts the thread's own computing only. */
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
}

const categories = ['toplevel', 'disabled-by-default-devtools.timeline', 'blink.user_timing']

/** Records when the page draws and what its main thread does while `act` runs. A machine that is busy elsewhere stretches the
 *  clock and not the thread's own time, so that a freeze of the page can be told from one of the machine. */
export async function recordMainThread(
  browser: Browser,
  page: Page,
  act: () => Promise<unknown>,
): Promise<Recording> {
  await browser.startTracing(page, { categories })
  const origin = await page.evaluate(async () => {
    const frames: number[] = []
    const note = (moment: number) => {
      frames.push(moment)
      if (Object.hasOwn(window, 'velumFrames')) requestAnimationFrame(note)
    }
    Object.assign(window, { velumFrames: frames })
    const { startTime } = performance.mark('velum-start')
    // Without a picture before it, a freeze at the very start would be no gap.
    await new Promise<void>((resolve) =>
      requestAnimationFrame((moment) => {
        note(moment)
        resolve()
      }),
    )
    return startTime
  })
  await act()
  const frames = await page.evaluate(() => {
    const { velumFrames } = window as unknown as { velumFrames: number[] }
    Reflect.deleteProperty(window, 'velumFrames')
    return velumFrames
  })
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
    traceEvents: readonly TraceEvent[]
  }
  const start = traceEvents.find(({ name, cat }) => name === 'velum-start' && cat.includes('user_timing'))
  if (start === undefined) throw new Error('The trace does not show where the recording begins.')
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === start.pid && tid === start.tid)
    .filter(({ ts, dur = 0 }) => ts + dur >= start.ts)
    .map(({ ts, dur = 0, tdur = 0 }) => {
      const from = origin + (ts - start.ts) / 1000
      return { from, to: from + dur / 1000, busy: tdur / 1000 }
    })
  if (!tasks.some(({ busy }) => busy > 0)) throw new Error('The trace does not tell computing from waiting.')
  const last = frames.at(-1) ?? 0
  return {
    longestTask: Math.max(...tasks.filter(({ from }) => from < last).map(({ busy }) => busy)),
    gaps: frames
      .slice(1)
      .map((to, position) => {
        const from = frames[position] ?? to
        return { length: to - from, busy: busyWithin(tasks, from, to) }
      })
      .toSorted((one, other) => other.length - one.length),
  }
}

// Of a task that reaches beyond the gap, the part that is as long as what it has of the gap.
function busyWithin(
  tasks: readonly { from: number; to: number; busy: number }[],
  from: number,
  to: number,
): number {
  return tasks.reduce((sum, task) => {
    const shared = Math.min(to, task.to) - Math.max(from, task.from)
    return shared <= 0 ? sum : sum + task.busy * Math.min(1, shared / Math.max(task.to - task.from, 0.001))
  }, 0)
}
