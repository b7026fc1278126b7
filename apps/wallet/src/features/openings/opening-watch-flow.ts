import type { Engine } from '../../engine/engine.ts'
import { createFlow, type Flow } from '../flow.ts'
import { asProblem, type Problem } from '../problem.ts'

/** How the last look at the chain went; without a problem, it went well or is still under way. */
export interface OpeningWatchState {
  readonly problem?: Problem
}

export interface OpeningWatchFlow extends Flow<OpeningWatchState> {
  /** Looks at the chain, unless it is looking already. Never rejects: whoever did not answer is asked again later. */
  check(): Promise<void>
}

export function createOpeningWatchFlow(engine: Pick<Engine, 'checkOpenings'>): OpeningWatchFlow {
  const flow = createFlow<OpeningWatchState>({})
  let checking = false
  return {
    ...flow,
    async check() {
      if (checking) return
      checking = true
      try {
        await engine.checkOpenings()
        flow.set({})
      } catch (error) {
        flow.set({ problem: asProblem(error) })
      } finally {
        checking = false
      }
    },
  }
}
