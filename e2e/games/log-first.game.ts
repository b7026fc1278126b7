import {
  type AuditReport,
  audit,
  createRequesterKey,
  decryptPartially,
  type InspectionCheck,
  inspectCase,
  readAuditLog,
  readFinalBlock,
} from '@velum/authority'
import { boundResidentIdTemplate } from '@velum/credential'
import { basisHash, type OpeningCase } from '@velum/exchange'
import { type Account, createAccount, RegistryError } from '@velum/registry'
import { createMemoryEvidenceStore, escrow } from '@velum/verifier'
import { afterAll, beforeAll, expect } from 'vitest'
import {
  askForAccount,
  type BoundIssuer,
  boundAnswerTo,
  type Held,
  startBoundIssuer,
} from '../../packages/verifier/test/bound-world.ts'
import { createBrowser, post, startService, type TestService } from '../../packages/verifier/test/world.ts'
import { random } from '../loop/support/city-hall.ts'
import { startAuthority, type TestAuthority } from '../support/authority.ts'
import { startTestChain, type TestChain } from '../support/chain.ts'
import { game } from './support/game.ts'

const delaySeconds = 3_600
const quota = 4
/** One period, whenever this runs. */
const quotaPeriodSeconds = 2 ** 32 - 1
const trustees = [1, 2, 3, 4, 5]
const octetsOf = (text: string) => Uint8Array.from(Buffer.from(text.slice(2), 'hex'))

let test: TestChain
let court: TestAuthority
let issuer: BoundIssuer
let mine: Held
let at: TestService
const [service, stranger] = [createAccount(random(32)), createAccount(random(32))]
/** How often a trustee has decrypted anything, for which request. */
const decrypted: string[] = []

beforeAll(async () => {
  test = await startTestChain({ slotsInEpoch: 1 })
  const rules = { delaySeconds, lifetimeSeconds: 86_400, quota, quotaPeriodSeconds }
  court = await startAuthority({ ...test, trustees: 5, threshold: 3, rules })
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
      requests: { loan: { ...asked, transaction: { en: 'Borrow.', zh: '借阅。', reference: 'atlas' } } },
      evidence: { store: createMemoryEvidenceStore(), key: random(32), retentionSeconds: 3600 },
    },
  )
  for (const { address } of [service, stranger, ...court.accounts]) {
    await rpc('anvil_setBalance', [address, '0xde0b6b3a7640000'])
  }
}, 120_000)
afterAll(async () => {
  await at?.stop()
  await issuer?.stop()
  await test?.stop()
})

const rpc = (method: string, params: unknown[]) => test.chain.provider.request({ method, params })
const finalise = () => rpc('anvil_mine', ['0x3'])

/** Somebody answers the service, which is registered and keeps what it was shown. */
async function presented(): Promise<OpeningCase> {
  const started = await createBrowser(at).start({ request: 'loan' })
  const answer = await boundAnswerTo(started.sameDevice.link, [mine], test)
  await post(answer.request, answer.body)
  const evidence = await at.verifier.readEvidence(answer.presentationId)
  if (!evidence) throw new RangeError('the service keeps evidence')
  await test.chain.trustRegistry.registerVerifier({
    ...{ account: createAccount(test.fundedSecretKey), verifier: service.address },
    clientId: evidence.transcript.audience,
    until: new Date(Date.now() + 30 * 86_400_000),
  })
  const [content, salt] = [random(12), random(32)].map((octets) => Buffer.from(octets).toString('base64url'))
  if (!content || !salt) throw new RangeError('both were drawn')
  return { version: 1, evidence, basis: { name: 'complaint.pdf', content, salt } }
}

async function ask(openingCase: OpeningCase, account: Account = service): Promise<string> {
  const { evidence } = openingCase
  const { publicKey } = await createRequesterKey()
  const { requestId } = await test.chain.openingRegistry.requestOpening({
    ...{ account, authority: court.id, requesterKey: publicKey, answerTo: 'court@harbourtown.example' },
    epoch: evidence.transcript.authority.epoch,
    presentationId: octetsOf(evidence.presentationId),
    basisHash: octetsOf(basisHash(openingCase)),
  })
  return requestId
}

