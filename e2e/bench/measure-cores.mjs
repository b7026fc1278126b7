import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** Proofs verified in a second by one worker thread and by one for each core, `{cores, verifyProof: {one, all}, verifyProofs:
 *  {one, all}}`; the best of some rounds in which both take turns. */
export async function measureCores({ rounds, count }) {
  const cores = availableParallelism()
  const file = new URL('./verify-worker.mjs', import.meta.url)
  const workers = Array.from({ length: cores }, () => new Worker(file))
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')))
    const best = { verifyProof: { one: 0, all: 0 }, verifyProofs: { one: 0, all: 0 } }
    for (let round = 0; round < rounds; round++) {
      for (const mode of ['verifyProof', 'verifyProofs']) {
        const rates = {
          one: await rateOf(workers.slice(0, 1), { mode, count }),
          all: await rateOf(workers, { mode, count }),
        }
        for (const name of ['one', 'all']) best[mode][name] = Math.max(best[mode][name], rates[name])
      }
    }
    return { cores, ...best }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

async function rateOf(workers, task) {
  const start = performance.now()
  const answers = await Promise.all(
    workers.map((worker) => {
      const answer = once(worker, 'message')
      worker.postMessage(task)
      return answer
    }),
  )
  const seconds = (performance.now() - start) / 1000
  if (!answers.every(([{ verified }]) => verified)) throw new Error('A worker refused a proof.')
  return (workers.length * task.count) / seconds
}
