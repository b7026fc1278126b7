import { deriveCredential, issueCredential, verifyPresentation } from '@velum/credential'
// The door has no verification of a derived credential alone, only of the presentation it comes in.
import { verifyDerivedProof } from '../../../packages/credential/dist/bbs-2023-suite.js'

/** Ours, with everything it does beyond the proof: claims are checked against the template, the key against the DID document. */
export function velum(world) {
  const { issuance, shown, presentationHeader, documentLoader } = world
  const { challenge, domain, issuer, resolver, statusSource, now } = world
  return {
    issue: () => issueCredential(issuance),
    derive: (credential) => deriveCredential({ credential, claims: shown, presentationHeader }),
    verify: (derived) => verifyDerivedProof({ document: derived, presentationHeader, documentLoader }),
    verifyPresentation: async (presentation) => {
      const trustedIssuers = [issuer]
      const options = { challenge, domain, resolver, trustedIssuers, statusSource, now }
      const { accepted } = await verifyPresentation({ presentation, ...options })
      return accepted
    },
  }
}
