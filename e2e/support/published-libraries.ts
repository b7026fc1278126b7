import { createVerifyCryptosuite } from '@digitalbazaar/bbs-2023-cryptosuite'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite as eddsa } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verify, verifyCredential } from '@digitalbazaar/vc'
import {
  type BoundPresentation,
  createDocumentLoader,
  type DerivedCredential,
  inspectDerivedProof,
  type Presentation,
} from '@velum/credential'
import type { DidResolver } from '@velum/did'

// The libraries as they are published, called as their READMEs show.

export interface LibraryOptions {
  readonly resolver: DidResolver
  readonly now: Date
  /** That all credentials are expected to carry; absent: whichever they do. */
  readonly presentationHeader?: Uint8Array
}

// They have no status list of this kind, and it is not what is asked of them.
const checkStatus = async () => ({ verified: true })

const bbs = ({ presentationHeader: expectedPresentationHeader }: LibraryOptions) =>
  new DataIntegrityProof({
    cryptosuite: createVerifyCryptosuite({
      ...(expectedPresentationHeader && { expectedPresentationHeader }),
    }),
  })

/** Whether `verifyCredential` accepts a disclosed credential. */
export async function libraryAcceptsCredential(
  credential: object,
  options: LibraryOptions,
): Promise<boolean> {
  const { verified } = await verifyCredential({
    credential: structuredClone(credential),
    suite: bbs(options),
    now: options.now,
    checkStatus,
    documentLoader: createDocumentLoader(options.resolver),
  })
  return verified
}

/** Whether `vc.verify` accepts the whole: it knows no binding proof, and needs one by a one-time key. */
export async function libraryAcceptsPresentation(
  presentation: Presentation | BoundPresentation,
  options: LibraryOptions & { readonly challenge: string; readonly domain: string },
): Promise<boolean> {
  const { challenge, domain, now, resolver } = options
  const { verified } = await verify({
    presentation: structuredClone(presentation),
    suite: [new DataIntegrityProof({ cryptosuite: eddsa }), bbs(options)],
    ...{ challenge, domain, now, checkStatus },
    documentLoader: createDocumentLoader(resolver),
  })
  return verified
}

/** Throws unless the libraries accept each credential of a bound presentation and, where a proof set stands, the whole.
 *  Every test world that makes bound presentations calls it on what it made. */
export async function requireStandard(
  presentation: BoundPresentation,
  options: { readonly resolver: DidResolver; readonly now: Date },
): Promise<void> {
  const { proof, verifiableCredential } = presentation
  const headers = verifiableCredential.map(
    (one: DerivedCredential) => inspectDerivedProof(one).presentationHeader,
  )
  for (const [position, credential] of verifiableCredential.entries()) {
    const presentationHeader = headers[position] as Uint8Array
    if (!(await libraryAcceptsCredential(credential, { ...options, presentationHeader })))
      throw new Error('The unmodified bbs-2023 library refuses a credential of this presentation.')
  }
  if (!('length' in proof)) return
  const [{ challenge, domain }] = proof
  const presentationHeader = headers[0] as Uint8Array
  if (
    !(await libraryAcceptsPresentation(presentation, { ...options, challenge, domain, presentationHeader }))
  )
    throw new Error('The unmodified `vc.verify` refuses this presentation.')
}
