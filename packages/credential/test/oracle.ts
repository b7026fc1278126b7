import { createVerifyCryptosuite } from '@digitalbazaar/bbs-2023-cryptosuite'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite as eddsa } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verify, verifyCredential } from '@digitalbazaar/vc'
import type { DidResolver } from '@velum/did'
import { createDocumentLoader, type DerivedCredential, type Presentation } from '../src/index.ts'
import { challenge, domain, today } from './world.ts'

// The libraries as they are published, called as their READMEs show.

const checkStatus = async () => ({ verified: true })

export async function libraryAcceptsCredential(
  credential: DerivedCredential,
  options: { resolver: DidResolver; presentationHeader: Uint8Array },
): Promise<boolean> {
  const { resolver, presentationHeader } = options
  const suite = new DataIntegrityProof({
    cryptosuite: createVerifyCryptosuite({ expectedPresentationHeader: presentationHeader }),
  })
  const result = await verifyCredential({
    credential: structuredClone(credential),
    suite,
    now: today,
    checkStatus,
    documentLoader: createDocumentLoader(resolver),
  })
  return result.verified
}

export async function libraryAcceptsPresentation(
  presentation: Presentation,
  options: { resolver: DidResolver; challenge?: string },
): Promise<boolean> {
  const result = await verify({
    presentation: structuredClone(presentation),
    suite: [
      new DataIntegrityProof({ cryptosuite: eddsa }),
      new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite({}) }),
    ],
    challenge: options.challenge ?? challenge,
    domain,
    now: today,
    checkStatus,
    documentLoader: createDocumentLoader(options.resolver),
  })
  return result.verified
}
