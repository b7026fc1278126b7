import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import {
  beginPart,
  type CeremonyAccusation,
  type CeremonyBroadcast,
  type CeremonyLog,
  type CeremonyMessage,
  type CeremonyOutcome,
  type CeremonyStep,
  type CeremonyTerms,
  nextStep,
  type TrusteeShare,
} from '@velum/authority'

export const octets = (length: number) => Uint8Array.from(randomBytes(length))
export const hash = (message: Uint8Array) => Uint8Array.from(createHash('sha256').update(message).digest())

const authority = `0x${'7e'.repeat(32)}`

export type CeremonyTable = Awaited<ReturnType<typeof sitDown>>

/** Trustees around a log, each with a disk of its own; with shares, they renew these. What stands there of a trustee is what its machine would send: the adversary
 *  reads it, and puts its own in its place. */
export async function sitDown(trustees: number, threshold: number, ceremony = 1, renewed?: TrusteeShare[]) {
  const refresh = renewed?.[0] && {
    publicKey: renewed[0].publicKey,
    verificationShares: renewed[0].verificationShares,
    dealers: Array.from({ length: threshold }, (_, i) => i + 1),
  }
  const terms: CeremonyTerms = {
    ...{ authority, ceremony, epoch: 1, trustees, threshold },
    ...(refresh ? { refresh } : {}),
  }
  const everybody = Array.from({ length: trustees }, (_, i) => i + 1)
  const keys = everybody.map(() => generateKeyPairSync('ed25519'))
  const statement = ({ publicKey, verificationShares, dkgHash }: CeremonyOutcome) =>
    Buffer.concat([publicKey, ...verificationShares, dkgHash])
  const isConfirmation = (of: { trustee: number; signature: Uint8Array; outcome: CeremonyOutcome }) =>
    verify(null, statement(of.outcome), keyOf(of.trustee).publicKey, of.signature.subarray(1))
  const keyOf = (trustee: number) => keys[trustee - 1] as (typeof keys)[0]
  const statementOf = ({ authority, ceremony, round, trustee, messageHash }: CeremonyMessage) =>
    Buffer.concat([Buffer.from(JSON.stringify([authority, ceremony, round, trustee])), messageHash])
  // Signatures of sixty-five octets, as those of an account are.
  const signAs = (trustee: number, said: Uint8Array) =>
    Uint8Array.from([0, ...sign(null, said, keyOf(trustee).privateKey)])
  const signMessage = async (message: CeremonyMessage) => signAs(message.trustee, statementOf(message))
  const isSignature = ({ signature, ...message }: CeremonyMessage & { readonly signature: Uint8Array }) =>
    verify(null, statementOf(message), keyOf(message.trustee).publicKey, signature.subarray(1))
  const disk = new Map<number, Uint8Array>()
  for (const trustee of everybody) {
    const share = trustee <= threshold ? renewed?.[trustee - 1] : undefined
    const part = { terms, trustee, sign: signMessage, random: octets, ...(share ? { share } : {}) }
    disk.set(trustee, await beginPart(part))
  }
  const log: { broadcasts: CeremonyBroadcast[]; aborted?: CeremonyAccusation; published?: boolean } = {
    broadcasts: [],
  }
  const broadcast = (round: number, trustee: number, message: Uint8Array) => {
    if (log.broadcasts.some((sent) => sent.round === round && sent.trustee === trustee)) return
    log.broadcasts.push({ round, trustee, message })
  }
  const stateOf = (trustee: number) => disk.get(trustee) as Uint8Array
  const message = (round: number, trustee: number) =>
    log.broadcasts.find((sent) => sent.round === round && sent.trustee === trustee)?.message ?? octets(0)
  const step = (trustee: number, seen: CeremonyLog = log): Promise<CeremonyStep> =>
    nextStep({
      ...{ state: stateOf(trustee), log: seen },
      ...{ isSignature, isConfirmation, sign: signMessage },
      save: async (state) => void disk.set(trustee, state),
    })
  /** What a trustee would do if this were the log; nothing of it is kept. */
  const peek = (trustee: number, seen: CeremonyLog, state = stateOf(trustee)): Promise<CeremonyStep> =>
    nextStep({
      ...{ state, log: seen },
      ...{ isSignature, isConfirmation, sign: signMessage },
      save: async () => {},
    })
  /** Lets a trustee do what it would do next; false when it has nothing to do. */
  const act = async (trustee: number): Promise<boolean> => {
    const made = await step(trustee)
    if (made.type === 'send') broadcast(made.round, trustee, made.message)
    else if (made.type === 'confirm') {
      broadcast(4, trustee, signAs(trustee, statement(made.outcome)))
    } else if (made.type === 'accuse') {
      log.aborted = { trustee, accused: made.accused, evidence: made.evidence }
    } else if (made.type === 'give-up') {
      log.aborted = { trustee, accused: 0, evidence: new Uint8Array() }
    } else if (made.type === 'publish') log.published = true
    else return false
    return true
  }
  return {
    ...{
      terms,
      everybody,
      isSignature,
      isConfirmation,
      signMessage,
      log,
      message,
      broadcast,
      stateOf,
      step,
      peek,
      act,
    },
    /** All send their message of these rounds, but for those left out. */
    async play(rounds: number, except: readonly number[] = []): Promise<void> {
      for (let round = 0; round < rounds; round++) {
        for (const trustee of everybody) if (!except.includes(trustee)) await act(trustee)
      }
    },
    /** Goes on until nobody has anything to do; the last step of each. */
    async finish(who: readonly number[] = everybody): Promise<CeremonyStep[]> {
      for (let moved = true; moved; ) {
        moved = false
        for (const trustee of who) moved = (await act(trustee)) || moved
      }
      return Promise.all(who.map((trustee) => step(trustee)))
    },
  }
}
