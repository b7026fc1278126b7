import { type BbsPlusCredential, type DerivedBbsPlusCredential, verifyPresentation } from '../src/index.ts'
import { deriveBbsPlus, issueBbsPlus, tolerantVerifier, wrap } from './bbs-plus-world.ts'
import { createIssuer, type Issuer, type Mutable, mutable } from './world.ts'

export type Writable = Mutable<DerivedBbsPlusCredential>

/** An issuer, what it issued and what was derived of it, to be changed and judged. */
export interface TrapWorld {
  readonly issuer: Issuer
  readonly credential: BbsPlusCredential
  readonly derived: DerivedBbsPlusCredential
  /** What our verifier says: 'accepted', or its reason. */
  reasonFor(shown: object): Promise<string>
  /** For what cannot be signed over, since it is no JSON-LD, or none in safe mode: it is refused before signatures are. */
  reasonInside(shown: object): Promise<string>
  changed(change: (document: Writable) => void): Writable
}

export async function createTrapWorld(seed: number): Promise<TrapWorld> {
  const issuer = await createIssuer(seed)
  const credential = await issueBbsPlus(issuer)
  const derived = await deriveBbsPlus(credential)
  async function judge(presentation: object): Promise<string> {
    const verdict = await verifyPresentation({ presentation, ...(await tolerantVerifier(issuer)) })
    return verdict.accepted ? 'accepted' : verdict.reason
  }
  return {
    issuer,
    credential,
    derived,
    reasonFor: async (shown) => judge(await wrap(shown)),
    reasonInside: async (shown) => judge({ ...(await wrap(derived)), verifiableCredential: [shown] }),
    changed(change) {
      const document = mutable(derived) as Writable
      change(document)
      return document
    },
  }
}
