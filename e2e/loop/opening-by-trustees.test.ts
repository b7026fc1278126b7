import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Approval,
  combine,
  createRequesterKey,
  inspectCase,
  listRequests,
  makeBackup,
  openSealedPartial,
  type PartialFile,
  restoreBackup,
} from '@velum/authority'
import { registrationPoints } from '@velum/binding'
import { boundResidentIdTemplate } from '@velum/credential'
import { basisHash, type OpeningCase } from '@velum/exchange'
import { type Account, type Address, createAccount } from '@velum/registry'
import { createMemoryEvidenceStore, escrow } from '@velum/verifier'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  askForAccount,
  type BoundIssuer,
  boundAnswerTo,
  type Held,
  startBoundIssuer,
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
import { passphrase, startTrustees } from '../support/trustees.ts'

const random = (length: number) => Uint8Array.from(randomBytes(length))
const octetsOf = (text: string) => Uint8Array.from(Buffer.from(text.slice(2), 'hex'))
const basis = {
  name: 'complaint.pdf',
  content: Buffer.from('It never came back.').toString('base64url'),
  salt: Buffer.alloc(32, 7).toString('base64url'),
}
const lent = { en: 'Borrow the Atlas, deposit 200.', zh: '借阅《图志》，押金 200。', reference: 'atlas' }
const [delaySeconds, lifetimeSeconds] = [3_600, 86_400]

type Court = Awaited<ReturnType<typeof startTrustees>>
let test: TestChain
let court: Court
let issuer: BoundIssuer
let at: TestService
let mine: Held
let loan: OpeningCase
let entry: OpeningCase
let requestId: string
/** About the same presentation, with another document. */
let anew: OpeningCase
let second: string
/** How far the chain's clock was put forward. */
let ahead = 0
const library = createAccount(random(32))
const stranger = createAccount(random(32))

const folderOf = (number: number) => court.folderOf(number)
const as: Court['as'] = (...how) => court.as(...how)
const now = () => new Date(Date.now() + ahead * 1000)
const rpc = (method: string, params: unknown[]) => test.chain.provider.request({ method, params })
const fund = (address: Address) => rpc('anvil_setBalance', [address, '0xde0b6b3a7640000'])
const finalise = () => rpc('anvil_mine', ['0x60'])

beforeAll(async () => {
  // Final is what has two epochs of one block each on top, as on a public chain after some minutes.
  test = await startTestChain({ slotsInEpoch: 1 })
  const rules = {
    ...{ delaySeconds, lifetimeSeconds, quota: 2 },
    ...{ quotaPeriodSeconds: 2 ** 32 - 1, retentionSeconds: 86_400 },
  }
  court = await startTrustees({ test, trustees: 5, threshold: 3, rules, now })
  await finalise()

  issuer = await startBoundIssuer(test, { authority: { id: court.id } as TestAuthority })
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
  for (const one of [library, stranger]) await fund(one.address)
  const answered = async (request: 'entry' | 'loan'): Promise<OpeningCase> => {
    const started = await createBrowser(at).start({ request })
    const answer = await boundAnswerTo(started.sameDevice.link, [mine], test)
    await post(answer.request, answer.body)
    const evidence = await at.verifier.readEvidence(answer.presentationId)
    if (!evidence) throw new RangeError('the service keeps evidence')
    return { version: 1, evidence, basis }
  }
  loan = await answered('loan')
  entry = await answered('entry')
  const account = createAccount(test.fundedSecretKey)
  const until = new Date(Date.now() + 365 * 86_400_000)
  const clientId = loan.evidence.transcript.audience
  await test.chain.trustRegistry.registerVerifier({ account, clientId, verifier: library.address, until })
}, 240_000)
afterAll(async () => {
  await at?.stop()
  await issuer?.stop()
  await test?.stop()
  await court?.stop()
})

async function request({ evidence, ...rest }: OpeningCase, account: Account, key?: Uint8Array) {
  // Not any octets: half of them are no key in its one spelling, and parts are sealed to no such.
  const requesterKey = key ?? (await createRequesterKey()).publicKey
  const { requestId } = await test.chain.openingRegistry.requestOpening({
    ...{ account, requesterKey, authority: court.id, answerTo: 'court@harbourtown.example' },
    epoch: evidence.transcript.authority.epoch,
    presentationId: octetsOf(evidence.presentationId),
    basisHash: octetsOf(basisHash(rest)),
  })
  return requestId
}

