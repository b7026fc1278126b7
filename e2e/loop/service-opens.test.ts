import { createHash, randomBytes } from 'node:crypto'
import { createRequesterKey, inspectCase } from '@velum/authority'
import { boundResidentIdTemplate } from '@velum/credential'
import { parseOpeningCase } from '@velum/exchange'
import { type Account, createAccount } from '@velum/registry'
import {
  createMemoryEvidenceStore,
  escrow,
  type OpeningChange,
  type OpeningPreparation,
} from '@velum/verifier'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  askForAccount,
  type BoundIssuer,
  boundAnswerTo,
  type Held,
  startBoundIssuer,
  startCourt,
} from '../../packages/verifier/test/bound-world.ts'
import {
  createBrowser,
  post,
  startService,
  startTestChain,
  type TestChain,
  type TestService,
} from '../../packages/verifier/test/world.ts'
import type { TestAuthority } from '../support/authority.ts'

const random = (length: number) => Uint8Array.from(randomBytes(length))
const day = 86_400_000
const content = Uint8Array.from(Buffer.from('The atlas never came back.'))
const basis = { name: 'complaint.txt', content }
const answerTo = 'holder@harbourtown.example'

let test: TestChain
let court: TestAuthority
let issuer: BoundIssuer
let mine: Held
let at: TestService
let passed = 0
const store = createMemoryEvidenceStore()
const library = createAccount(random(32))
const lawyer = createAccount(random(32))
const somebody = createAccount(random(32))

beforeAll(async () => {
  test = await startTestChain({ slotsInEpoch: 1 })
  court = await startCourt(test)
  issuer = await startBoundIssuer(test, { authority: court })
  mine = await issuer.hold()
  const asked = {
    ...{ purpose: { en: 'To lend.', zh: '用于借阅。' }, query: askForAccount, resultPage: '/account' },
    requires: [escrow(court.id)],
  }
  const lent = { en: 'Borrow the Atlas.', zh: '借阅《图志》。' }
  at = await startService(
    { deployment: test.deployment, trustedIssuers: [issuer.did] },
    {
      now: () => new Date(Date.now() + passed),
      templates: [boundResidentIdTemplate],
      requests: { entry: asked, loan: { ...asked, transaction: lent } },
      evidence: { store, key: random(32), retentionSeconds: 3600 },
    },
  )
  await test.chain.trustRegistry.registerVerifier({
    account: createAccount(test.fundedSecretKey),
    clientId: `decentralized_identifier:${at.verifier.did}`,
    verifier: library.address,
    until: new Date(Date.now() + day),
  })
  for (const { address } of [library, lawyer, somebody])
    await test.chain.provider.request({ method: 'anvil_setBalance', params: [address, '0xde0b6b3a7640000'] })
})
afterAll(async () => {
  await at?.stop()
  await issuer?.stop()
  await test?.stop()
})

/** Somebody answers the service; the id of the presentation. */
async function answered(request: 'entry' | 'loan'): Promise<string> {
  const started = await createBrowser(at).start({ request })
  const answer = await boundAnswerTo(started.sameDevice.link, [mine], test)
  await post(answer.request, answer.body)
  return answer.presentationId
}

function prepared(preparation: OpeningPreparation) {
  if (!preparation.prepared) throw new RangeError(preparation.reason)
  return preparation
}

/** Sends what the SDK prepared, and lets a trustee inspect what it handed over. */
async function inspected(preparation: OpeningPreparation, account: Account) {
  const { call, case: text } = prepared(preparation)
  const { publicKey: requesterKey } = await createRequesterKey()
  const { requestId } = await test.chain.openingRegistry.requestOpening({ ...call, requesterKey, account })
  await test.chain.provider.request({ method: 'anvil_mine', params: ['0x3'] })
  const openingCase = parseOpeningCase(text)
  const inspection = await inspectCase({ chain: test.chain, openingCase, requestId, now: () => new Date() })
  const failed = inspection.checks.filter((check) => !check.passed).map(({ name }) => name)
  return { requestId, failed, proves: inspection.proves?.type }
}

