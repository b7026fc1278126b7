import type { DidResolver } from '@velum/did'
import { messagesOf } from './bbs-2023.ts'
import { parseBaseProof, proofKind } from './bbs-2023-proof-value.ts'
import { verifyBaseProof } from './bbs-2023-suite.ts'
import { saysBbsPlus } from './bbs-plus/bbs-plus-shape.ts'
import { verifyIssuedBbsPlus } from './bbs-plus/verify-issued-bbs-plus.ts'
import { type AwaitedBinding, checkIssuedBinding } from './binding/check-issued-binding.ts'
import { checkCredentialShape, summaryOf } from './check-credential.ts'
import { checkIssuedBody, checkIssuedStatements, sameList } from './check-issued-body.ts'
import { decide } from './checklist.ts'
import { contextLoader } from './document-loader.ts'
import { checkIssuerKey } from './issuer-key.ts'
import { copyJsonObject } from './json-object.ts'
import type { Template } from './template.ts'
import { layoutOf, mandatoryPointers, statementLayout } from './template-layout.ts'
import type { IssuedVerdict } from './verdict.ts'

export interface VerifyIssuedOptions {
  /** As it came from the issuer. */
  credential: unknown
  /** What the issuer's template address serves, parsed. */
  template: Template
  resolver: DidResolver
  now: () => Date
  /** The issuer it must come from, where the wallet knows it from the offer. */
  issuer?: string
  /** What the wallet asked to be bound to; without it no credential of a bound template is accepted. */
  bound?: AwaitedBinding
}

/** What a wallet asks before it keeps a credential: that the issuer signed it, and that nothing which a derived
 *  proof always shows tells its holder apart from others of the template; of a bound one that it is bound to this holder, as the
 *  issuer has published it. Does not check the status. */
export function verifyIssued(options: VerifyIssuedOptions): Promise<IssuedVerdict> {
  const { template, resolver } = options
  return decide(async (checks) => {
    const json = copyJsonObject(options.credential)
    if (json !== undefined && saysBbsPlus(json)) return verifyIssuedBbsPlus(checks, json, options)
    const credential = checkCredentialShape(checks, json)
    const { proof: signedProof, ...document } = credential
    const { proofValue, ...proof } = signedProof
    const { issuer } = credential

    const kind = proofKind(proofValue)
    checks.check({
      name: 'proof-kind',
      passed: kind !== 'derived',
      reason: 'derived-proof-received',
      expected: 'base',
      actual: kind,
    })

    const contents = checks.need(parseBaseProof(proofValue), {
      name: 'proof-encoding',
      reason: 'proof-malformed',
    })

    checkIssuedBody(checks, document, options)

    const methodId = proof.verificationMethod
    const key = await checkIssuerKey(checks, { issuer, methodId, resolver, expected: contents.publicKey })

    const { verified, statements } = await verifyBaseProof({
      document,
      proof,
      contents,
      documentLoader: contextLoader,
    })
    checks.check({ name: 'signature', passed: verified, reason: 'proof-invalid' })

    const withStatus = document.credentialStatus !== undefined
    const pointers = mandatoryPointers(template, { withStatus })
    checks.check({
      name: 'always-disclosed',
      passed: sameList(contents.mandatoryPointers, pointers),
      reason: 'statements-differ',
      expected: pointers.join(' '),
      actual: contents.mandatoryPointers.join(' '),
    })

    checkIssuedStatements(checks, layoutOf(statements.all), statementLayout(template, { withStatus }))

    const credentialSummary = summaryOf(document, key.publicKeyMultibase)
    const { claims } = credentialSummary
    const { bound } = options
    const isBound = template.binding !== undefined
    checks.check({
      name: 'holder-binding',
      passed: isBound === (bound !== undefined),
      reason: isBound ? 'binding-missing' : 'binding-unexpected',
      expected: isBound ? 'a binding' : 'none',
    })
    if (bound === undefined) return { credential: credentialSummary }
    const accepted = await checkIssuedBinding(checks, {
      ...{ awaited: bound, template, issuer, claims, withStatus },
      templateUrl: credential.credentialSchema.id,
      publicKey: key.publicKey,
      issuerKey: key.publicKeyMultibase,
      header: contents.bbsHeader,
      messages: messagesOf(statements.optional),
    })
    return { credential: credentialSummary, ...accepted }
  })
}
