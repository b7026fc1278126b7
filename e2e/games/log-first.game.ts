import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AuditReport,
  AuthorityError,
  audit,
  createRequesterKey,
  type HandOver,
  type InspectionCheck,
  openSealedPartial,
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
import type { TestAuthority } from '../support/authority.ts'
import { startTestChain, type TestChain } from '../support/chain.ts'
import { startTrustees } from '../support/trustees.ts'
import { game } from './support/game.ts'

const delaySeconds = 3_600
const [quota, threshold] = [6, 3]
/** One period, whenever this runs. */
const quotaPeriodSeconds = 2 ** 32 - 1
const trustees = [1, 2, 3, 4, 5]
const octetsOf = (text: string) => Uint8Array.from(Buffer.from(text.slice(2), 'hex'))

let test: TestChain
let court: Awaited<ReturnType<typeof startTrustees>>
let issuer: BoundIssuer
let mine: Held
let at: TestService
const [service, stranger] = [createAccount(random(32)), createAccount(random(32))]
/** What opens the parts of each request: the adversary asks. */
const identities = new Map<string, string>()
/** How far the chain's clock was put forward. */
let ahead = 0

beforeAll(async () => {
  test = await startTestChain({ slotsInEpoch: 1 })
  const rules = {
    ...{ delaySeconds, lifetimeSeconds: 864_000, quota, quotaPeriodSeconds },
    retentionSeconds: 365 * 86_400,
  }
  const now = () => new Date(Date.now() + ahead * 1000)
  court = await startTrustees({ test, trustees: trustees.length, threshold, rules, now })
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
      requests: { loan: { ...asked, transaction: { en: 'Borrow.', zh: '借阅。', reference: 'atlas' } } },
      evidence: { store: createMemoryEvidenceStore(), key: random(32), retentionSeconds: 3600 },
    },
  )
  for (const { address } of [service, stranger]) {
    await rpc('anvil_setBalance', [address, '0xde0b6b3a7640000'])
  }
}, 180_000)
afterAll(async () => {
  await court?.stop()
  await at?.stop()
  await issuer?.stop()
  await test?.stop()
})

const rpc = (method: string, params: unknown[]) => test.chain.provider.request({ method, params })
const finalise = () => rpc('anvil_mine', ['0x3'])
const passDelay = async () => {
  await rpc('evm_increaseTime', [delaySeconds])
  ahead += delaySeconds
  await finalise()
}

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
  const { publicKey, identity } = await createRequesterKey()
  const { requestId } = await test.chain.openingRegistry.requestOpening({
    ...{ account, authority: court.id, requesterKey: publicKey, answerTo: 'court@harbourtown.example' },
    epoch: evidence.transcript.authority.epoch,
    presentationId: octetsOf(evidence.presentationId),
    basisHash: octetsOf(basisHash(openingCase)),
  })
  identities.set(requestId, identity)
  return requestId
}

/** The files of all parts that lie in the trustees' folders: each is one decryption. */
async function partsMade(): Promise<{ readonly requestId: string; readonly octets: Uint8Array }[]> {
  const made: { requestId: string; octets: Uint8Array }[] = []
  for (const number of trustees) {
    const folder = join(court.folderOf(number), 'approvals')
    for (const name of await readdir(folder).catch(() => [])) {
      const requestId = /0x[0-9a-f]{64}/.exec(name)?.[0] ?? ''
      made.push({ requestId, octets: Uint8Array.from(await readFile(join(folder, name))) })
    }
  }
  return made
}

/** A trustee's own program, with its own folder. Gives what it found wrong. */
async function trustee(
  number: number,
  openingCase: OpeningCase,
  requestId: string,
): Promise<InspectionCheck['name'][]> {
  const approval = await court.as(number, (one) => one.approve({ requestId, openingCase }))
  if (approval.approved) return []
  return approval.inspection.checks.filter(({ passed }) => !passed).map(({ name }) => name)
}

/** What a trustee's program says to who asks for its part: why not, or 'handed-over'. */
async function askForPart(number: number, requestId: string): Promise<string> {
  try {
    const answer: HandOver = await court.as(number, (one) => one.handOver({ requestId }))
    return answer.handedOver ? 'handed-over' : answer.reason
  } catch (error) {
    if (error instanceof AuthorityError) return error.code
    throw error
  }
}

