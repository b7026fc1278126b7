import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  boundResidentIdTemplate,
  encodeTemplate,
  parseTemplate,
  templateDigest,
  verifyPresentation,
} from '@velum/credential'
import { createStatusSource } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestAuthority } from '../../../e2e/support/authority.ts'
import { resolverOn } from '../../../e2e/support/chain.ts'
import { createEvidenceFolder } from '../src/evidence-folder.ts'
import {
  createMemoryEvidenceStore,
  type EvidenceStore,
  escrow,
  pseudonym,
  type RequestDefinition,
  type VerifierOptions,
} from '../src/index.ts'
import {
  askForAccount,
  type BoundFault,
  type BoundIssuer,
  boundAnswerTo,
  type Held,
  startBoundIssuer,
  startCourt,
} from './bound-world.ts'
import {
  createBrowser,
  post,
  startService,
  startTestChain,
  type TestChain,
  type TestService,
} from './world.ts'

let chain: TestChain
let court: TestAuthority
let issuer: BoundIssuer
let mine: Held
const ends: (() => Promise<void>)[] = []
const key = new Uint8Array(32).fill(9)
const lent = { en: 'Borrow the Atlas, deposit 200.', zh: '借阅《图志》，押金 200。', reference: 'atlas' }

async function serve(store: EvidenceStore, changes: Partial<VerifierOptions> = {}): Promise<TestService> {
  const base: RequestDefinition = {
    purpose: { en: 'To know you again.', zh: '为了再次认出您。' },
    query: askForAccount,
    resultPage: '/account',
  }
  const sealed = { ...base, requires: [pseudonym('account'), escrow(court.id)] }
  const service = await startService(
    { deployment: chain.deployment, trustedIssuers: [issuer.did] },
    {
      templates: [boundResidentIdTemplate],
      requests: {
        account: { ...base, requires: [pseudonym('account')] },
        sealed,
        loan: { ...sealed, transaction: lent },
      },
      evidence: { store, key, retentionSeconds: 3600 },
      ...changes,
    },
  )
  ends.push(service.stop)
  return service
}

beforeAll(async () => {
  chain = await startTestChain()
  court = await startCourt(chain)
  issuer = await startBoundIssuer(chain, { authority: court })
  mine = await issuer.hold()
})
afterAll(async () => {
  for (const end of ends) await end()
  await issuer?.stop()
  await chain?.stop()
})

async function visit(at: TestService, request = 'sealed', fault: BoundFault = {}) {
  const browser = createBrowser(at)
  const started = await browser.start({ request })
  const answer = await boundAnswerTo(started.sameDevice.link, [mine], chain, fault)
  const { json } = await post(answer.request, answer.body)
  const outcome = await browser.open(json.redirect_uri ?? '')
  const verdict = outcome.status === 'presented' ? outcome.verdict : undefined
  return { ...answer, browser, verdict, page: json.redirect_uri ?? '' }
}

const folder = async () => join(await mkdtemp(join(tmpdir(), 'evidence-')), 'kept')

