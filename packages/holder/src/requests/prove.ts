import {
  type Credential,
  createEd25519KeyPair,
  createPresentation,
  deriveCredential,
  type Presentation,
  presentationHeader,
} from '@velum/credential'

/** Makes the presentation of one credential under a key that is made here and used this once. The wallet's DIDs have
 *  no part in it. */
export async function prove(options: {
  readonly credential: Credential
  readonly claims: readonly string[]
  /** The request's nonce. */
  readonly challenge: string
  /** The verifier's full client id. */
  readonly domain: string
  readonly random: (length: number) => Uint8Array
}): Promise<Presentation> {
  const { credential, claims, challenge, domain, random } = options
  const header = presentationHeader({ challenge, domain })
  const derived = await deriveCredential({ credential, claims, presentationHeader: header })
  const holderKey = await createEd25519KeyPair({ random })
  return createPresentation({ credentials: [derived], holderKey, challenge, domain })
}
