import {
  createDiscloseCryptosuite,
  createSignCryptosuite,
  createVerifyCryptosuite,
} from '@digitalbazaar/bbs-2023-cryptosuite'
import { sign } from '@digitalbazaar/bbs-signatures'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite as eddsa } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { derive, issue, verify } from '@digitalbazaar/vc'
import jsigs from 'jsonld-signatures'

const ciphersuite = 'BLS12-381-SHA-256'

const mandatoryPointers = [
  ...['/issuer', '/validFrom', '/validUntil', '/credentialSchema', '/credentialStatus'],
  '/credentialSubject/type',
]

/** Digital Bazaar's libraries as they are published, over the document that ours signed. */
export function digitalbazaar(world, document) {
  const { key, issuer, shown, presentationHeader, documentLoader, challenge, domain, now } = world
  const { publicKey, secretKey, publicKeyMultibase } = key
  const signer = {
    id: `${issuer}#${publicKeyMultibase}`,
    algorithm: `BBS-${ciphersuite}`,
    publicKey,
    multisign: (input) => sign({ ...input, secretKey, publicKey, ciphersuite }),
    sign: () => Promise.reject(new TypeError('bbs-2023 signs several messages at once.')),
  }
  const selectivePointers = shown.map((claim) => `/credentialSubject/${claim}`)
  const bbsVerifier = () =>
    new DataIntegrityProof({
      cryptosuite: createVerifyCryptosuite({ expectedPresentationHeader: presentationHeader }),
    })
  return {
    issue: () => {
      const cryptosuite = createSignCryptosuite({ mandatoryPointers })
      const suite = new DataIntegrityProof({ signer, date: null, cryptosuite })
      return issue({ credential: structuredClone(document), suite, documentLoader })
    },
    derive: (credential) => {
      const cryptosuite = createDiscloseCryptosuite({ selectivePointers, presentationHeader })
      const suite = new DataIntegrityProof({ cryptosuite })
      return derive({ verifiableCredential: structuredClone(credential), suite, documentLoader })
    },
    verify: async (derived) => {
      const purpose = new jsigs.purposes.AssertionProofPurpose()
      const options = { suite: bbsVerifier(), purpose, documentLoader }
      const { verified } = await jsigs.verify(structuredClone(derived), options)
      return verified
    },
    // Without the status list, which it leaves to the caller.
    verifyPresentation: async (presentation) => {
      const { verified } = await verify({
        presentation: structuredClone(presentation),
        suite: [new DataIntegrityProof({ cryptosuite: eddsa }), bbsVerifier()],
        challenge,
        domain,
        now: now(),
        checkStatus: async () => ({ verified: true }),
        documentLoader,
      })
      return verified
    },
  }
}