describe('evidence of an escrowed answer', () => {
  it('holds exactly what an opening needs', async () => {
    const at = await serve(createMemoryEvidenceStore())
    const { request, body, presentationId } = await visit(at, 'loan')
    const evidence = await at.verifier.readEvidence(presentationId)
    const sent = JSON.parse(new URLSearchParams(body).get('vp_token') ?? '')['bound-resident-id'][0]
    const object = evidence?.requestObject ?? ''
    const payload = JSON.parse(Buffer.from(object.split('.')[1] ?? '', 'base64url').toString())
    expect(payload).toMatchObject({ nonce: request.nonce, client_id: request.clientId })
    expect(evidence).toEqual({
      version: 1,
      presentationId,
      presentation: sent,
      requestObject: object,
      requestKey: JSON.parse(Buffer.from(object.split('.')[0] ?? '', 'base64url').toString()).kid.split(
        '#',
      )[1],
      transcript: {
        nonce: request.nonce,
        audience: request.clientId,
        time: payload.iat,
        transaction: payload.transaction_data[0],
        authority: {
          id: court.id,
          epoch: court.current.epoch,
          key: Buffer.from(court.current.key).toString('base64url'),
        },
      },
      credentials: [
        {
          issuer: issuer.did,
          issuerKey: issuer.key.publicKeyMultibase,
          templateDigest: templateDigest(boundResidentIdTemplate),
          template: new TextDecoder().decode(encodeTemplate(boundResidentIdTemplate)),
          profile: new TextDecoder().decode(issuer.profile),
        },
      ],
    })
  })

  it('is enough to verify the presentation again, with none of what the service remembers', async () => {
    const at = await serve(createMemoryEvidenceStore())
    const { presentationId } = await visit(at)
    const evidence = await at.verifier.readEvidence(presentationId)
    if (evidence === undefined) throw new Error('Nothing was kept.')
    const { nonce, audience, time, transaction, authority } = evidence.transcript
    const [credential] = evidence.credentials
    const profile = new TextEncoder().encode(credential?.profile ?? '')
    const verdict = await verifyPresentation({
      presentation: evidence.presentation,
      challenge: nonce,
      domain: audience,
      resolver: resolverOn(chain.chain),
      trustedIssuers: [credential?.issuer ?? ''],
      statusSource: createStatusSource({ chain: chain.chain, fetch }),
      now: () => new Date(time * 1000),
      boundSources: {
        chainId: chain.deployment.chainId,
        templates: [parseTemplate(JSON.parse(credential?.template ?? ''))],
        profileSource: { profiles: async () => ({ current: undefined, published: [profile] }) },
        authoritySource: {
          current: async (id) => ({
            ...{ id, name: '', threshold: 3, trustees: 5, epoch: authority.epoch },
            key: Uint8Array.from(Buffer.from(authority.key, 'base64url')),
          }),
        },
      },
      bound: {
        ...{ time, transactionHash: null, sameHolder: false },
        authority: { id: authority.id, epoch: authority.epoch },
        statements: [[{ type: 'pseudonym', label: 'account' }, { type: 'escrow' }]],
      },
    })
    expect(transaction).toBeNull()
    expect(verdict).toMatchObject({ accepted: true, presentationId })
  })

  it('says nothing of the visitor’s browser, nor of what the wallet kept hidden', async () => {
    const at = await serve(createMemoryEvidenceStore())
    const { presentationId, page } = await visit(at)
    const text = JSON.stringify(await at.verifier.readEvidence(presentationId))
    const code = new URL(page).searchParams.get('response_code') ?? ''
    expect(code.length).toBeGreaterThan(20)
    for (const secret of [code, 'Mei-Lin', 'VL0000000042', 'Lantern Coast'])
      expect(text).not.toContain(secret)
  })

  it('lies in its file sealed', async () => {
    const path = await folder()
    const at = await serve(await createEvidenceFolder(path))
    const { presentationId } = await visit(at, 'loan')
    const names = await readdir(path)
    expect(names).toEqual([`${presentationId.slice(2)}.evidence`])
    const bytes = (await readFile(join(path, names[0] as string))).toString('latin1')
    for (const word of ['VerifiablePresentation', 'did:', 'atlas', 'Atlas', court.id])
      expect(bytes).not.toContain(word)

    const stranger = await serve(await createEvidenceFolder(path), {
      evidence: { store: await createEvidenceFolder(path), key: new Uint8Array(32), retentionSeconds: 60 },
    })
    await expect(stranger.verifier.readEvidence(presentationId)).rejects.toMatchObject({
      code: 'evidence-unreadable',
    })
  })

  it('is not kept of answers that nobody could open, nor of refused ones', async () => {
    const path = await folder()
    const at = await serve(await createEvidenceFolder(path))
    expect((await visit(at, 'account')).verdict).toMatchObject({ accepted: true })
    const refused = await visit(at, 'sealed', { statements: [] })
    expect(refused.verdict).toMatchObject({ accepted: false })
    expect(await readdir(path)).toEqual([])
    expect(await at.verifier.readEvidence(refused.presentationId)).toBeUndefined()
    expect(await at.verifier.readEvidence('not an id')).toBeUndefined()
  })
})

