import { sha256 } from '@noble/hashes/sha2.js'
import { expect } from 'vitest'
import {
  type CredentialToProve,
  type PresentationContext,
  type PresentedCredential,
  type ProvedPresentation,
  provePresentation,
  type Statement,
  type VerifyBoundPresentationOptions,
} from '../../../src/index.ts'
import { digitalBazaar } from './digital-bazaar.ts'
import { type Authority, type Issued, utf8 } from './world.ts'

export const domain = 'decentralized_identifier:did:web:service.example'

export function contextOf(
  authority: Authority | null,
  change: Partial<PresentationContext> = {},
): PresentationContext {
  return {
    challenge: 'n-0S6_WzA2Mj',
    domain,
    time: 1_795_000_000,
    transactionHash: null,
    authority: authority && { id: authority.id, epoch: authority.epoch, key: authority.key },
    sameHolder: false,
    ...change,
  }
}

export interface Shown {
  readonly issued: Issued
  readonly disclosedIndexes?: readonly number[]
  readonly statements?: readonly Statement[]
  /** Leaves the binding out, as a wallet does with a credential that has none. */
  readonly unbound?: boolean
  /** B of the binding, as a wallet keeps it. */
  readonly b?: Uint8Array
}

/** What the holder passes to `provePresentation`. */
export function toProve(shown: Shown): CredentialToProve {
  const { issued, disclosedIndexes = [0, 2], statements = [], unbound = false, b } = shown
  const { issuer, signature, header, messages, binding, parameters, linkIndex, secrets } = issued
  return {
    publicKey: issuer.publicKey,
    signature,
    header,
    messages,
    disclosedIndexes,
    documentHash: sha256(utf8(`document of ${issuer.did}`)),
    ...(!unbound && { bound: { binding, parameters, linkIndex, secrets, statements, ...(b && { b }) } }),
  }
}

/** What the verifier passes to `verifyBoundPresentation` for that credential. */
export function toVerify(shown: Shown, proof: Uint8Array): PresentedCredential {
  const { publicKey, header, messages, disclosedIndexes, documentHash, bound } = toProve(shown)
  return {
    publicKey,
    proof,
    header,
    disclosedMessages: disclosedIndexes.map((index) => messages[index] as Uint8Array),
    disclosedIndexes,
    messageCount: messages.length,
    documentHash,
    ...(bound && {
      bound: { parameters: bound.parameters, linkIndex: bound.linkIndex, statements: bound.statements },
    }),
  }
}

/** Whether the unmodified library accepts each standard proof of a presentation. */
export async function acceptedByDigitalBazaar(
  credentials: readonly PresentedCredential[],
  presentationHeader: Uint8Array,
): Promise<boolean[]> {
  const answers: boolean[] = []
  for (const { publicKey, proof, header, disclosedMessages, disclosedIndexes } of credentials) {
    answers.push(
      await digitalBazaar.verifyProof({
        publicKey,
        proof,
        header,
        presentationHeader,
        disclosedMessages,
        disclosedMessageIndexes: disclosedIndexes,
        ciphersuite: 'BLS12-381-SHA-256',
      }),
    )
  }
  return answers
}

export interface Presented {
  readonly proved: ProvedPresentation
  /** What verifies it. */
  readonly request: VerifyBoundPresentationOptions
}

/** Presents, and shows every standard proof to the unmodified library. */
export async function present(context: PresentationContext, shown: readonly Shown[]): Promise<Presented> {
  const proved = await provePresentation({ context, credentials: shown.map(toProve) })
  const credentials = shown.map((one, i) => toVerify(one, proved.proofs[i] as Uint8Array))
  expect(await acceptedByDigitalBazaar(credentials, proved.presentationHeader)).toEqual(shown.map(() => true))
  return { proved, request: { context, credentials, extension: proved.extension ?? new Uint8Array(0) } }
}
