import { randomBytes } from 'node:crypto'
import {
  combine,
  createEvidenceFile,
  createRequesterKey,
  decryptPartially,
  encodeEvidenceFile,
  encodeSnapshot,
  inspectCase,
  type OpeningChain,
  parseEvidenceFile,
  parseSnapshot,
  resultHash,
  takeSnapshot,
  verifyEvidenceFile,
  verifyPartial,
} from '@velum/authority'
import { boundResidentIdTemplate } from '@velum/credential'
import { basisHash, type OpeningCase } from '@velum/exchange'
import { type Account, createAccount } from '@velum/registry'
import { createMemoryEvidenceStore, escrow } from '@velum/verifier'
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
const octetsOf = (text: string) => Uint8Array.from(Buffer.from(text.slice(2), 'hex'))
const lent = { en: 'Borrow the Atlas, deposit 200.', zh: '借阅《图志》，押金 200。', reference: 'atlas' }
const basis = {
  name: 'complaint.pdf',
  content: Buffer.from('It never came back.').toString('base64url'),
  salt: Buffer.alloc(32, 7).toString('base64url'),
}

let test: TestChain
let court: TestAuthority
let issuer: BoundIssuer
let mine: Held
let at: TestService
const library = createAccount(random(32))
const lawyer = createAccount(random(32))

beforeAll(async () => {
  test = await startTestChain({ slotsInEpoch: 1 })
  court = await startCourt(test)
  issuer = await startBoundIssuer(test, { authority: court })
  mine = await issuer.hold()
  const asked = {
    ...{ purpose: { en: 'To lend.', zh: '用于借阅。' }, query: askForAccount, resultPage: '/account' },
    requires: [escrow(court.id)],
  }
  at = await startService(
    { deployment: test.deployment, trustedIssuers: [issuer.did] },
    {
      templates: [boundResidentIdTemplate],
      requests: { entry: asked, loan: { ...asked, transaction: lent } },
      evidence: { store: createMemoryEvidenceStore(), key: random(32), retentionSeconds: 3600 },
    },
  )
  for (const account of [library, lawyer]) await fund(account)
})
afterAll(async () => {
  await at?.stop()
  await issuer?.stop()
  await test?.stop()
})

const fund = ({ address }: Account) =>
  test.chain.provider.request({ method: 'anvil_setBalance', params: [address, '0xde0b6b3a7640000'] })

/** Somebody answers the service; what the service has then, to hand to the trustees. */
async function answered(request: 'entry' | 'loan'): Promise<OpeningCase> {
  const started = await createBrowser(at).start({ request })
  const answer = await boundAnswerTo(started.sameDevice.link, [mine], test)
  await post(answer.request, answer.body)
  const evidence = await at.verifier.readEvidence(answer.presentationId)
  if (!evidence) throw new RangeError('the service keeps evidence')
  await test.chain.trustRegistry.registerVerifier({
    account: createAccount(test.fundedSecretKey),
    clientId: evidence.transcript.audience,
    verifier: library.address,
    until: new Date(Date.now() + 86_400_000),
  })
  return { version: 1, evidence, basis }
}

async function requested(
  openingCase: OpeningCase,
  account: Account = library,
  requesterKey: Uint8Array = random(32),
): Promise<string> {
  const { evidence } = openingCase
  const { requestId } = await test.chain.openingRegistry.requestOpening({
    account,
    authority: court.id,
    epoch: evidence.transcript.authority.epoch,
    presentationId: octetsOf(evidence.presentationId),
    basisHash: octetsOf(basisHash(openingCase)),
    requesterKey,
    answerTo: 'court@harbourtown.example',
  })
  return requestId
}

async function newest() {
  const asked = { method: 'eth_getBlockByNumber', params: ['latest', false] }
  return (await test.chain.provider.request(asked)) as { number: string; hash: string; timestamp: string }
}

const finalise = () => test.chain.provider.request({ method: 'anvil_mine', params: ['0x3'] })

async function inspect(openingCase: OpeningCase, requestId: string) {
  // The functions of the registry are what an inspection asks.
  const chain: OpeningChain = test.chain
  const { timestamp } = await newest()
  return inspectCase({ chain, openingCase, requestId, now: () => new Date(Number(timestamp) * 1000) })
}

const failed = ({ checks }: Awaited<ReturnType<typeof inspect>>) =>
  checks.filter(({ passed }) => !passed).map(({ name }) => name)

