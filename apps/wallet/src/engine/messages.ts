import type { Engine, EngineEvent } from './engine.ts'
import type { ExplanationInBoth } from './engine-error.ts'

export type EngineMethod = Exclude<keyof Engine, 'subscribe'>

/** Page to worker. */
export interface EngineCall {
  readonly id: number
  readonly method: EngineMethod
  readonly argument: unknown
}

/** Worker to page. */
export type EngineReply =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'progress'; readonly id: number; readonly step: string }
  | {
      readonly kind: 'error'
      readonly id: number
      readonly code: string
      readonly explanation: ExplanationInBoth
    }
  | { readonly kind: 'event'; readonly event: EngineEvent }

/** The first message to the worker: what it has to know about the place it runs in. */
export interface EngineSetup {
  readonly configUrl: string
}
