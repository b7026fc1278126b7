import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { beginPart } from '../../../src/ceremony/begin-part.ts'
import type {
  CeremonyAccusation,
  CeremonyBroadcast,
  CeremonyLog,
} from '../../../src/ceremony/ceremony-log.ts'
import { type CeremonyTerms, trusteesOf } from '../../../src/ceremony/ceremony-terms.ts'
import type { CeremonyOutcome } from '../../../src/ceremony/key-generation.ts'
import { type CeremonyStep, nextStep } from '../../../src/ceremony/next-step.ts'
import type { CeremonyMessage } from '../../../src/ceremony/signed-message.ts'
import type { TrusteeShare } from '../../../src/trustee-share.ts'

export const random = (length: number) => randomBytes(length)

export const authorityId = `0x${'a1'.repeat(32)}`

/** Signs as a trustee's account does: secp256k1, 65 octets. */
export function createSigners(trustees: number) {
  const keys = Array.from({ length: trustees }, () => secp256k1.keygen())
  const digestOf = ({ publicKey, verificationShares, dkgHash }: CeremonyOutcome) =>
    sha256(concatBytes(publicKey, ...verificationShares, dkgHash))
  const digestOfMessage = ({ authority, ceremony, round, trustee, messageHash }: CeremonyMessage) =>
    sha256(concatBytes(utf8ToBytes(`${authority} ${ceremony} ${round} ${trustee} `), messageHash))
  const format = { prehash: false, format: 'recovered' } as const
  const keyOf = (trustee: number) => keys[trustee - 1] as (typeof keys)[0]
  const signDigest = (trustee: number, digest: Uint8Array) =>
    secp256k1.sign(digest, keyOf(trustee).secretKey, format)
  return {
    sign: (trustee: number, outcome: CeremonyOutcome): Uint8Array => signDigest(trustee, digestOf(outcome)),
    isConfirmation: ({ trustee, signature, outcome }: Confirming): boolean =>
      secp256k1.verify(signature, digestOf(outcome), keyOf(trustee).publicKey, format),
    signMessage: async (message: CeremonyMessage): Promise<Uint8Array> =>
      signDigest(message.trustee, digestOfMessage(message)),
    isSignature: ({ signature, ...message }: CeremonyMessage & { signature: Uint8Array }): boolean =>
      secp256k1.verify(signature, digestOfMessage(message), keyOf(message.trustee).publicKey, format),
  }
}

type Confirming = { trustee: number; signature: Uint8Array; outcome: CeremonyOutcome }

export interface TableOptions {
  readonly trustees: number
  readonly threshold: number
  readonly ceremony?: number
  readonly authority?: string
  readonly refresh?: CeremonyTerms['refresh']
  readonly shares?: readonly (TrusteeShare | undefined)[]
}

export type Table = Awaited<ReturnType<typeof createTable>>

/** Trustees around a log: each with its state on a disk of its own. */
export async function createTable(options: TableOptions) {
  const { trustees, threshold, ceremony = 1, authority = authorityId, refresh, shares = [] } = options
  const terms: CeremonyTerms = {
    ...{ authority, ceremony, epoch: 1, trustees, threshold },
    ...(refresh ? { refresh } : {}),
  }
  const signers = createSigners(trustees)
  const { isSignature, isConfirmation, signMessage: sign } = signers
  const disk = new Map<number, Uint8Array>()
  for (const trustee of trusteesOf(terms)) {
    const share = refresh?.dealers.includes(trustee) ? shares[trustee - 1] : undefined
    disk.set(trustee, await beginPart({ terms, trustee, sign, random, ...(share ? { share } : {}) }))
  }
  const broadcasts: CeremonyBroadcast[] = []
  const log: { broadcasts: CeremonyBroadcast[]; aborted?: CeremonyAccusation; published?: boolean } = {
    broadcasts,
  }
  const step = (trustee: number, seen: CeremonyLog = log): Promise<CeremonyStep> =>
    nextStep({
      state: disk.get(trustee) as Uint8Array,
      ...{ log: seen, isSignature, isConfirmation, sign },
      save: async (state) => void disk.set(trustee, state),
    })
  const broadcast = (round: number, trustee: number, message: Uint8Array) => {
    if (log.aborted) return
    if (broadcasts.some((sent) => sent.round === round && sent.trustee === trustee)) return
    broadcasts.push({ round, trustee, message })
  }
  /** Does what a step says, as a trustee's machine does. Says whether anything came of it. */
  const act = async (trustee: number, made: CeremonyStep): Promise<boolean> => {
    if (made.type === 'send') broadcast(made.round, trustee, made.message)
    else if (made.type === 'confirm') broadcast(4, trustee, signers.sign(trustee, made.outcome))
    else if (made.type === 'accuse') {
      log.aborted ??= { trustee, accused: made.accused, evidence: made.evidence }
    } else if (made.type === 'give-up') {
      log.aborted ??= { trustee, accused: 0, evidence: new Uint8Array() }
    } else if (made.type === 'publish') log.published = true
    else return false
    return true
  }
  /** Lets these trustees go on until none has anything to do; tells the last step of each. */
  const run = async (who: readonly number[] = trusteesOf(terms)): Promise<Map<number, CeremonyStep>> => {
    const last = new Map<number, CeremonyStep>()
    for (let moved = true; moved; ) {
      moved = false
      for (const trustee of who) {
        const made = await step(trustee)
        last.set(trustee, made)
        moved = (await act(trustee, made)) || moved
      }
    }
    return last
  }
  /** The message of a trustee in a round. */
  const message = (round: number, trustee: number): Uint8Array => {
    const found = broadcasts.find((sent) => sent.round === round && sent.trustee === trustee)
    if (!found) throw new RangeError('that message was not sent')
    return found.message
  }
  return { terms, log, disk, ...signers, step, act, run, broadcast, message }
}

/** The shares that a ceremony ended with, in the order of the trustees. */
export function sharesOf(steps: ReadonlyMap<number, CeremonyStep>): TrusteeShare[] {
  return [...steps.values()].map((step) => {
    if (step.type !== 'done') throw new RangeError(`a trustee is not done: ${step.type}`)
    return step.share
  })
}