describe('a trustee’s inspection, on a real chain and of what a real service kept', () => {
  it('passes a loan with the words that were agreed to, and the trustee’s part of it is right', async () => {
    const openingCase = await answered('loan')
    const requestId = await requested(openingCase)
    expect(failed(await inspect(openingCase, requestId))).toContain('request-final')
    await finalise()
    const found = await inspect(openingCase, requestId)
    expect(failed(found)).toEqual([])
    const { reference, ...description } = lent
    expect(found.proves).toEqual({ type: 'transaction', transaction: { description, reference } })

    const [share] = court.current.shares
    const { subject } = found
    if (!share || !subject) throw new RangeError('the case passed')
    const part = await decryptPartially({ share, subject })
    const [epoch] = await test.chain.openingRegistry.epochs(court.id)
    const { verificationShares = [] } = epoch ?? {}
    const partial = { trustee: 1, ...part }
    expect(await verifyPartial({ partial, subject, verificationShares })).toMatchObject({ valid: true })
  })

  it('leads through votes and result to a file that stands against a snapshot of the chain', async () => {
    const openingCase = await answered('loan')
    const requester = await createRequesterKey()
    const requestId = await requested(openingCase, library, requester.publicKey)
    await finalise()
    const { openingRegistry } = test.chain
    const { subject } = await inspect(openingCase, requestId)
    if (!subject) throw new RangeError('the case passed')
    const partials = []
    for (const trustee of [2, 3, 5]) {
      const [share, account] = [court.current.shares[trustee - 1], court.accounts[trustee - 1]]
      if (!share || !account) throw new RangeError('there are five trustees')
      const partial = await decryptPartially({ share, subject })
      await fund(account)
      await openingRegistry.approveOpening({ requestId, trustee, account, partialHash: partial.hash })
      partials.push({ trustee, ...partial })
    }
    const [epoch] = await openingRegistry.epochs(court.id)
    const { key: publicKey, verificationShares = [] } = epoch ?? { key: random(0) }
    const combined = await combine({ publicKey, verificationShares, threshold: 3, subject, partials })
    if (!combined.opened) throw new RangeError(combined.reason)
    const [{ point }, salt] = [combined, random(32)]
    const result = resultHash({ requestId, point, salt })
    await openingRegistry.closeOpening({ requestId, resultHash: result, account: library })
    await finalise()

    const chain: OpeningChain = test.chain
    const { number, hash, timestamp } = await newest()
    const block = { number: Number(number), hash, at: new Date(Number(timestamp) * 1000) }
    const snapshot = await takeSnapshot({ chain, openingCase, block })
    const file = createEvidenceFile({ requestId, openingCase, partials, point, salt, snapshot })
    const verdict = await verifyEvidenceFile({
      file: parseEvidenceFile(encodeEvidenceFile(file)),
      snapshot: parseSnapshot(encodeSnapshot(snapshot)),
      trustAnchors: [],
      checkHandover: openingRegistry.checkHandover,
    })
    // This issuer keeps no records, so the point leads to nobody; all the rest holds.
    const wrong = verdict.steps.filter(({ passed }) => !passed).map(({ name }) => name)
    expect(wrong).toEqual(['record-anchored', 'record-opened', 'record-signature'])
    expect(verdict.trustees).toEqual([2, 3, 5])
    expect(verdict.person).toBeUndefined()
  })

  it('says that a log-in proves presence, and nothing more', async () => {
    const openingCase = await answered('entry')
    const requestId = await requested(openingCase)
    await finalise()
    expect(await inspect(openingCase, requestId)).toMatchObject({
      passed: true,
      proves: { type: 'presence' },
    })
  })

  it('passes the service’s lawyer with a signed handover, and nobody without', async () => {
    const openingCase = await answered('loan')
    const requestId = await requested(openingCase, lawyer)
    await finalise()
    expect(failed(await inspect(openingCase, requestId))).toEqual(['requester'])

    const handedOver = async (account: Account, opener: string): Promise<OpeningCase> => {
      const until = Math.floor(Date.now() / 1000) + 86_400
      const signature = await test.chain.openingRegistry.signHandover({
        ...{ account, opener, authority: court.id, until: new Date(until * 1000) },
        presentationId: octetsOf(openingCase.evidence.presentationId),
      })
      return {
        ...openingCase,
        handover: { opener, until, signature: `0x${Buffer.from(signature).toString('hex')}` },
      }
    }
    const honest = await handedOver(library, lawyer.address)
    expect(failed(await inspect(honest, requestId))).toEqual([])
    for (const dishonest of [
      await handedOver(lawyer, lawyer.address),
      await handedOver(library, createAccount(random(32)).address),
      { ...honest, handover: { ...honest.handover, signature: `0x${'00'.repeat(65)}` } } as OpeningCase,
      { ...honest, handover: { ...honest.handover, until: 1 } } as OpeningCase,
    ])
      expect(failed(await inspect(dishonest, requestId))).toEqual(['requester'])
  })

  it('passes also when the service’s registration has ended since, and not when it had before', async () => {
    const openingCase = await answered('loan')
    const account = createAccount(test.fundedSecretKey)
    const clientId = openingCase.evidence.transcript.audience
    const requestId = await requested(openingCase)
    await test.chain.trustRegistry.withdrawVerifier({ account, clientId })
    await finalise()
    expect(failed(await inspect(openingCase, requestId))).toEqual([])

    const after = {
      ...openingCase,
      basis: { ...basis, content: Buffer.from('Again.').toString('base64url') },
    }
    const late = await requested(after)
    await finalise()
    expect(failed(await inspect(after, late))).toEqual(['requester'])
  })

  it('passes also when the issuer has revoked the credential since', async () => {
    const openingCase = await answered('loan')
    const requestId = await requested(openingCase)
    await issuer.revoke(7)
    await finalise()
    expect(failed(await inspect(openingCase, requestId))).toEqual([])
  })
})
