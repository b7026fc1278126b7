import type { DidResolver } from '@velum/did'
import { summaryOf } from '../check-credential.ts'
import { checkIssuedBody, checkIssuedStatements } from '../check-issued-body.ts'
import type { Checklist } from '../checklist.ts'
import { credentialBody } from '../credential-suite.ts'
import { checkIssuerKey } from '../issuer-key.ts'
import type { JsonObject } from '../json-object.ts'
import type { Template } from '../template.ts'
import type { VerifiedCredential } from '../verdict.ts'
import { bbsPlusSuite } from './bbs-plus-credential.ts'
import { methodKey } from './bbs-plus-key.ts'
import { bbsPlusLayout, bbsPlusLayoutOf } from './bbs-plus-layout.ts'
import { parseBbsPlusSignature } from './bbs-plus-proof-value.ts'
import { bbsPlusMessages, documentStatements, proofStatements } from './bbs-plus-statements.ts'
import { checkBbsPlusIssued } from './check-bbs-plus-shape.ts'
import { loadBbsPlus } from './load-bbs-plus.ts'

interface VerifyBbsPlusOptions {
  template: Template
  resolver: DidResolver
  now: () => Date
  issuer?: string
}

/** `verifyIssued` for a credential of this suite. */
export async function verifyIssuedBbsPlus(
  checks: Checklist,
  json: JsonObject,
  options: VerifyBbsPlusOptions,
): Promise<{ credential: VerifiedCredential }> {
  const { template, resolver } = options
  const { proof, ...document } = checkBbsPlusIssued(checks, { json, suites: [bbsPlusSuite] })
  const { issuer } = document
  const body = credentialBody(document)
  const signature = checks.need(parseBbsPlusSignature(proof.proofValue), {
    name: 'proof-encoding',
    reason: 'proof-malformed',
  })

  checkIssuedBody(checks, body, options)

  // A wallet proves with the key that is in the method's name, and asks nobody then.
  const methodId = proof.verificationMethod
  const expected = methodKey(methodId) ?? new Uint8Array()
  const { publicKey, publicKeyMultibase } = await checkIssuerKey(checks, {
    issuer,
    methodId,
    resolver,
    expected,
  })

  const statements = await documentStatements(document)
  const messages = bbsPlusMessages([...proofStatements(proof), ...statements])
  const { blsVerify } = await loadBbsPlus()
  const { verified } = await blsVerify({ publicKey, signature, messages })
  checks.check({ name: 'signature', passed: verified, reason: 'proof-invalid' })

  checkIssuedStatements(checks, bbsPlusLayoutOf(statements, document), bbsPlusLayout(template))
  return { credential: summaryOf(body, publicKeyMultibase, bbsPlusSuite) }
}
