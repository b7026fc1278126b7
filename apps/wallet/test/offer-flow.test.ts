import type { OfferView, RecordView } from '@velum/holder'
import { expect, test } from 'vitest'
import type { CardView } from '../src/engine/card-view.ts'
import type { Engine } from '../src/engine/engine.ts'
import { EngineError } from '../src/engine/engine-error.ts'
import { createOfferFlow } from '../src/features/offer/offer-flow.ts'

const offer = { offered: [] } as unknown as OfferView
const record = { id: 'record' } as RecordView
const card = { id: 'card' } as CardView
const unbound = { id: 'unbound' } as CardView
const refusal = new EngineError('second-pseudonym', {
  en: { what: 'No.', next: 'Ask.' },
  zh: { what: '不行。', next: '请询问。' },
})

test('shows the record before anything bound is issued, and issues only what the holder confirms', async () => {
  const confirmed: unknown[] = []
  const flow = createOfferFlow(
    {
      inspectOffer: async () => offer,
      acceptOffer: async () => ({ cards: [unbound], toConfirm: record }),
      confirmBinding: async (confirmation: unknown) => {
        confirmed.push(confirmation)
        return { cards: [card] }
      },
    } as unknown as Engine,
    'link',
  )
  await flow.read()
  await flow.accept('123456')
  expect(flow.get()).toEqual({ step: 'confirming', record, cards: [unbound] })
  expect(confirmed).toEqual([])

  await flow.confirm({ publish: false })
  expect(confirmed).toEqual([{ view: record, publish: false }])
  expect(flow.get()).toEqual({ step: 'received', cards: [unbound, card] })
})

test('keeps the record before the holder when the issuer refuses, so that it can be tried again', async () => {
  const flow = createOfferFlow(
    {
      inspectOffer: async () => offer,
      acceptOffer: async () => ({ cards: [], toConfirm: record }),
      confirmBinding: async () => {
        throw refusal
      },
    } as unknown as Engine,
    'link',
  )
  await flow.read()
  await flow.accept()
  await flow.confirm({ publish: true })
  expect(flow.get()).toMatchObject({ step: 'confirming', record, problem: { code: 'second-pseudonym' } })
})
