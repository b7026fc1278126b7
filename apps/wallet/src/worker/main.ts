import type { EngineCall, EngineReply, EngineSetup } from '../engine/messages.ts'
import { createWorkerEngine } from './worker-engine.ts'

declare const self: DedicatedWorkerGlobalScope

// The first message says where this worker runs; every later one is a call.
self.addEventListener(
  'message',
  ({ data: { configUrl } }: MessageEvent<EngineSetup>) => {
    const send = (reply: EngineReply) => self.postMessage(reply)
    const engine = createWorkerEngine({
      surroundings: {
        fetch: (...request) => fetch(...request),
        now: () => new Date(),
        random: (length) => crypto.getRandomValues(new Uint8Array(length)),
        tabs: new BroadcastChannel('velum'),
        databaseName: 'velum',
        configUrl,
      },
      send,
    })
    self.addEventListener('message', ({ data }: MessageEvent<EngineCall>) => void engine.answer(data))
  },
  { once: true },
)
