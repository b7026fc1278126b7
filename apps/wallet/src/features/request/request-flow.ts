import type { AnswerOutcome, AnswerStep, CandidateView, RequestView } from '@velum/holder'
import type { Engine } from '../../engine/engine.ts'
import { createFlow, type Flow } from '../flow.ts'
import { asProblem, type Problem } from '../problem.ts'
import { type Choice, type Choices, chooseCandidate, chooseFirst, switchClaim } from './choices.ts'

type RequestState =
  | { readonly step: 'reading' }
  | { readonly step: 'unreadable'; readonly problem: Problem }
  | { readonly step: 'closed' }
  | { readonly step: 'impossible'; readonly view: RequestView }
  | { readonly step: 'asking'; readonly view: RequestView; readonly choices: Choices }
  | { readonly step: 'answering'; readonly view: RequestView; readonly progress: AnswerStep }
  | { readonly step: 'refused'; readonly view: RequestView; readonly problem: Problem }
  | {
      readonly step: 'answered'
      readonly view: RequestView
      readonly choices: Choices
      readonly outcome: AnswerOutcome
    }

type Edit = (candidate: CandidateView, choice: Choice) => Choice

export interface RequestFlow extends Flow<RequestState> {
  read(): Promise<void>
  choose(queryId: string, credentialId: string): void
  show(queryId: string, claim: string, shown: boolean): void
  answer(): Promise<void>
}

/** From a link to an answer. Nothing optional is chosen but by the holder, and what was sent is never sent again. */
export function createRequestFlow(engine: Engine, link: string): RequestFlow {
  const flow = createFlow<RequestState>({ step: 'reading' })

  const change = (queryId: string, credentialId: string | undefined, edit: Edit) => {
    const state = flow.get()
    if (state.step !== 'asking') return
    const id = credentialId ?? state.choices[queryId]?.credentialId
    const query = state.view.queries.find((one) => one.queryId === queryId)
    const candidate = query?.candidates.find(({ credential }) => credential.id === id)
    if (!candidate?.usable) return
    const choice = edit(candidate, state.choices[queryId] ?? chooseCandidate(candidate))
    flow.set({ ...state, choices: { ...state.choices, [queryId]: choice } })
  }

  return {
    get: flow.get,
    subscribe: flow.subscribe,
    async read() {
      flow.set({ step: 'reading' })
      try {
        flow.set(firstState(await engine.inspectRequest(link)))
      } catch (error) {
        flow.set({ step: 'unreadable', problem: asProblem(error) })
      }
    },
    choose(queryId, credentialId) {
      change(queryId, credentialId, chooseCandidate)
    },
    show(queryId, claim, shown) {
      change(queryId, undefined, (candidate, choice) => switchClaim(candidate, choice, claim, shown))
    },
    async answer() {
      const state = flow.get()
      if (state.step !== 'asking') return
      const { view, choices } = state
      flow.set({ step: 'answering', view, progress: 'checking' })
      try {
        const outcome = await engine.answerRequest({ view, selection: choices }, (progress) =>
          flow.set({ step: 'answering', view, progress }),
        )
        flow.set({ step: 'answered', view, choices, outcome })
      } catch (error) {
        flow.set({ step: 'refused', view, problem: asProblem(error) })
      }
    },
  }
}

function firstState(view: RequestView): RequestState {
  if (view.problems.some(({ code }) => code === 'already-answered')) return { step: 'closed' }
  if (!view.answerable) return { step: 'impossible', view }
  return { step: 'asking', view, choices: chooseFirst(view) }
}
