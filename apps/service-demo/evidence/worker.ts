import { createChecker } from './checker.ts'
import type { FromWorker, ToWorker } from './messages.ts'

// Beside the page, which would stand still for a second otherwise.
const checker = createChecker((message: FromWorker) => postMessage(message))

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  checker.take(data).catch(() => postMessage({ kind: 'failed' } satisfies FromWorker))
})