async function chainTime(): Promise<Date> {
  const block = (await rpc('eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
  return new Date(Number(block.timestamp) * 1000)
}

/** One trustee as its program works: it inspects, and decrypts only what passed; then it votes. Gives what it found wrong. */
async function trustee(
  number: number,
  openingCase: OpeningCase,
  requestId: string,
): Promise<InspectionCheck['name'][]> {
  const { chain } = test
  const now = await chainTime()
  const { subject, checks } = await inspectCase({ chain, openingCase, requestId, now: () => now })
  if (!subject) return checks.filter(({ passed }) => !passed).map(({ name }) => name)
  const [share, account] = [court.current.shares[number - 1], court.accounts[number - 1]]
  if (!share || !account) throw new RangeError('there are five trustees')
  const { hash } = await decryptPartially({ share, subject })
  decrypted.push(requestId)
  await chain.openingRegistry.approveOpening({ requestId, trustee: number, account, partialHash: hash })
  return []
}

/** Why the contract does not let even a dishonest trustee's vote stand. */
async function refusal(number: number, requestId: string): Promise<string | undefined> {
  const account = court.accounts[number - 1] as Account
  return reasonOf(
    test.chain.openingRegistry.approveOpening({
      requestId,
      trustee: number,
      account,
      partialHash: random(32),
    }),
  )
}

async function reasonOf(sent: Promise<unknown>): Promise<string | undefined> {
  try {
    await sent
    return undefined
  } catch (error) {
    if (error instanceof RegistryError) return error.reason
    throw error
  }
}

async function audited(): Promise<AuditReport> {
  const { chain } = test
  const log = await readAuditLog(chain, await readFinalBlock(chain))
  return audit({ log, signatures: chain.openingRegistry })
}

game(
  {
    name: 'log first',
    property:
      'No trustee decrypts before the request has stood in the public log for the delay, final, by the service that was presented ' +
      'to and within its quota: openings equal requests, and anybody can count them.',
    adversary:
      'A service, and strangers with accounts of their own, with a genuine case in their hands. They want an opening that the log ' +
      'does not show, shows too late, shows as somebody else’s, or more of them than the rules allow.',
  },
  (move) => {
    move('shows trustees a case without a request, or with one that is not final', async () => {
      const openingCase = await presented()
      const invented = `0x${Buffer.from(random(32)).toString('hex')}`
      for (const number of trustees) {
        expect(await trustee(number, openingCase, invented)).toContain('request-final')
        expect(await refusal(number, invented)).toBe('unknown-request')
      }
      const requestId = await ask(openingCase)
      for (const number of trustees) {
        expect(await trustee(number, openingCase, requestId)).toContain('request-final')
      }
      expect(decrypted).toEqual([])
      return 3 * trustees.length
    })

    move('asks as somebody else than the service that was presented to', async () => {
      const openingCase = await presented()
      const requestId = await ask(openingCase, stranger)
      await rpc('evm_increaseTime', [delaySeconds])
      await finalise()
      for (const number of trustees) {
        expect(await trustee(number, openingCase, requestId)).toEqual(['requester'])
      }
      expect(decrypted).toEqual([])
      const named = (await audited()).findings.filter(
        ({ claim, verdict }) => claim === 'requester' && verdict !== 'holds',
      )
      expect(named).toMatchObject([{ requestId, account: stranger.address, reason: 'no-registered-service' }])
      return trustees.length
    })

    move('asks for the opening before the delay is over', async () => {
      const openingCase = await presented()
      const requestId = await ask(openingCase)
      await finalise()
      for (const number of trustees) {
        expect(await trustee(number, openingCase, requestId)).toEqual(['request-time'])
        expect(await refusal(number, requestId)).toBe('not-yet-open')
      }
      expect(decrypted).toEqual([])
      return 2 * trustees.length
    })

    move('closes a request that too few have approved, and gets only what it asked for', async () => {
      const openingCase = await presented()
      const requestId = await ask(openingCase)
      await rpc('evm_increaseTime', [delaySeconds])
      await finalise()
      const close = () =>
        reasonOf(
          test.chain.openingRegistry.closeOpening({ requestId, resultHash: random(32), account: service }),
        )
      for (const number of [1, 2]) {
        expect(await close()).toBe('not-enough-approvals')
        expect(await trustee(number, openingCase, requestId)).toEqual([])
      }
      expect(await close()).toBe('not-enough-approvals')
      expect(await trustee(3, openingCase, requestId)).toEqual([])
      expect(await close()).toBeUndefined()
      const other = await presented()
      for (const number of trustees) {
        expect(await trustee(number, other, requestId)).toContain('request-presentation')
      }
      return 4 + trustees.length
    })

    move('asks more often than its quota', async () => {
      const before = (await test.chain.openingRegistry.openings({ blocks: 'newest' })).filter(
        ({ requester }) => requester === service.address,
      )
      let tried = 0
      for (let used = before.length; used < quota; used++) await ask(await presented())
      for (; tried < 3; tried++) expect(await reasonOf(ask(await presented()))).toBe('quota-used-up')
      return tried
    })

    move(
      'counts in the log: as many openings as requests that trustees saw, and no decryption beside',
      async () => {
        await finalise()
        const report = await audited()
        expect(report.passed).toBe(true)
        const openings = await test.chain.openingRegistry.openings({ blocks: 'final' })
        const approvals = openings.flatMap(({ requestId, approvals: votes }) => votes.map(() => requestId))
        expect([...decrypted].sort()).toEqual([...approvals].sort())
        const [authority] = report.authorities
        const { closed, opened } = authority?.states ?? {}
        expect([closed, opened]).toEqual([1, 0])
        expect(report.requesters).toMatchObject([
          { account: service.address, requests: quota },
          { account: stranger.address, clientIds: [], requests: 1 },
        ])
        const measured = `requests in the log, ${closed} of them opened, ${decrypted.length} decryptions: all for it`
        return { tried: openings.length, measured }
      },
    )
  },
)