describe('a service that asks for an opening', () => {
  it('prepares from its evidence what trustees accept', async () => {
    const id = await answered('loan')
    const preparation = await at.verifier.openingRequest(id, { basis, answerTo })
    const { call, warnings, case: text } = prepared(preparation)
    const salt = Buffer.from(parseOpeningCase(text).basis.salt, 'base64url')
    expect(call).toEqual({
      ...{ authority: court.id, epoch: court.current.epoch, answerTo },
      presentationId: Uint8Array.from(Buffer.from(id.slice(2), 'hex')),
      basisHash: Uint8Array.from(createHash('sha256').update(salt).update(content).digest()),
    })
    expect(warnings).toEqual([])
    // The same document has another hash each time.
    const again = await at.verifier.openingRequest(id, { basis, answerTo })
    expect(prepared(again).call.basisHash).not.toEqual(call.basisHash)
    expect(await inspected(preparation, library)).toMatchObject({ failed: [], proves: 'transaction' })
  })

  it('is warned where only presence is proved', async () => {
    const preparation = await at.verifier.openingRequest(await answered('entry'), { basis, answerTo })
    expect(prepared(preparation).warnings).toEqual(['presence-only'])
    expect(await inspected(preparation, library)).toMatchObject({ failed: [], proves: 'presence' })
  })

  it('lets a lawyer ask in its place, for this presentation and nobody else', async () => {
    const { verifier } = at
    const id = await answered('loan')
    const until = new Date(Date.now() + day)
    const over = await verifier.handOver(id, { opener: lawyer.address, until, account: library })
    if (!over.signed) throw new RangeError(over.reason)
    const { handover } = over
    const preparation = await verifier.openingRequest(id, { basis, answerTo, handover })
    expect(await inspected(preparation, lawyer)).toMatchObject({ failed: [] })
    expect(await inspected(preparation, somebody)).toMatchObject({ failed: ['requester'] })
    const other = await verifier.openingRequest(await answered('loan'), { basis, answerTo, handover })
    expect(await inspected(other, lawyer)).toMatchObject({ failed: ['requester'] })
  })

  it('signs no handover that would not count', async () => {
    const { verifier } = at
    const id = await answered('loan')
    const until = new Date(Date.now() + day)
    const opener = lawyer.address
    expect(await verifier.handOver(id, { opener, until, account: lawyer })).toEqual({
      signed: false,
      reason: 'account-differs',
    })
    const past = { opener, until: new Date(Date.now() - 1000), account: library }
    await expect(verifier.handOver(id, past)).rejects.toMatchObject({ code: 'opening-invalid' })
    const nobody = { opener: 'the lawyer', until, account: library }
    await expect(verifier.handOver(id, nobody)).rejects.toMatchObject({ code: 'invalid-address' })
  })

  it('is told by name that nothing was kept, or that the retention is over', async () => {
    const { verifier } = at
    const id = await answered('loan')
    const over = { opener: lawyer.address, until: new Date(Date.now() + 2 * day), account: library }
    expect(await verifier.openingRequest(`0x${'00'.repeat(32)}`, { basis, answerTo })).toEqual({
      prepared: false,
      reason: 'no-evidence',
    })
    passed = 3_601_000
    expect(await verifier.openingRequest(id, { basis, answerTo })).toEqual({
      prepared: false,
      reason: 'retention-over',
    })
    expect(await verifier.handOver(id, over)).toEqual({ signed: false, reason: 'retention-over' })
    passed = 0
    expect(prepared(await verifier.openingRequest(id, { basis, answerTo })).prepared).toBe(true)
    passed = 3_601_000
    await verifier.removeExpiredEvidence()
    passed = 0
    expect(await verifier.openingRequest(id, { basis, answerTo })).toMatchObject({ reason: 'no-evidence' })
  })

  it.each([
    ['a document in a folder', { basis: { ...basis, name: '../complaint.txt' } }],
    ['an opening that nobody could answer', { answerTo: '' }],
    ['an address for the answer that is too long for the chain', { answerTo: '港'.repeat(86) }],
  ])('refuses %s', async (_, wrong) => {
    const asked = at.verifier.openingRequest(await answered('loan'), { basis, answerTo, ...wrong })
    await expect(asked).rejects.toMatchObject({ code: 'opening-invalid' })
  })

  it('hears of its own request', async () => {
    const preparation = await at.verifier.openingRequest(await answered('loan'), { basis, answerTo })
    const { requestId } = await inspected(preparation, library)
    const ending = new AbortController()
    let heard: OpeningChange | undefined
    await at.verifier.watchOpenings({
      signal: ending.signal,
      onChange: (change) => {
        if (change.requestId !== requestId) return
        heard = change
        ending.abort()
      },
    })
    expect(heard).toMatchObject({ status: 'requested', requester: library.address, answerTo })
  })
})
