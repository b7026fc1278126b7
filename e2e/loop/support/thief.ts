import { createDiscloseCryptosuite } from '@digitalbazaar/bbs-2023-cryptosuite'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { derive } from '@digitalbazaar/vc'
import {
  createDocumentLoader,
  createEd25519KeyPair,
  createPresentation,
  type DerivedCredential,
  presentationHeader,
} from '@velum/credential'
import { createDidResolver } from '@velum/did'
import {
  type AuthorizationRequest,
  createAuthorizationResponse,
  postAuthorizationResponse,
} from '@velum/exchange'
import { random } from './city-hall.ts'

/** Answers with a copied credential as published software does, which knows nothing of bindings: every proof in the
 *  answer is sound by the standard. */
export async function answerWithCopy(options: {
  readonly credential: object
  readonly claims: readonly string[]
  readonly request: AuthorizationRequest
}): Promise<unknown> {
  const { credential, claims, request } = options
  const { nonce: challenge, clientId: domain } = request
  const cryptosuite = createDiscloseCryptosuite({
    selectivePointers: ['type', ...claims].map((name) => `/credentialSubject/${name}`),
    presentationHeader: presentationHeader({ challenge, domain }),
  })
  const derived = await derive({
    verifiableCredential: structuredClone(credential),
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: createDocumentLoader(createDidResolver({ networks: [], fetch })),
  })
  const holderKey = await createEd25519KeyPair({ random })
  const presentation = await createPresentation({
    credentials: [derived as DerivedCredential],
    holderKey,
    challenge,
    domain,
  })
  const presentations = Object.fromEntries(
    request.query.credentials.map(({ id }) => [id, [presentation] as const]),
  )
  return postAuthorizationResponse({
    response: createAuthorizationResponse({ request, presentations }),
    fetch,
  })
}
