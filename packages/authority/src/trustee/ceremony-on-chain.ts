import type { Address, CeremonyRecord, Chain } from '@velum/registry'
import { AuthorityError } from '../authority-error.ts'
import type { IsConfirmation } from '../ceremony/assess.ts'
import type { CeremonyTerms } from '../ceremony/ceremony-terms.ts'
import type { CeremonyOutcome } from '../ceremony/key-generation.ts'
import type { IsSignature } from '../ceremony/signed-message.ts'
import type { Standing } from './trustee-context.ts'

/** What the chain says around one ceremony, as it was when the ceremony began. */
export interface CeremonySetting {
  readonly terms: Omit<CeremonyTerms, 'refresh'>
  /** In the order of their numbers. */
  readonly trustees: readonly Address[]
  /** Of the shares that come out: 0 of a new key. */
  readonly revision: number
  /** Only in a refresh: the key and the shares that are renewed. */
  readonly renewed?: {
    readonly publicKey: Uint8Array
    readonly verificationShares: readonly Uint8Array[]
    /** Numbers of the trustees that got one of these shares, and have their place still. */
    readonly holders: readonly number[]
  }
}

/** Reads the setting of a ceremony. Throws AuthorityError 'authority-unknown' when the chain lacks the epoch that it renews. */
export async function readSetting(
  { openingRegistry }: Chain,
  { id, authority }: Standing,
  { ceremony, epoch, begun }: CeremonyRecord,
): Promise<CeremonySetting> {
  const [replacements, epochs, refreshes] = await Promise.all([
    openingRegistry.replacements(id),
    openingRegistry.epochs(id),
    openingRegistry.refreshes(id),
  ])
  const trustees = [...authority.trustees]
  for (const { trustee, from, blockNumber } of replacements.reverse()) {
    if (blockNumber > begun.blockNumber) trustees[trustee - 1] = from
  }
  const terms = { authority: id, ceremony, epoch, trustees: trustees.length, threshold: authority.threshold }
  const published = epochs.find((one) => one.epoch === epoch && one.blockNumber <= begun.blockNumber)
  if (!published) return { terms, trustees, revision: 0 }

  const earlier = refreshes.filter((one) => one.epoch === epoch && one.blockNumber <= begun.blockNumber)
  const { verificationShares, blockNumber } = earlier.at(-1) ?? published
  const came = replacements
    .filter((one) => one.blockNumber > blockNumber && one.blockNumber <= begun.blockNumber)
    .map(({ trustee }) => trustee)
  const holders = trustees.map((_, i) => i + 1).filter((trustee) => !came.includes(trustee))
  const revision = earlier.length + 1
  return { terms, trustees, revision, renewed: { publicKey: published.key, verificationShares, holders } }
}

/** The terms of a ceremony. In a refresh all trustees must name the same dealers; by default those are the first, as many as the
 *  threshold says, that got one of the shares. Throws AuthorityError 'shares-too-few' when there are not so many. */
export function termsOf({ terms, renewed }: CeremonySetting, dealers?: readonly number[]): CeremonyTerms {
  if (!renewed) return terms
  const { publicKey, verificationShares, holders } = renewed
  const chosen = dealers ?? holders.slice(0, terms.threshold)
  if (chosen.length < terms.threshold) {
    throw new AuthorityError(
      'shares-too-few',
      'Fewer trustees have a share than it takes to renew them. This key is lost for openings: rotate to a new one.',
    )
  }
  return { ...terms, refresh: { publicKey, verificationShares, dealers: chosen } }
}

/** What trustees sign when a ceremony is complete. */
export const signedContent = ({ terms, revision, renewed }: CeremonySetting, outcome: CeremonyOutcome) => {
  const { publicKey, verificationShares, dkgHash } = outcome
  const { authority: id, ceremony, epoch } = terms
  const content = { id, ceremony, epoch, verificationShares, dkgHash }
  return renewed
    ? ({ type: 'refresh', content: { ...content, revision } } as const)
    : ({ type: 'epoch', content: { ...content, key: publicKey } } as const)
}

/** Whether a signature is that of the trustee over its message. What the addresses are worth, the answer is worth: those that the
 *  folder's owner accepted, not those that the node names. */
export function messagesOn(
  { openingRegistry }: Chain,
  { trustees }: { readonly trustees: readonly Address[] },
): IsSignature {
  return ({ authority: id, ...message }) => {
    const signer = trustees[message.trustee - 1]
    return signer !== undefined && openingRegistry.isCeremonyMessageSignature({ ...message, id, signer })
  }
}

/** Whether a signature is that of the trustee, as the contract will see it. */
export function confirmationsOn({ openingRegistry }: Chain, setting: CeremonySetting): IsConfirmation {
  return ({ trustee, signature, outcome }) => {
    const signer = setting.trustees[trustee - 1]
    if (signer === undefined) return false
    const signed = signedContent(setting, outcome)
    return signed.type === 'refresh'
      ? openingRegistry.isRefreshSignature({ ...signed.content, signature, signer })
      : openingRegistry.isEpochSignature({ ...signed.content, signature, signer })
  }
}
