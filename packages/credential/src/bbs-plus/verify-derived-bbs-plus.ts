import type { Checklist } from '../checklist.ts'
import type { CredentialSuite } from '../credential-suite.ts'
import { copyJsonObject, type JsonObject } from '../json-object.ts'
import { maximumStatements } from '../template-layout.ts'
import type { ShownBbsPlusCredential } from './bbs-plus-credential.ts'
import { bbsPlusNonce, encodeBbsPlusNonce } from './bbs-plus-nonce.ts'
import { parseBbsPlusProof } from './bbs-plus-proof-value.ts'
import {
  bbsPlusMessages,
  documentStatements,
  proofStatementCount,
  proofStatements,
} from './bbs-plus-statements.ts'
import { checkBbsPlusShown } from './check-bbs-plus-shape.ts'
import { loadBbsPlus } from './load-bbs-plus.ts'
import { inOneSpelling } from './one-spelling.ts'

interface InspectOptions {
  json: JsonObject
  presentationHeader: Uint8Array
  suites: readonly CredentialSuite[]
}

/** Checks of one credential under a derived proof of this suite that need neither cryptography nor the network. */
export function inspectDerivedBbsPlus(checks: Checklist, options: InspectOptions): ShownBbsPlusCredential {
  const { presentationHeader, suites } = options
  const json = inOneSpelling(copyJsonObject(options.json) as JsonObject)
  const credential = checkBbsPlusShown(checks, { json, suites })
  const { proof } = credential
  const contents = checks.need(parseBbsPlusProof(proof.proofValue), {
    name: 'proof-encoding',
    reason: 'proof-malformed',
  })

  const { messageCount, revealed } = contents
  const limit = maximumStatements + proofStatementCount
  checks.check({
    name: 'statements',
    passed: messageCount <= limit,
    reason: 'indexes-out-of-range',
    expected: `at most ${limit}`,
    actual: String(messageCount),
  })

  // The library's challenge does not cover what is disclosed, and one of its functions overlooks what is too much.
  const statements = proofStatementCount + shownStatementCount(credential)
  checks.check({
    name: 'index-count',
    passed: revealed.length === statements,
    reason: 'indexes-out-of-range',
    expected: `${statements} statements`,
    actual: String(revealed.length),
  })

  const nonce = encodeBbsPlusNonce(presentationHeader)
  checks.check({
    name: 'presentation-header',
    passed: proof.nonce === nonce,
    reason: 'wrong-presentation-header',
    expected: nonce,
    actual: proof.nonce,
  })
  return credential
}

interface VerifyOptions {
  /** Inspected. */
  credential: ShownBbsPlusCredential
  presentationHeader: Uint8Array
  /** As the issuer's DID document has it. */
  publicKey: Uint8Array
}

/** Whether the issuer's key signed everything that an inspected credential shows. */
export async function verifyDerivedBbsPlus(options: VerifyOptions): Promise<boolean> {
  const { credential, presentationHeader, publicKey } = options
  const { proof: signedProof, ...document } = credential
  const contents = parseBbsPlusProof(signedProof.proofValue)
  const statements = [...proofStatements(signedProof), ...(await documentStatements(document))]
  if (contents === undefined || contents.revealed.length !== statements.length) return false
  const proof = contents.bytes
  const messages = bbsPlusMessages(statements)
  const nonce = bbsPlusNonce(presentationHeader)
  const { blsVerifyProof } = await loadBbsPlus()
  const { verified } = await blsVerifyProof({ proof, publicKey, messages, nonce })
  return verified
}

// Status 4, credential 8, template 2, and the subject's type and claims; its id makes none.
function shownStatementCount({ credentialSubject }: ShownBbsPlusCredential): number {
  return 4 + 8 + 2 + Object.keys(credentialSubject).length - 1
}
