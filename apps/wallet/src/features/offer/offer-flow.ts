import type {
  AcceptOfferStep,
  ConfirmBindingStep,
  IndependentSignature,
  OfferView,
  RecordView,
} from '@velum/holder'
import type { CardView } from '../../engine/card-view.ts'
import type { Engine, Received } from '../../engine/engine.ts'
import { createFlow, type Flow } from '../flow.ts'
import { asProblem, type Problem } from '../problem.ts'

type OfferState =
  | { readonly step: 'reading' }
  | { readonly step: 'unreadable'; readonly problem: Problem }
  | { readonly step: 'offered'; readonly view: OfferView; readonly problem?: Problem }
  | { readonly step: 'receiving'; readonly view: OfferView; readonly progress: AcceptOfferStep }
  /** The holder reads the record that would be sealed. `cards`: what the same offer has brought already. */
  | {
      readonly step: 'confirming'
      readonly record: RecordView
      readonly cards: readonly CardView[]
      readonly problem?: Problem
    }
  | { readonly step: 'sealing'; readonly progress: ConfirmBindingStep }
  | { readonly step: 'received'; readonly cards: readonly CardView[] }

interface Confirmation {
  readonly publish: boolean
  readonly independent?: IndependentSignature
}

export interface OfferFlow extends Flow<OfferState> {
  read(): Promise<void>
  accept(txCode?: string): Promise<void>
  /** Octets for the tool that holds another certified key of the holder. */
  toSign(): Promise<Uint8Array>
  confirm(confirmation: Confirmation): Promise<void>
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
        const received = await engine.acceptOffer(acceptance, (progress) =>
          flow.set({ step: 'receiving', view, progress }),
        )
        flow.set(afterReceiving(received, []))
      } catch (error) {
        flow.set({ step: 'offered', view, problem: asProblem(error) })
      }
    },
    async toSign() {
      const state = flow.get()
      if (state.step !== 'confirming') throw new Error('There is no record to sign now.')
      return engine.recordToSign(state.record)
    },
    async confirm(confirmation) {
      const state = flow.get()
      if (state.step !== 'confirming') return
      const { record, cards } = state
      flow.set({ step: 'sealing', progress: 'registering' })
      try {
        const received = await engine.confirmBinding({ view: record, ...confirmation }, (progress) =>
          flow.set({ step: 'sealing', progress }),
        )
        flow.set(afterReceiving(received, cards))
      } catch (error) {
        flow.set({ step: 'confirming', record, cards, problem: asProblem(error) })
      }
    },
  }
}

function afterReceiving({ cards, toConfirm }: Received, earlier: readonly CardView[]): OfferState {
  const all = [...earlier, ...cards]
  return toConfirm ? { step: 'confirming', record: toConfirm, cards: all } : { step: 'received', cards: all }
}
