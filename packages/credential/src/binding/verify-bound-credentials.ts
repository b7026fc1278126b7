import type { PresentationContext, PresentationFault, Statement } from '@velum/binding'
import type { DidResolver } from '@velum/did'
import { encodeBase64Url } from '../base64.ts'
import { sameBytes } from '../bbs-2023-proof-value.ts'
import { openDerivation } from '../bbs-2023-suite.ts'
import { summaryOf } from '../check-credential.ts'
import type { Checklist } from '../checklist.ts'
import type { SignedCredential } from '../credential.ts'
import { contextLoader } from '../document-loader.ts'
import { checkIssuerKey } from '../issuer-key.ts'
import { startEngine } from '../start-engine.ts'
import type { AcceptedPresentation, RejectionReason, VerifiedCredential } from '../verdict.ts'
import { authorityOctets } from './authority-id.ts'
import { isBound } from './binding-member.ts'
import { checkAuthority } from './check-authority.ts'
import { checkBoundTemplate } from './check-bound-template.ts'
import { checkDistinct } from './check-distinct.ts'
import { documentHash } from './document-hash.ts'
import {
  type BoundExpectations,
  type BoundSources,
  type ExpectedStatement,
  expectNothing,
} from './expectations.ts'
import { encodeHex } from './hex.ts'
import { type OpenedBinding, verifyUnderProfiles } from './verify-under-profiles.ts'

interface VerifyBoundOptions {
  /** Inspected. */
  credentials: readonly SignedCredential[]
  extension: Uint8Array
  challenge: string
  domain: string
  resolver: DidResolver
  sources: BoundSources | undefined
  expected: BoundExpectations | undefined
}

type Accepted = Omit<AcceptedPresentation, 'accepted' | 'checks'>

/** Checks who signed the credentials of a presentation, that they did, and everything that its binding proof must show. Parameters
 *  come from the verifier's own templates and request and from the chain, never from whoever presents. */
export async function verifyBoundCredentials(
  checks: Checklist,
  options: VerifyBoundOptions,
): Promise<Accepted> {
  const { credentials, extension, challenge, domain, resolver } = options
  const expected = options.expected ?? expectNothing(credentials.length)
  checkDistinct(checks, { credentials, sameHolder: expected.sameHolder })
  const sources = checks.need(options.sources, { name: 'bound-sources', reason: 'template-unknown' })
  const { authoritySource } = sources
  const authority =
    expected.authority && (await checkAuthority(checks, { ...expected.authority, authoritySource }))

  const opened: OpenedCredential[] = []
  for (const [position, credential] of credentials.entries()) {
    const asked = expected.statements[position] ?? []
    const open = { credential, resolver, sources, asked, authority: expected.authority?.id }
    opened.push(await openCredential(checks.of(position), open))
  }

  await startEngine()
  const { time, transactionHash, sameHolder } = expected
  const context: PresentationContext = {
    ...{ challenge, domain, time, transactionHash, sameHolder },
    authority: authority && { ...authority, id: authorityOctets(authority.id) },
  }
  const { verdict, profiles } = await verifyUnderProfiles({ context, credentials: opened, extension })
  const shown = checks.need(verdict.valid ? verdict : undefined, {
    name: 'binding',
    reason: verdict.valid ? 'binding-invalid' : reasons[verdict.reason],
    actual: verdict.valid ? undefined : verdict.reason,
  })

  for (const [position, { presentationHeader }] of opened.entries()) {
    // One product of pairings has shown them all.
    checks.of(position).check({ name: 'signature', passed: true, reason: 'proof-invalid' })
    // What the proof carries is what a verifier of the standard takes; it must be what was verified.
    checks.of(position).check({
      name: 'transcript',
      passed: sameBytes(presentationHeader, shown.presentationHeader),
      reason: 'transcript-mismatch',
      expected: decoder.decode(shown.presentationHeader),
      actual: decoder.decode(presentationHeader),
    })
  }

  const isEscrow = ({ type }: ExpectedStatement) => type === 'escrow'
  const sealed = [...credentials.keys()].filter((position) => expected.statements[position]?.some(isEscrow))
  return {
    credentials: opened.map(({ verified }, position) => {
      const profile = profiles[position]
      return profile === undefined ? verified : { ...verified, bound: { profile } }
    }),
    holderBinding: credentials.every(isBound) ? 'possession' : 'none',
    presentationId: encodeHex(shown.presentationId),
    pseudonyms: shown.pseudonyms.map((list) =>
      list.map(({ label, pseudonym }) => ({ label, pseudonym: encodeBase64Url(pseudonym) })),
    ),
    ...(authority !== null && sealed.length > 0 && { escrow: { authority, credentials: sealed } }),
  }
}

interface OpenedCredential extends OpenedBinding {
  /** As the proof carries it. */
  readonly presentationHeader: Uint8Array
  readonly verified: VerifiedCredential
}

interface OpenOptions {
  credential: SignedCredential
  resolver: DidResolver
  sources: BoundSources
  asked: readonly ExpectedStatement[]
  /** Id of the authority that escrow must be for. */
  authority: string | undefined
}

async function openCredential(checks: Checklist, options: OpenOptions): Promise<OpenedCredential> {
  const { credential, resolver, sources, asked } = options
  const { issuer, proof } = credential
  const methodId = proof.verificationMethod
  const { publicKey, publicKeyMultibase } = await checkIssuerKey(checks, { issuer, methodId, resolver })
  const data = checks.need(await openDerivation({ document: credential, documentLoader: contextLoader }), {
    name: 'proof-statements',
    reason: 'proof-invalid',
  })
  const { presentationHeader, ...proved } = data
  const presented = { ...proved, publicKey, documentHash: documentHash(credential) }
  const verified = summaryOf(credential, publicKeyMultibase)
  if (!isBound(credential)) return { presented, presentationHeader, verified }

  const statements = asked.filter((statement): statement is Statement => statement.type !== 'possession')
  const isEscrowed = statements.some(({ type }) => type === 'escrow')
  const bound = await checkBoundTemplate(checks, {
    credential,
    sources,
    issuerKey: publicKeyMultibase,
    messageCount: data.messageCount,
    disclosedCount: data.disclosedIndexes.length,
    authority: isEscrowed ? options.authority : undefined,
  })
  return { presented, bound: { ...bound, statements }, presentationHeader, verified }
}

const reasons: Readonly<Record<PresentationFault, RejectionReason>> = {
  'extension-malformed': 'binding-malformed',
  'binding-missing': 'binding-missing',
  'binding-unexpected': 'binding-unexpected',
  'statement-missing': 'statement-missing',
  'same-holder-alone': 'binding-missing',
  'proof-malformed': 'proof-malformed',
  'binding-malformed': 'binding-malformed',
  'statement-malformed': 'binding-malformed',
  'link-disclosed': 'link-disclosed',
  'authority-mismatch': 'authority-mismatch',
  'challenge-mismatch': 'transcript-mismatch',
  'signature-invalid': 'proof-invalid',
}

const decoder = new TextDecoder()
