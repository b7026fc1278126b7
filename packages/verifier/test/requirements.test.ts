import { boundResidentIdTemplate, residentIdTemplate } from '@velum/credential'
import { describe, expect, it } from 'vitest'
import {
  askFor,
  createMemoryEvidenceStore,
  createVerifier,
  escrow,
  possession,
  pseudonym,
  type RequestDefinition,
  type Requirement,
  sameHolder,
  type VerifierOptions,
} from '../src/index.ts'

const authority = `0x${'a1'.repeat(32)}`
const address = (digit: string) => `0x${digit.repeat(40)}`
const account: RequestDefinition = {
  purpose: { en: 'To know you again.', zh: '为了再次认出您。' },
  query: askFor(boundResidentIdTemplate, { required: [] }),
  resultPage: '/account',
}
const evidence = { store: createMemoryEvidenceStore(), key: new Uint8Array(32), retentionSeconds: 60 }

/** Two questions, of which only the first can be answered with a bound credential. */
const twoQuestions: RequestDefinition = {
  ...account,
  query: {
    credentials: [
      ...askFor(boundResidentIdTemplate, { required: [] }).credentials,
      ...askFor(residentIdTemplate, { required: ['region'] }).credentials,
    ],
  },
}

async function start(definition: RequestDefinition, changes: Partial<VerifierOptions> | 'no evidence' = {}) {
  const verifier = await createVerifier({
    url: 'http://localhost:4999/velum',
    name: { en: 'Library', zh: '图书馆' },
    walletUrl: 'https://wallet.example',
    deployment: {
      chainId: 31337,
      name: 'Nobody is asked',
      rpcUrl: 'http://localhost:9',
      firstBlock: 0,
      firstBlockHash: `0x${'ab'.repeat(32)}`,
      contracts: {
        didRegistry: address('1'),
        statusRegistry: address('2'),
        trustRegistry: address('3'),
        escrowRegistry: address('4'),
        openingRegistry: address('5'),
      },
    },
    trustedIssuers: [],
    templates: [boundResidentIdTemplate, residentIdTemplate],
    requests: { account: definition },
    secretKey: new Uint8Array(32).fill(7),
    ...(changes !== 'no evidence' && { evidence, ...changes }),
  })
  verifier.close()
}

/** Two questions for one kind of card, each for these claims. */
const twice = (...claims: readonly string[][]): RequestDefinition => ({
  ...account,
  query: {
    credentials: claims.map((required, position) => ({
      ...askFor(boundResidentIdTemplate, { required }).credentials[0],
      id: `question-${position}`,
    })) as unknown as RequestDefinition['query']['credentials'],
  },
  requires: [sameHolder()],
})

const sealedElsewhere: RequestDefinition = {
  ...twice(['region'], ['region']),
  requires: [
    pseudonym('account', { credential: 'question-0' }),
    escrow(authority, { credential: 'question-1' }),
  ],
}

const requiring = (...requires: Requirement[]) => ({ ...account, requires })

describe('what a request may require', () => {
  it.each<[string, RequestDefinition]>([
    ['nothing', account],
    ['possession', requiring(possession())],
    ['pseudonyms for two purposes', requiring(pseudonym('account'), pseudonym('voting.2026'))],
    ['a pseudonym of a shared scope', requiring(pseudonym('account', { scope: authority }))],
    [
      'escrow about a transaction',
      { ...requiring(escrow(authority)), transaction: { en: 'Lend.', zh: '出借。' } },
    ],
    [
      'escrow about one that is made later',
      { ...requiring(escrow(authority)), transaction: () => undefined },
    ],
    [
      'a pseudonym and a sealed name of two cards of one holder',
      { ...sealedElsewhere, requires: [...(sealedElsewhere.requires ?? []), sameHolder()] },
    ],
    ['the same holder of two cards that may differ in a claim', twice(['region'], ['region', 'sex'])],
    [
      'a pseudonym of one of two questions',
      {
        ...twoQuestions,
        requires: [possession(), pseudonym('account', { credential: 'bound-resident-id' })],
      },
    ],
  ])('takes %s, and asks nobody at the start', async (_, definition) => {
    await expect(start(definition)).resolves.toBeUndefined()
  })

  it.each<[string, RequestDefinition, RegExp]>([
    ['a label with a space', requiring(pseudonym('my account')), /label/],
    ['an empty label', requiring(pseudonym('')), /label/],
    ['a scope that is none', requiring(pseudonym('a', { scope: '0xab' })), /scope/],
    ['an authority in capitals', requiring(escrow(`0x${'A1'.repeat(32)}`)), /authority/],
    ['two pseudonyms of one label', requiring(pseudonym('a'), pseudonym('a', { scope: authority })), /twice/],
    ['possession twice', requiring(possession(), possession()), /twice/],
    ['escrow twice', { ...twoQuestions, requires: [escrow(authority), escrow(authority)] }, /escrow/],
    ['the same holder of one credential', requiring(sameHolder()), /fewer than two/],
    [
      'the same holder of a credential without a binding',
      { ...twoQuestions, requires: [sameHolder()] },
      /fewer than two/,
    ],
    ['a name sealed by somebody else than the pseudonym is of', sealedElsewhere, /two people can answer/],
    ['the same holder of what one card can answer', twice([], []), /one credential can answer both/],
    [
      'the same holder of two facts of one card',
      twice(['region'], ['sex']),
      /one credential can answer both/,
    ],
    [
      'a proof of a question that is not asked',
      requiring(possession({ credential: 'passport' })),
      /none of its/,
    ],
    [
      'a pseudonym of a credential without a binding',
      { ...twoQuestions, requires: [pseudonym('a', { credential: 'resident-id' })] },
      /without a binding/,
    ],
    [
      'a pseudonym of nobody knows which question',
      { ...twoQuestions, requires: [pseudonym('a')] },
      /Say of which/,
    ],
    ['proofs in an unsigned request', { ...requiring(possession()), signed: false }, /proved host/],
    [
      'a transaction without escrow',
      { ...account, transaction: { en: 'Lend.', zh: '出借。' } },
      /needs `escrow/,
    ],
  ])('refuses at the start %s', async (_, definition, message) => {
    await expect(start(definition)).rejects.toMatchObject({
      code: 'requirement-invalid',
      message: expect.stringMatching(message),
    })
  })

  it('takes the same holder of one kind of card where two issuers make it', async () => {
    const trustedIssuers = ['did:ethr:0x7a69:0x01', 'did:ethr:0x7a69:0x02'] as never
    await expect(start(twice([], []), { trustedIssuers })).resolves.toBeUndefined()
  })

  it('refuses escrow that nothing would keep evidence of, and says what to set', async () => {
    await expect(start(requiring(escrow(authority)), 'no evidence')).rejects.toMatchObject({
      code: 'evidence-missing',
      message: expect.stringContaining('Set `evidence: {store, key, retentionSeconds}`.'),
    })
  })

  it.each([
    ['a short key', { key: new Uint8Array(16) }],
    ['no retention', { retentionSeconds: 0 }],
    ['half a second', { retentionSeconds: 0.5 }],
  ])('refuses evidence with %s', async (_, change) => {
    await expect(start(account, { evidence: { ...evidence, ...change } })).rejects.toMatchObject({
      code: 'configuration-invalid',
    })
  })
})
