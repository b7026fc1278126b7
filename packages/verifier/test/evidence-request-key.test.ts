import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { base58 } from '@scure/base'
import { boundResidentIdTemplate } from '@velum/credential'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestAuthority } from '../../../e2e/support/authority.ts'
import {
  createMemoryEvidenceStore,
  createMemorySessionStore,
  escrow,
  type VerifierOptions,
} from '../src/index.ts'
import {
  askForAccount,
  type BoundIssuer,
  boundAnswerTo,
  startBoundIssuer,
  startCourt,
} from './bound-world.ts'
import { createBrowser, startService, startTestChain, type TestChain } from './world.ts'

let chain: TestChain
let court: TestAuthority
let issuer: BoundIssuer
beforeAll(async () => {
  chain = await startTestChain()
  court = await startCourt(chain)
  issuer = await startBoundIssuer(chain, { authority: court })
})
afterAll(async () => {
  await issuer?.stop()
  await chain?.stop()
})

/** Asks as one service, and lets one with another key judge what comes; both are the same to a wallet. */
async function answeredAfterRotation() {
  const shared: Partial<VerifierOptions> = {
    templates: [boundResidentIdTemplate],
    requests: {
      sealed: {
        purpose: { en: 'To lend you a book.', zh: '用于借书。' },
        query: askForAccount,
        requires: [escrow(court.id)],
        resultPage: '/account',
      },
    },
    store: createMemorySessionStore({ now: () => new Date() }),
    evidence: {
      store: createMemoryEvidenceStore(),
      key: Uint8Array.from(randomBytes(32)),
      retentionSeconds: 60,
    },
  }
  const base = { deployment: chain.deployment, trustedIssuers: [issuer.did] }
  const before = await startService(base, shared)
  const after = await startService(base, { ...shared, url: `${before.url}/velum` })
  try {
    const started = await createBrowser(before).start({ request: 'sealed' })
    const { body, presentationId } = await boundAnswerTo(
      started.sameDevice.link,
      [await issuer.hold()],
      chain,
    )
    const { outcome } = await after.verifier.verifyResponse(body)
    expect(outcome).toMatchObject({ kind: 'presented', verdict: { accepted: true } })
    const evidence = await after.verifier.readEvidence(presentationId)
    if (evidence === undefined) throw new TypeError('nothing was kept')
    const document = await (
      await after.verifier.handle(new Request(`${before.url}/.well-known/did.json`))
    ).text()
    return { evidence, document }
  } finally {
    await after.stop()
    await before.stop()
  }
}

it('holds the key of the question, whose signature verifies when the service has another one', async () => {
  const { evidence, document } = await answeredAfterRotation()
  const { requestKey, requestObject } = evidence
  expect(document).toContain('publicKeyMultibase')
  expect(document).not.toContain(requestKey)

  // Multikey of Ed25519: 'z', then base58 of 0xed 0x01 and the 32 bytes of the key.
  const bytes = base58.decode(requestKey.slice(1))
  expect([requestKey[0], ...bytes.subarray(0, 2), bytes.length]).toEqual(['z', 0xed, 0x01, 34])
  const x = Buffer.from(bytes.subarray(2)).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const [header, payload, signature = ''] = requestObject.split('.')
  const covered = Buffer.from(`${header}.${payload}`)
  expect(verify(null, covered, key, Buffer.from(signature, 'base64url'))).toBe(true)
  expect(verify(null, Buffer.from(`${header}.${payload}A`), key, Buffer.from(signature, 'base64url'))).toBe(
    false,
  )
})