/** Why the contract does not let even a dishonest trustee's vote stand. */
async function refusal(number: number, requestId: string): Promise<string | undefined> {
  const account = await court.as(number, async ({ folder }) => folder.account)
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
      'to and within its quota, and no part leaves a folder before as many have approved as open together: openings equal ' +
      'requests, and anybody can count them.',
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
      expect(await partsMade()).toEqual([])
      return 3 * trustees.length
    })

    move('asks as somebody else than the service that was presented to', async () => {
      const openingCase = await presented()
      const requestId = await ask(openingCase, stranger)
      await passDelay()
      for (const number of trustees) {
        expect(await trustee(number, openingCase, requestId)).toEqual(['requester'])
      }
      expect(await partsMade()).toEqual([])
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
      expect(await partsMade()).toEqual([])
      return 2 * trustees.length
    })

    move('closes a request that too few have approved, and gets only what it asked for', async () => {
      const openingCase = await presented()
      const requestId = await ask(openingCase)
      await passDelay()
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
      const made = await partsMade()
      for (const number of [4, 5]) {
        expect(await trustee(number, other, requestId)).toContain('request-presentation')
      }
      // Who has voted says so again, whatever it is shown, and decrypts nothing.
      for (const number of [1, 2, 3]) expect(await trustee(number, other, requestId)).toEqual([])
      expect(await partsMade()).toEqual(made)
      return 4 + trustees.length
    })

    move('asks trustees for their parts before so many have approved as open together', async () => {
      const openingCase = await presented()
      const requestId = await ask(openingCase)
      await passDelay()
      let tried = 0
      for (const approving of [1, 4, 5]) {
        for (const number of trustees) {
          expect(await askForPart(number, requestId)).toMatch(/^(not-approved|approvals-too-few)$/)
          tried++
        }
        expect(await trustee(approving, openingCase, requestId)).toEqual([])
        // Enough have voted, but not for good.
        for (const number of [1, 4, 5]) {
          expect(await askForPart(number, requestId)).not.toBe('handed-over')
          tried++
        }
        await finalise()
      }
      const answers = await Promise.all(trustees.map((number) => askForPart(number, requestId)))
      expect(answers).toEqual(['handed-over', 'not-approved', 'not-approved', 'handed-over', 'handed-over'])
      return tried
    })

    move('collects parts over two requests about one presentation, each short of the threshold', async () => {
      const openingCase = await presented()
      const content = Buffer.from(random(12)).toString('base64url')
      const again = { ...openingCase, basis: { ...openingCase.basis, content } }
      const [first, second] = [await ask(openingCase), await ask(again)]
      await passDelay()
      for (const number of [1, 2]) expect(await trustee(number, openingCase, first)).toEqual([])
      // The contract names who would have to approve this one too, and the program does not vote.
      for (const number of [3, 4, 5]) {
        const approval = await court.as(number, (one) =>
          one.approve({ requestId: second, openingCase: again }),
        )
        expect(approval).toMatchObject({
          approved: false,
          elsewhere: [{ requestId: first, trustees: [1, 2] }],
        })
      }
      await finalise()
      const answers: string[] = []
      for (const number of trustees) {
        for (const requestId of [first, second]) answers.push(await askForPart(number, requestId))
      }
      expect(answers).not.toContain('handed-over')
      return 3 + answers.length
    })

    move(
      'takes the files of all parts out of the folders, and knows what opens what was sealed',
      async () => {
        const stolen = await partsMade()
        for (const { octets } of stolen) {
          for (const identity of identities.values()) {
            expect(await openSealedPartial({ sealed: octets, identity })).toBeUndefined()
          }
          expect(Buffer.from(octets).toString('latin1')).toMatch(/^age-encryption.org/)
        }
        return stolen.length * identities.size
      },
    )

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
        // A part that was made and not voted for, because the contract refused, is in a folder and leaves it never.
        const made = (await partsMade()).map(({ requestId }) => requestId)
        const unvoted = [...made]
        for (const requestId of approvals) {
          expect(unvoted).toContain(requestId)
          unvoted.splice(unvoted.indexOf(requestId), 1)
        }
        expect(new Set(unvoted).size).toBeLessThanOrEqual(1)
        const [authority] = report.authorities
        const { closed, opened } = authority?.states ?? {}
        expect([closed, opened]).toEqual([1, 1])
        expect(report.requesters).toMatchObject([
          { account: service.address, requests: quota },
          { account: stranger.address, clientIds: [], requests: 1 },
        ])
        const measured = `requests in the log, ${closed} closed with a result, ${made.length} decryptions, ${approvals.length} of them announced`
        return { tried: openings.length, measured }
      },
    )
  },
)
