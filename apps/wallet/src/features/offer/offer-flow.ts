import type { AcceptOfferStep, OfferView } from '@velum/holder'
import type { CardView } from '../../engine/card-view.ts'
import type { Engine } from '../../engine/engine.ts'
import { createFlow, type Flow } from '../flow.ts'
import { asProblem, type Problem } from '../problem.ts'

type OfferState =
  | { readonly step: 'reading' }
  | { readonly step: 'unreadable'; readonly problem: Problem }
  | { readonly step: 'offered'; readonly view: OfferView; readonly problem?: Problem }
  | { readonly step: 'receiving'; readonly view: OfferView; readonly progress: AcceptOfferStep }
  | { readonly step: 'received'; readonly cards: readonly CardView[] }

export interface OfferFlow extends Flow<OfferState> {
  read(): Promise<void>
  accept(txCode?: string): Promise<void>
}

/** From a link to a card in the wallet. What failed can be tried again; what the issuer took back cannot. */
export function createOfferFlow(engine: Engine, link: string): OfferFlow {
  const flow = createFlow<OfferState>({ step: 'reading' })
  return {
    get: flow.get,
    subscribe: flow.subscribe,
    async read() {
      flow.set({ step: 'reading' })
      try {
        flow.set({ step: 'offered', view: await engine.inspectOffer(link) })
      } catch (error) {
        flow.set({ step: 'unreadable', problem: asProblem(error) })
      }
    },
    async accept(txCode) {
      const state = flow.get()
      if (state.step !== 'offered') return
      const { view } = state
      flow.set({ step: 'receiving', view, progress: 'authorizing' })
      try {
        const acceptance = txCode === undefined ? { view } : { view, txCode }
        const cards = await engine.acceptOffer(acceptance, (progress) =>
          flow.set({ step: 'receiving', view, progress }),
        )
        flow.set({ step: 'received', cards })
      } catch (error) {
        flow.set({ step: 'offered', view, problem: asProblem(error) })
      }
    },
  }
}
