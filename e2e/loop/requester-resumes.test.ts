import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  closeRequest,
  collectParts,
  combineParts,
  createFolder,
  decryptPartially,
  encodePartialFile,
  inspectCase,
  makeRequest,
  type OwnFolder,
  openFolder,
  type RequesterContext,
  sealPartial,
} from '@velum/authority'
import { boundResidentIdTemplate } from '@velum/credential'
import type { OpeningCase } from '@velum/exchange'
import { connectChain, createAccount } from '@velum/registry'
import { createMemoryEvidenceStore, escrow } from '@velum/verifier'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  askForAccount,
  type BoundIssuer,
  boundAnswerTo,
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
import { random } from './support/city-hall.ts'

const answerTo = 'court@harbourtown.example'
let test: TestChain
let court: TestAuthority
let issuer: BoundIssuer
let at: TestService
let folder: OwnFolder
let place: string
let openingCase: OpeningCase

beforeAll(async () => {
  test = await startTestChain()
  court = await startCourt(test)
  issuer = await startBoundIssuer(test, { authority: court })
  at = await startService(
    { deployment: test.deployment, trustedIssuers: [issuer.did] },
    {
      templates: [boundResidentIdTemplate],
      requests: {
        loan: {
          ...{ purpose: { en: 'To lend.', zh: '用于借阅。' }, query: askForAccount, resultPage: '/account' },
          requires: [escrow(court.id)],
          transaction: { en: 'Borrow.', zh: '借阅。', reference: 'atlas' },
        },
      },
      evidence: { store: createMemoryEvidenceStore(), key: random(32), retentionSeconds: 3600 },
    },
  )
  const started = await createBrowser(at).start({ request: 'loan' })
  const answer = await boundAnswerTo(started.sameDevice.link, [await issuer.hold()], test)
  await post(answer.request, answer.body)
  const evidence = await at.verifier.readEvidence(answer.presentationId)
  if (!evidence) throw new RangeError('the service keeps evidence')
  const salt = Buffer.alloc(32, 7).toString('base64url')
  openingCase = { version: 1, evidence, basis: { name: 'complaint.pdf', content: 'AAAA', salt } }

  place = await mkdtemp(join(tmpdir(), 'velum-requester-'))
  const passphrase = 'correct horse battery staple'
  const { address } = await createFolder({ folder: place, passphrase })
  folder = await openFolder({ folder: place, passphrase })
  for (const payer of [address, ...court.accounts.map((account) => account.address)]) {
    await test.chain.provider.request({ method: 'anvil_setBalance', params: [payer, '0xde0b6b3a7640000'] })
  }
  await test.chain.trustRegistry.registerVerifier({
    ...{ account: createAccount(test.fundedSecretKey), verifier: address },
    clientId: evidence.transcript.audience,
    until: new Date(Date.now() + 86_400_000),
  })
}, 120_000)
afterAll(async () => {
  await folder?.close()
  await at?.stop()
  await issuer?.stop()
  await test?.stop()
  if (place) await rm(place, { recursive: true, force: true })
})

const context = (send: typeof fetch = fetch): RequesterContext => ({
  ...{ folder, random, now: () => new Date() },
  chain: connectChain({ deployment: test.deployment, fetch: send }),
})

/** A network that fails with the first transaction, before or after the node has it. */
function failing(when: 'before' | 'after'): typeof fetch {
  let failures = 1
  return async (input, init) => {
    const sends = String(init?.body).includes('eth_sendRawTransaction') && failures-- > 0
    if (sends && when === 'before') throw new TypeError('no connection')
    const response = await fetch(input, init)
    if (!sends) return response
    await response.arrayBuffer()
    throw new TypeError('connection lost')
  }
}

const openings = () => test.chain.openingRegistry.openings({ blocks: 'newest' })
const unreachable = { name: 'RegistryError', code: 'chain-unreachable' }

async function partOf(trustee: number, requestId: string) {
  const { chain } = test
  const [share, account] = [court.current.shares[trustee - 1], court.accounts[trustee - 1]]
  const { subject, request } = await inspectCase({ chain, openingCase, requestId, now: () => new Date() })
  if (!share || !account || !subject || !request) throw new RangeError('the case passes')
  const partial = await decryptPartially({ share, subject })
  const sealed = await sealPartial({ partial, requesterKey: request.requesterKey })
  await chain.openingRegistry.approveOpening({ requestId, trustee, account, partialHash: partial.hash })
  return {
    name: `part ${trustee}`,
    text: encodePartialFile({ requestId, trustee, hash: partial.hash, sealed }),
  }
}

describe('a requester whose network fails', { timeout: 120_000 }, () => {
  let requestId: string

  it('has what opens the parts on disk before it asks, and asks with that when it tries again', async () => {
    await expect(makeRequest(context(failing('before')), { openingCase, answerTo })).rejects.toMatchObject(
      unreachable,
    )
    expect(await openings()).toEqual([])
    const kept = await readdir(join(place, 'openings'))
    expect(kept).toHaveLength(1)

    await expect(makeRequest(context(failing('after')), { openingCase, answerTo })).rejects.toMatchObject(
      unreachable,
    )
    const made = await makeRequest(context(), { openingCase, answerTo })
    if (!made.requested) throw new RangeError('trustees would find it in order')
    expect(made.again).toBe(true)
    requestId = made.requestId
    expect(kept).toEqual([`${requestId}.age`])
    expect(await openings()).toMatchObject([{ requestId, answerTo }])
  })

  it('opens the parts with it, and keeps result and salt until the request is closed', async () => {
    const files = [await partOf(1, requestId), await partOf(2, requestId), await partOf(4, requestId)]
    const collected = await collectParts(context(), { requestId, files })
    expect(collected).toMatchObject({ collected: true, have: [1, 2, 4], awaited: [] })
    const nowhere = { requestId, findRecord: async () => undefined, trustAnchors: [] }
    const [first, second] = [await combineParts(context(), nowhere), await combineParts(context(), nowhere)]
    if (!first.combined || !second.combined) throw new RangeError('three open together')
    expect(second.file.result).toEqual(first.file.result)
    expect(first.file.record).toBeNull()

    await expect(closeRequest(context(failing('before')), requestId)).rejects.toMatchObject(unreachable)
    await expect(closeRequest(context(failing('after')), requestId)).rejects.toMatchObject(unreachable)
    const closed = await closeRequest(context(), requestId)
    expect(closed.again).toBe(true)
    expect(await openings()).toMatchObject([{ closed: { resultHash: closed.resultHash } }])
  })

  it('does not ask with a folder that has lost what opens the parts', async () => {
    await rm(join(place, 'openings', `${requestId}.age`))
    await expect(makeRequest(context(), { openingCase, answerTo })).rejects.toMatchObject({
      ...{ name: 'AuthorityError', code: 'request-key-missing' },
    })
    await expect(closeRequest(context(), requestId)).rejects.toMatchObject({ code: 'request-unknown' })
  })
})
