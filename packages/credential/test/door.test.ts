import { expect, test } from 'vitest'
import * as door from '../src/index.ts'

test('the package exports these names and no others', () => {
  expect(Object.keys(door).toSorted()).toEqual([
    'CredentialError',
    'checkStatus',
    'createBlsKeyPair',
    'createDocumentLoader',
    'createEd25519KeyPair',
    'createPresentation',
    'createStatusList',
    'credentialClaims',
    'deriveCredential',
    'inspectDerivedProof',
    'issueCredential',
    'parseCredential',
    'parseStatusList',
    'parseTemplate',
    'presentationHeader',
    'readStatus',
    'residentIdTemplate',
    'restoreBlsKeyPair',
    'restoreEd25519KeyPair',
    'reviseTemplate',
    'setStatus',
    'sharedValues',
    'signStatusList',
    'statusListHash',
    'statusListLength',
    'templateDigest',
    'templateHash',
    'typeIris',
    'validateClaims',
    'verifyIssued',
    'verifyPresentation',
    'vocabularyIri',
  ])
})
