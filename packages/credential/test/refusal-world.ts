import type { PresentationContext, Statement } from '@velum/binding'
import { expect } from 'vitest'
import { deriveProof } from '../src/bbs-2023-suite.ts'
import { contextLoader } from '../src/document-loader.ts'
import {
  type BoundExpectations,
  type BoundPresentation,
  type BoundSources,
  type CredentialToPresent,
  createEd25519KeyPair,
  createPresentation,
  type DerivedCredential,
  presentationHeader,
  type RejectionReason,
  type VerifyPresentationOptions,
  verifyPresentation,
} from '../src/index.ts'
import {
  boundVerifierOf,
  createBoundWorld,
  escrowContext,
  expecting,
  holdBound,
  presentBound,
  showing,
} from './bound-world.ts'
import { challenge, domain, type Mutable, mutable, seededRandom } from './world.ts'

export const pseudonym: Statement = { type: 'pseudonym', label: 'account' }
export const escrow: Statement = { type: 'escrow' }

export type RefusalWorld = Awaited<ReturnType<typeof createRefusalWorld>>

/** A presentation that is accepted, with pseudonym, escrow and a proof set, and what it takes to change it and to be refused. */
export async function createRefusalWorld() {
  const world = await createBoundWorld()
  const held = await holdBound(world)
  const { id, epoch } = world.authority
  const expected: BoundExpectations = expecting([[pseudonym, escrow]], { authority: { id, epoch } })
  const verifier = await boundVerifierOf(world, expected)

  const present = (options: {
    context?: PresentationContext
    credentials?: readonly CredentialToPresent[]
    withHolderProof?: boolean
  }) =>
    presentBound({
      issuers: [world.issuer],
      credentials: [showing(held, [pseudonym, escrow])],
      context: escrowContext(world),
      ...options,
    })
  const { presentation, presentationId } = await present({})

  return {
    ...{ world, held, expected, verifier, present, presentation, presentationId },
    async expectRefusal(
      presentation: unknown,
      reason: RejectionReason,
      changes: Partial<VerifyPresentationOptions> = {},
    ): Promise<void> {
      const verdict = await verifyPresentation({ presentation, ...verifier, ...changes })
      expect(verdict).toMatchObject({ accepted: false, reason })
      expect(verdict.checks.filter(({ passed }) => !passed)).toHaveLength(1)
    },
    instead: (changes: Partial<BoundExpectations>) => ({ bound: { ...expected, ...changes } }),
    sources: (changes: Partial<BoundSources>) => ({ boundSources: { ...world.sources, ...changes } }),
    withChange(change: (presentation: Mutable<BoundPresentation>) => void): BoundPresentation {
      const changed = mutable(presentation)
      change(changed)
      return changed as unknown as BoundPresentation
    },
    /** What the libraries make of a credential file, without a care for its binding. */
    thiefDerives: (claims: readonly string[]) =>
      deriveProof({
        document: held.credential,
        selectivePointers: claims.map((claim) => `/credentialSubject/${claim}`),
        presentationHeader: presentationHeader({ challenge, domain }),
        documentLoader: contextLoader,
      }) as Promise<DerivedCredential>,
  }
}

export function proofSetOf({ proof }: BoundPresentation) {
  if (!('length' in proof)) throw new Error('There is one proof only.')
  return proof
}

/** Whoever has a presentation, or a credential, can put what it holds under a key of their own. */
export async function wrapUnbound(...credentials: DerivedCredential[]) {
  const holderKey = await createEd25519KeyPair({ random: seededRandom(31) })
  return createPresentation({ credentials, holderKey, challenge, domain })
}
