import type { ClaimValue } from '../credential.ts'
import { CredentialError } from '../credential-error.ts'
import {
  type BbsPlusCredential,
  bbsPlusProofType,
  type DerivedBbsPlusCredential,
  type UnsignedBbsPlusCredential,
} from './bbs-plus-credential.ts'
import { methodKey } from './bbs-plus-key.ts'
import { bbsPlusNonce, encodeBbsPlusNonce } from './bbs-plus-nonce.ts'
import { encodeBbsPlusValue, parseBbsPlusSignature } from './bbs-plus-proof-value.ts'
import { shownSubjectId } from './bbs-plus-shape.ts'
import {
  bbsPlusMessages,
  documentStatements,
  proofStatementCount,
  proofStatements,
} from './bbs-plus-statements.ts'
import { loadBbsPlus } from './load-bbs-plus.ts'

interface DeriveBbsPlusOptions {
  credential: BbsPlusCredential
  /** Names of held claims, in the credential's order. */
  claims: readonly string[]
  presentationHeader: Uint8Array
}

/** `deriveCredential` for a credential of this suite. What comes out is what framing would reveal: all but the subject's
 *  claims, and of those the chosen ones. */
export async function deriveBbsPlusCredential(
  options: DeriveBbsPlusOptions,
): Promise<DerivedBbsPlusCredential> {
  const { credential, claims, presentationHeader } = options
  const { proof, ...document } = credential
  const signature = parseBbsPlusSignature(proof.proofValue)
  const publicKey = methodKey(proof.verificationMethod)
  if (signature === undefined || publicKey === undefined) throw broken()

  const shown = shownDocument(document, claims)
  const signed = [...proofStatements(proof), ...(await documentStatements(document))]
  const chosen = (await documentStatements(shown)).map((statement) => signed.indexOf(statement))
  if (chosen.some((place) => place < proofStatementCount)) throw broken()
  const revealed = [...Array(proofStatementCount).keys(), ...chosen]

  const messages = bbsPlusMessages(signed)
  const nonce = bbsPlusNonce(presentationHeader)
  const { blsCreateProof, blsVerify } = await loadBbsPlus()
  // The library makes a proof of any signature, and only its reader would find out.
  const { verified } = await blsVerify({ publicKey, signature, messages })
  if (!verified) throw broken()
  const bytes = await blsCreateProof({ publicKey, signature, messages, revealed, nonce })
  const { created, verificationMethod, proofPurpose } = proof
  return {
    ...shown,
    proof: {
      type: bbsPlusProofType,
      created,
      verificationMethod,
      proofPurpose,
      proofValue: encodeBbsPlusValue(bytes),
      nonce: encodeBbsPlusNonce(presentationHeader),
    },
  } as DerivedBbsPlusCredential
}

// Member by member, so that the order in which the issuer wrote them leaves no trace.
function shownDocument(
  document: UnsignedBbsPlusCredential,
  claims: readonly string[],
): UnsignedBbsPlusCredential {
  const { credentialSchema: schema, credentialStatus: status, credentialSubject: subject } = document
  return {
    '@context': document['@context'],
    id: document.id,
    type: document.type,
    issuer: document.issuer,
    issuanceDate: document.issuanceDate,
    expirationDate: document.expirationDate,
    credentialSchema: { id: schema.id, type: schema.type, digestSRI: schema.digestSRI },
    credentialStatus: {
      id: status.id,
      type: status.type,
      statusPurpose: status.statusPurpose,
      statusListIndex: status.statusListIndex,
      statusListCredential: status.statusListCredential,
    },
    credentialSubject: {
      id: shownSubjectId,
      type: subject.type,
      ...Object.fromEntries(claims.map((claim) => [claim, subject[claim] as ClaimValue])),
    },
  }
}

function broken(): CredentialError {
  return new CredentialError(
    'derivation-failed',
    'No proof can be derived from this credential: its own is broken.',
  )
}
