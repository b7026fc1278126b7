import type { RequestView } from '@velum/holder'
import { expect, test } from 'vitest'
import type { Engine } from '../src/engine/engine.ts'
import { EngineError } from '../src/engine/engine-error.ts'
import { createRequestFlow } from '../src/features/request/request-flow.ts'

const view = {
  problems: [],
  answerable: true,
  queries: [
    {
      queryId: 'person',
      statements: [],
      problems: [],
      candidates: [
        {
          credential: { id: 'card' },
          claims: [],
          alwaysShown: [],
          optionalSets: [[], ['sex']],
          problems: [],
          usable: true,
        },
      ],
    },
  ],
} as unknown as RequestView

const refusal = (code: string) =>
  new EngineError(code, { en: { what: 'No.', next: 'Wait.' }, zh: { what: '不行。', next: '请稍候。' } })

function engine(parts: Partial<Engine>): Engine {
  return parts as Engine
}

test('sends exactly what the holder chose, once, and keeps the outcome', async () => {
  const sent: unknown[] = []
  const flow = createRequestFlow(
    engine({
      inspectRequest: async () => view,
      answerRequest: async (answer) => {
        sent.push(answer.selection)
        return { kind: 'delivered' }
      },
    }),
    'link',
  )
  await flow.read()
  flow.show('person', 'sex', true)
  await Promise.all([flow.answer(), flow.answer()])
  expect(sent).toEqual([{ person: { credentialId: 'card', optionalClaims: ['sex'] } }])
  expect(flow.get()).toMatchObject({ step: 'answered', outcome: { kind: 'delivered' } })
})

test('is closed when this wallet has answered, and says what the service says when somebody has', async () => {
  const answered = { ...view, problems: [{ code: 'already-answered' }], answerable: false } as RequestView
  const here = createRequestFlow(engine({ inspectRequest: async () => answered }), 'link')
  await here.read()
  expect(here.get()).toEqual({ step: 'closed' })

  const there = createRequestFlow(
    engine({ inspectRequest: () => Promise.reject(refusal('request-answered')) }),
    'link',
  )
  await there.read()
  expect(there.get()).toMatchObject({ step: 'unreadable', problem: { code: 'request-answered' } })
})

test('says what was refused and offers no second sending', async () => {
  const flow = createRequestFlow(
    engine({
      inspectRequest: async () => view,
      answerRequest: () => Promise.reject(refusal('credential-not-usable')),
    }),
    'link',
  )
  await flow.read()
  await flow.answer()
  expect(flow.get()).toMatchObject({ step: 'refused', problem: { code: 'credential-not-usable' } })
  await flow.answer()
  expect(flow.get()).toMatchObject({ step: 'refused' })
})
