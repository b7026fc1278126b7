import type { DidResolver } from '@velum/did'
import { parseBaseProof, proofKind, sameBytes } from './bbs-2023-proof-value.ts'
import { verifyBaseProof } from './bbs-2023-suite.ts'
import { saysBbsPlus } from './bbs-plus/bbs-plus-shape.ts'
import { verifyIssuedBbsPlus } from './bbs-plus/verify-issued-bbs-plus.ts'
import { checkCredentialShape, checkPeriod, summaryOf } from './check-credential.ts'
import { checkIssuedTemplate, sameList } from './check-issued-template.ts'
import { decide } from './checklist.ts'
import { contextLoader } from './document-loader.ts'
import { findIssuerKey } from './issuer-key.ts'
import { copyJsonObject } from './json-object.ts'
import type { Template } from './template.ts'
import { layoutOf, mandatoryPointers, statementLayout, subjectMembers } from './template-layout.ts'
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
}

/** What a wallet asks before it keeps a credential: that the issuer signed it, and that nothing which a derived
 *  proof always shows tells its holder apart from others of the template. Does not check the status. */
export function verifyIssued(options: VerifyIssuedOptions): Promise<IssuedVerdict> {
  const { template, resolver, now } = options
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

    const expectedIssuer = options.issuer ?? issuer
    checks.check({
      name: 'trusted-issuer',
      passed: issuer === expectedIssuer,
      reason: 'issuer-untrusted',
      expected: expectedIssuer,
      actual: issuer,
    })

    checkIssuedTemplate(checks, document, template)
    checkPeriod(checks, document, now())

    const key = await findIssuerKey({ issuer, methodId: proof.verificationMethod, resolver })
    checks.check({
      name: 'issuer-key',
      passed: 'publicKey' in key && sameBytes(key.publicKey, contents.publicKey),
      reason: 'reason' in key ? key.reason : 'issuer-key-unknown',
      expected: 'a current assertion key of the issuer',
      actual: proof.verificationMethod,
    })

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

    const layout = statementLayout(template, { withStatus })
    checks.check({
      name: 'statements',
      passed: sameList(layoutOf(statements.all), layout),
      reason: 'statements-differ',
      expected: `the template's ${layout.length} statements in its order`,
      actual: `${statements.all.length} statements`,
    })
    return { credential: summaryOf(document, 'bbs-2023') }
  })
}
