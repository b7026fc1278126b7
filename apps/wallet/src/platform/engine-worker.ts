import type { Engine, EngineEvent } from '../engine/engine.ts'
import { EngineError } from '../engine/engine-error.ts'
import type { EngineCall, EngineMethod, EngineReply, EngineSetup } from '../engine/messages.ts'

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: EngineError) => void
  readonly onProgress?: ((step: string) => void) | undefined
}

/** Starts the wallet's worker and gives its methods as functions of this page. */
export function startEngine(): Engine {
  const worker = new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name: 'velum' })
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<(event: EngineEvent) => void>()
  let count = 0

  const setup: EngineSetup = { configUrl: new URL('config.json', document.baseURI).href }
  worker.postMessage(setup)
  worker.addEventListener('message', ({ data }: MessageEvent<EngineReply>) => {
    if (data.kind === 'event') {
      for (const listener of listeners) listener(data.event)
      return
    }
    const call = waiting.get(data.id)
    if (!call) return
    if (data.kind === 'progress') return call.onProgress?.(data.step)
    waiting.delete(data.id)
    if (data.kind === 'result') call.resolve(data.value)
    else call.reject(new EngineError(data.code, data.explanation))
  })
  worker.addEventListener('error', () => {
    for (const call of waiting.values()) call.reject(engineStopped())
    waiting.clear()
  })

  const call = (method: EngineMethod, argument?: unknown, onProgress?: (step: string) => void) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++count
      waiting.set(id, { resolve, reject, onProgress })
      const message: EngineCall = { id, method, argument }
      worker.postMessage(message)
    })

  return new Proxy({} as Engine, {
    get(_, name) {
      if (name === 'subscribe') {
        return (listener: (event: EngineEvent) => void) => {
          listeners.add(listener)
          return () => listeners.delete(listener)
        }
      }
      return (argument?: unknown, onProgress?: (step: string) => void) =>
        call(name as EngineMethod, argument, onProgress)
    },
  })
}

function engineStopped(): EngineError {
  return new EngineError('engine-stopped', {
    en: { what: 'The wallet stopped working in the middle.', next: 'Reload this page and unlock it again.' },
    zh: { what: '钱包中途停止了运行。', next: '请重新加载此页面，然后再次解锁。' },
  })
}