describe('keeping it', () => {
  it('comes before the outcome is released', async () => {
    const store = createMemoryEvidenceStore()
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    let asked = false
    const slow: EvidenceStore = {
      ...store,
      add: async (entry) => {
        asked = true
        await held
        await store.add(entry)
      },
    }
    const at = await serve(slow)
    const { link, id } = await at.verifier.createRequest('sealed', { flow: 'cross-device', browser: 'mine' })
    const answer = await boundAnswerTo(link, [mine], chain)
    const posted = post(answer.request, answer.body)
    const look = () =>
      at.verifier.readOutcome(
        new Request(`${at.url}/account?session=${id}`, { headers: { cookie: cookieOf(at) } }),
      )
    await expect.poll(() => asked).toBe(true)
    expect(await look()).toEqual({ status: 'waiting' })
    letGo()
    await posted
    expect(await look()).toMatchObject({ status: 'presented', verdict: { accepted: true } })
  })

  it('refuses the answer when it fails, says so to the visitor, and leaves nothing', async () => {
    const path = await folder()
    const store = await createEvidenceFolder(path)
    await rm(path, { recursive: true })
    await writeFile(path, 'a file where the folder was')
    const errors: unknown[] = []
    const at = await serve(store, { onError: (error) => errors.push(error) })
    const { verdict, presentationId, request, body } = await visit(at)
    expect(verdict).toMatchObject({ accepted: false, reason: 'evidence-not-kept' })
    expect(verdict).not.toHaveProperty('pseudonyms')
    expect(verdict).not.toHaveProperty('credentials')
    expect(verdict?.checks.at(-1)).toMatchObject({ name: 'evidence-kept', passed: false })
    expect(errors).toHaveLength(1)
    expect(await readFile(path, 'utf8')).toBe('a file where the folder was')
    expect((await post(request, body)).json.error).toBe('session-answered')

    await rm(path)
    await createEvidenceFolder(path)
    expect(await at.verifier.readEvidence(presentationId)).toBeUndefined()
    expect((await visit(at)).verdict).toMatchObject({ accepted: true })
  })

  it('keeps one piece for an answer that is posted many times at once', async () => {
    const path = await folder()
    const at = await serve(await createEvidenceFolder(path))
    const started = await createBrowser(at).start({ request: 'sealed' })
    const { request, body } = await boundAnswerTo(started.sameDevice.link, [mine], chain)
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(request, body)))
    expect(answers.map(({ response }) => response.status).sort()).toEqual([200, 409, 409, 409, 409, 409])
    expect(await readdir(path)).toHaveLength(1)
  })

  it('keeps one piece for each of many visitors at once', async () => {
    const path = await folder()
    const at = await serve(await createEvidenceFolder(path))
    const visits = await Promise.all(Array.from({ length: 6 }, () => visit(at)))
    expect(visits.every(({ verdict }) => verdict?.accepted)).toBe(true)
    expect((await readdir(path)).sort()).toEqual(
      visits.map(({ presentationId }) => `${presentationId.slice(2)}.evidence`).sort(),
    )
    const same = new Set(visits.map(({ verdict }) => verdict?.accepted && verdict.pseudonyms.account))
    expect(same.size).toBe(1)
  })

  it('ends after the retention: first nobody can read it, then it is gone', async () => {
    const path = await folder()
    let passed = 0
    const now = () => new Date(Date.now() + passed)
    const at = await serve(await createEvidenceFolder(path), { now })
    const { presentationId } = await visit(at)
    passed = 3_590_000
    expect(await at.verifier.readEvidence(presentationId)).toBeDefined()
    expect(await at.verifier.removeExpiredEvidence()).toBe(0)
    passed = 3_601_000
    expect(await at.verifier.readEvidence(presentationId)).toBeUndefined()
    expect(await at.verifier.removeExpiredEvidence()).toBe(1)
    expect(await readdir(path)).toEqual([])
  })
})

/** The cookie of the browser whose secret is `mine`. */
function cookieOf(at: TestService): string {
  return `velum-${new URL(at.url).port}=mine`
}
