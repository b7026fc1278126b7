import { expect, it } from 'vitest'
import * as binding from '../src/index.ts'

it('the package exports these values and no others', () => {
  expect(Object.keys(binding).sort()).toMatchInlineSnapshot(`
    [
      "BindingError",
      "acceptBinding",
      "bindingB",
      "bindingCryptosuite",
      "bindingHeader",
      "createHolderSecrets",
      "createRegistration",
      "decodeBinding",
      "decodeIssuedBinding",
      "describeCertificate",
      "encodeBinding",
      "encodeIssuedBinding",
      "merkleTree",
      "openSealedRecord",
      "presentationHeaderOf",
      "provePresentation",
      "pseudonymOf",
      "readEscrowToken",
      "recordAddress",
      "recordLeaf",
      "recordStatement",
      "registrationPoints",
      "sealRecord",
      "signBinding",
      "signatureB",
      "trustCertificate",
      "verifyBoundPresentation",
      "verifyInclusion",
      "verifyIndependentSignature",
      "verifyRecordSignature",
      "verifyRegistration",
    ]
  `)
})