const approve = (number: number, requestId: string, openingCase: OpeningCase, folder?: string) =>
  as(number, (trustee) => trustee.approve({ requestId, openingCase }), folder)

const handOver = (number: number, folder?: string) =>
  as(number, (trustee) => trustee.handOver({ requestId }), folder)

const keptOf = (number: number) => readdir(join(folderOf(number), 'approvals'))

function failed(approval: Approval): string[] {
  if (approval.approved) throw new RangeError('it was approved')
  return approval.inspection.checks.filter(({ passed }) => !passed).map(({ name }) => name)
}

const votes = async () =>
  (await test.chain.openingRegistry.openings({ blocks: 'newest' })).flatMap(({ approvals }) => approvals)

describe('trustees with folders of their own', { timeout: 120_000 }, () => {
  let requester: Awaited<ReturnType<typeof createRequesterKey>>

  it('approve nothing that is not final, nor before its delay is over', async () => {
    requester = await createRequesterKey()
    requestId = await request(loan, library, requester.publicKey)
    expect(failed(await approve(1, requestId, loan))).toContain('request-final')
    expect(await listRequests({ chain: test.chain, folder: folderOf(1), now })).toMatchObject({ notFinal: 1 })
    await finalise()
    expect(failed(await approve(1, requestId, loan))).toEqual(['request-time'])
    const { requests } = await listRequests({ chain: test.chain, folder: folderOf(1), now })
    expect(requests).toMatchObject([{ state: 'waiting', vote: undefined, record: { requestId } }])
    expect(await votes()).toEqual([])
  })

  it('approve no other presentation, and for nobody but who was presented to', async () => {
    const foreign = await request(entry, stranger)
    await rpc('evm_increaseTime', [delaySeconds + 60])
    ahead = delaySeconds + 60
    await finalise()
    expect(failed(await approve(1, requestId, entry))).toContain('request-presentation')
    expect(failed(await approve(1, foreign, entry))).toEqual(['requester'])
    expect(await votes()).toEqual([])
  })

  it('vote each for the one part that it has made, also when the first vote fails', async () => {
    const first = await as(1, async ({ folder }) => folder.account.address)
    await rpc('anvil_setBalance', [first, '0x0'])
    await expect(approve(1, requestId, loan)).rejects.toMatchObject({ code: 'payer-unfunded' })
    const made = await keptOf(1)
    expect(made).toHaveLength(1)
    expect(await votes()).toEqual([])
    await expect(handOver(1)).rejects.toMatchObject({ code: 'not-approved' })
    await fund(first)
    const approval = await approve(1, requestId, loan)
    expect(approval).toMatchObject({ approved: true, again: false, handOver: { handedOver: false } })
    expect(await keptOf(1)).toEqual(made)
  })

  it('let no part go before as many have approved as open together, in final blocks', async () => {
    const early = { handedOver: false, reason: 'approvals-too-few', threshold: 3 }
    await finalise()
    expect(await handOver(1)).toMatchObject({ ...early, approvals: 1 })
    await expect(handOver(2)).rejects.toMatchObject({ code: 'not-approved' })
    const elsewhere = join(court.place, 'elsewhere')
    await restoreBackup({ folder: elsewhere, text: await makeBackup(folderOf(5)), passphrase })
    expect(await approve(5, requestId, loan, elsewhere)).toMatchObject({
      handOver: { ...early, approvals: 1 },
    })
    // Where its part is not, it is not said to be there.
    await expect(handOver(5)).rejects.toMatchObject({ code: 'part-missing' })
    await finalise()
    expect(await handOver(1)).toMatchObject({ ...early, approvals: 2 })

    const last = await approve(3, requestId, loan)
    expect(last).toMatchObject({ approved: true, handOver: { handedOver: false, reason: 'not-final' } })
    expect(await handOver(1)).toMatchObject({ handedOver: false, reason: 'not-final', approvals: 2 })
    await finalise()
  })

  it('keep their parts so that whoever takes the files has nothing', async () => {
    const identity = requester.identity
    for (const number of [1, 3]) {
      const [name = ''] = await keptOf(number)
      const octets = await readFile(join(folderOf(number), 'approvals', name))
      expect(octets.toString('latin1')).toMatch(/^age-encryption.org/)
      expect(await openSealedPartial({ sealed: Uint8Array.from(octets), identity })).toBeUndefined()
      expect(octets.toString('latin1')).not.toContain(requestId)
    }
  })

  it('make an opening together, one of them from a backup on another machine', async () => {
    const again = await approve(3, requestId, loan)
    const elsewhere = join(court.place, 'elsewhere')
    const handed = [await handOver(1), await handOver(3), await handOver(5, elsewhere)]
    expect(again).toEqual({ approved: true, trustee: 3, again: true, handOver: handed[1] })
    const refused = as(2, (trustee) => trustee.refuse({ requestId, reason: 'The warrant is not signed.' }))
    expect(await refused).toMatchObject({ trustee: 2 })
    await expect(approve(2, requestId, loan)).rejects.toMatchObject({ code: 'already-voted' })

    const [record] = await test.chain.openingRegistry.openings({ blocks: 'newest' })
    const partials = []
    for (const part of handed) {
      if (!part.handedOver) throw new RangeError('three have approved')
      const { trustee, sealed }: PartialFile = part.partial
      const octets = await openSealedPartial({ sealed, identity: requester.identity })
      const hash = record?.approvals.find((vote) => vote.trustee === trustee)?.partialHash
      if (!octets || !hash) throw new RangeError('the requester opens what was announced')
      partials.push({ trustee, octets, hash })
    }
    expect(record?.refusals.map(({ trustee }) => trustee)).toEqual([2])
    const { subject } = await inspectCase({ chain: test.chain, openingCase: loan, requestId, now })
    if (!subject) throw new RangeError('the case passed')
    // As the holder's own secrets say it.
    const { reg } = await registrationPoints({ parameters: mine.parameters, secrets: mine.secrets })
    const [epoch] = await test.chain.openingRegistry.epochs(court.id)
    if (!epoch) throw new RangeError('there is a key')
    const { key: publicKey, verificationShares } = epoch
    const opened = await combine({ partials, subject, threshold: 3, publicKey, verificationShares })
    expect(opened).toMatchObject({ opened: true, point: reg, trustees: [1, 3, 5], faults: [] })
  })

  it('vote for nothing between signing new shares and having them, and end a refresh that would strand a vote', async () => {
    anew = { ...loan, basis: { ...basis, content: 'b3RoZXI' } }
    second = await request(anew, library)
    await rpc('evm_increaseTime', [delaySeconds + 60])
    ahead += delaySeconds + 60
    await finalise()
    const mining = setInterval(() => void rpc('anvil_mine', ['0x1']).catch(() => undefined), 200)
    try {
      // The last one stops before it signs; all others have signed and wait for it.
      const refresh = (number: number) => {
        const stop = new AbortController()
        return as(number, (trustee) =>
          trustee.takePart({
            ...{ begin: { refresh: 1 }, pollMilliseconds: 50, signal: stop.signal },
            onProgress: (progress) => {
              const round = number === 5 ? 3 : 4
              if (progress.type === 'sent' && progress.round === round) stop.abort()
            },
          }),
        )
      }
      const stopped = await Promise.allSettled([1, 2, 3, 4, 5].map(refresh))
      expect(stopped.map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
      await expect(approve(1, second, anew)).rejects.toMatchObject({ code: 'refresh-under-way' })
      expect(await keptOf(1)).toHaveLength(1)
      expect(await approve(5, second, anew)).toMatchObject({ approved: true })
      const ended = await as(5, (trustee) => trustee.takePart({ pollMilliseconds: 50 }))
      const seen = { fault: 'requests-half-approved', trustee: 0 }
      expect(ended).toMatchObject({ result: 'aborted', ceremony: 2, by: 5, guilty: 0, seen })
      expect(await test.chain.openingRegistry.refreshes(court.id)).toEqual([])
    } finally {
      clearInterval(mining)
    }
  })

  it('destroy a part whose request never got enough approvals, and no other', async () => {
    expect(await approve(1, second, anew)).toMatchObject({ handOver: { reason: 'approvals-too-few' } })
    expect(await keptOf(1)).toHaveLength(2)
    await rpc('evm_increaseTime', [lifetimeSeconds])
    ahead += lifetimeSeconds
    await finalise()
    const late = as(1, (trustee) => trustee.handOver({ requestId: second }))
    expect(await late).toMatchObject({ handedOver: false, reason: 'request-expired', approvals: 2 })
    expect(await keptOf(1)).toEqual([expect.stringContaining(requestId)])
    expect(await handOver(1)).toMatchObject({ handedOver: true })
  })

  it('are asked no more often than the authority’s rules let a requester', async () => {
    const third = request({ ...loan, basis: { ...basis, content: 'dGhpcmQ' } }, library)
    await expect(third).rejects.toMatchObject({ reason: 'quota-used-up' })
  })
})
