import type { Did } from '@velum/did'
import type { AnswerOutcome, SignInView } from '@velum/holder'
import type { Engine } from '../../engine/engine.ts'
import { createFlow, type Flow } from '../flow.ts'
import { asProblem, type Problem } from '../problem.ts'

type SignInState =
  | { readonly step: 'reading' }
  | { readonly step: 'unreadable'; readonly problem: Problem }
  | { readonly step: 'asking'; readonly view: SignInView; readonly busy: boolean }
  | { readonly step: 'refused'; readonly problem: Problem }
  | { readonly step: 'done'; readonly view: SignInView; readonly outcome: AnswerOutcome }

export interface SignInFlow extends Flow<SignInState> {
  read(): Promise<void>
  signIn(did: Did): Promise<void>
}

/** From a link to having signed in under a public name. A DID that is created on the way joins the choice. */
export function createSignInFlow(engine: Engine, link: string): SignInFlow {
  const flow = createFlow<SignInState>({ step: 'reading' })
  return {
    get: flow.get,
    subscribe: flow.subscribe,
    async read() {
      try {
        flow.set({ step: 'asking', view: await engine.inspectSignIn(link), busy: false })
      } catch (error) {
        flow.set({ step: 'unreadable', problem: asProblem(error) })
      }
    },
    async signIn(did) {
      const state = flow.get()
      if (state.step !== 'asking' || state.busy) return
      const { view } = state
      flow.set({ step: 'asking', view, busy: true })
      try {
        flow.set({ step: 'done', view, outcome: await engine.signIn({ view, did }) })
      } catch (error) {
        flow.set({ step: 'refused', problem: asProblem(error) })
      }
    },
  }
}
