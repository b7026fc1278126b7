import { createHash, randomBytes } from 'node:crypto'
import type { Account, CeremonyRecord, Chain } from '@velum/registry'
import { beginPart } from '../../src/ceremony/begin-part.ts'
import type { CeremonyTerms } from '../../src/ceremony/ceremony-terms.ts'
import type { CeremonyOutcome } from '../../src/ceremony/key-generation.ts'
import { type CeremonyStep, nextStep } from '../../src/ceremony/next-step.ts'
import { type SignMessage, signContent } from '../../src/ceremony/signed-message.ts'
import type { TrusteeShare } from '../../src/trustee-share.ts'

export interface ChainCeremony {
  readonly chain: Chain
  /** In the order of their numbers. */
  readonly accounts: readonly Account[]
  /** All but the ceremony's number. */
  readonly terms: Omit<CeremonyTerms, 'ceremony'>
  /** In a refresh: what the dealers have. */
  readonly shares?: readonly TrusteeShare[]
  /** Of a refresh, the one that it makes. */
  readonly revision?: number
  /** The number of a trustee whose reveal, signed as it should be, is none. */
  readonly spoiler?: number
}

/** Leads a ceremony over a real chain to its end. Returns the new shares; none where it was ended. */
export async function holdCeremony(options: ChainCeremony): Promise<TrusteeShare[]> {
  const { chain, accounts, shares = [], revision = 0, spoiler } = options
  const { openingRegistry } = chain
  const { authority: id, epoch } = options.terms
  const accountOf = (trustee: number) => accounts[trustee - 1] as Account
  const { ceremony } = await openingRegistry.beginCeremony({ id, epoch, trustee: 1, account: accountOf(1) })
  const terms: CeremonyTerms = { ...options.terms, ceremony }
  const { refresh } = terms
  const signAs =
    (trustee: number): SignMessage =>
    (message) =>
      openingRegistry.signCeremonyMessage({ ...message, id, account: accountOf(trustee) })
  const content = ({ verificationShares, dkgHash, publicKey }: CeremonyOutcome) => ({
    ...{ id, ceremony, epoch, verificationShares, dkgHash, key: publicKey, revision },
  })
  const states: Uint8Array[] = []
  for (const [i] of accounts.entries()) {
    const share = refresh?.dealers.includes(i + 1) ? shares[i] : undefined
    states.push(await beginPart({ terms, trustee: i + 1, sign: signAs(i + 1), ...(share && { share }) }))
  }
  const readLog = async () => {
    const records = await openingRegistry.ceremonies(id, { blocks: 'final' })
    const { broadcasts, aborted, published } = records.find(
      (one) => one.ceremony === ceremony,
    ) as CeremonyRecord
    return { broadcasts, aborted, published: published !== undefined }
  }

  async function act(trustee: number, step: CeremonyStep): Promise<void> {
    const account = accountOf(trustee)
    const from = { id, ceremony, trustee, account }
    if (step.type === 'send') {
      await openingRegistry.broadcast({ ...from, round: step.round, message: step.message })
    } else if (step.type === 'confirm') {
      const signed = { ...content(step.outcome), account }
      const message = await (refresh
        ? openingRegistry.signRefresh(signed)
        : openingRegistry.signEpoch(signed))
      await openingRegistry.broadcast({ ...from, round: 4, message })
    } else if (step.type === 'publish') {
      const signed = { ...content(step.outcome), account, signatures: step.signatures }
      await (refresh ? openingRegistry.publishRefresh(signed) : openingRegistry.publishEpoch(signed))
    } else if (step.type === 'accuse') {
      await openingRegistry.abortCeremony({ ...from, accused: step.accused, evidence: step.evidence })
    }
  }

  const spoilt = await signContent(
    terms,
    { round: 2, trustee: spoiler ?? 1, content: Uint8Array.from(randomBytes(64)) },
    signAs(spoiler ?? 1),
  )
  const commitment = Uint8Array.from(createHash('sha256').update(spoilt).digest())
  for (let turn = 0; turn < 12; turn++) {
    const done: TrusteeShare[] = []
    for (const [i, state] of states.entries()) {
      const trustee = i + 1
      if (trustee === spoiler) {
        if (turn === 0) await act(trustee, { type: 'send', round: 1, message: commitment })
        if (turn === 1) await act(trustee, { type: 'send', round: 2, message: spoilt })
        continue
      }
      const step = await nextStep({
        ...{ state, log: await readLog(), sign: signAs(trustee) },
        isSignature: (message) =>
          openingRegistry.isCeremonyMessageSignature({
            ...{ ...message, id, signer: accountOf(message.trustee).address },
          }),
        isConfirmation: ({ trustee: number, signature, outcome }) => {
          const signed = { ...content(outcome), signature, signer: accountOf(number).address }
          return refresh
            ? openingRegistry.isRefreshSignature(signed)
            : openingRegistry.isEpochSignature(signed)
        },
        save: async (next) => {
          states[i] = next
        },
      })
      if (step.type === 'aborted') return []
      if (step.type === 'done') done.push(step.share)
      await act(trustee, step)
    }
    if (done.length === accounts.length) return done
  }
  throw new RangeError('the ceremony did not come to its end')
}
