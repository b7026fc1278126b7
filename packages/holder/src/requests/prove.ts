import {
  createEd25519KeyPair,
  createPresentation,
  credentialSuite,
  deriveCredential,
  type HeldCredential,
  type Presentation,
  presentationHeader,
} from '@velum/credential'

/** Makes the presentation of one credential under a key that is made here and used this once. The wallet's DIDs have
 *  no part in it. */
export async function prove(options: {
  readonly credential: HeldCredential
  readonly claims: readonly string[]
  /** What the template always shows. */
  readonly alwaysDisclosed: readonly string[]
  /** The request's nonce. */
  readonly challenge: string
  /** The verifier's full client id. */
  readonly domain: string
  readonly random: (length: number) => Uint8Array
}): Promise<Presentation> {
  const { credential, alwaysDisclosed, challenge, domain, random } = options
  // BBS+ leaves to its holder what bbs-2023 enforces.
  const bbsPlus = credentialSuite(credential) === 'BbsBlsSignature2020'
  const claims = bbsPlus ? [...options.claims, ...alwaysDisclosed] : options.claims
  const header = presentationHeader({ challenge, domain })
  const derived = await deriveCredential({ credential, claims, presentationHeader: header })
  const holderKey = await createEd25519KeyPair({ random })
  return createPresentation({ credentials: [derived], holderKey, challenge, domain })
}
