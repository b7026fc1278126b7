import { loadCurve } from '@velum/curve'
import { AuthorityError } from '../authority-error.ts'
import type { IsConfirmation } from '../ceremony/assess.ts'
import type { CeremonyTerms } from '../ceremony/ceremony-terms.ts'
import type { IsSignature } from '../ceremony/signed-message.ts'
import { type CeremonyVerdict, readDealers, verifyCeremony } from '../ceremony/verify-ceremony.ts'
import { sameOctets } from '../octets.ts'
import { sameAddress } from '../opening/trusted-then.ts'
import { areSharesOfKey } from '../polynomial.ts'
import type { LoggedAuthority, LoggedCeremony } from './audit-log.ts'
import type { AuditOptions } from './audit-options.ts'
import { type AuditFinding, find } from './finding.ts'
import { trusteesAfter } from './trustees-then.ts'

type Published = LoggedAuthority['epochs'][number] | LoggedAuthority['refreshes'][number]

/** Checks what an authority's log claims about keys, shares, accusations and replacements. */
export async function auditKeys(
  { signatures }: AuditOptions,
  authority: LoggedAuthority,
): Promise<AuditFinding[]> {
  const curve = await loadCurve()
  const findings: AuditFinding[] = []
  const { id, threshold, trustees, epochs, refreshes } = authority
  for (const [i, published] of epochs.entries()) {
    const about = { authority: id, epoch: published.epoch, place: published }
    const inOrder = published.epoch === i + 1 && published.verificationShares.length === trustees.length
    findings.push(find('epoch-order', inOrder ? undefined : 'epoch-not-next', about))
    findings.push(await followsFrom({ authority, published, claim: 'epoch-key', signatures, about }))
    const belong = areSharesOfKey(curve, { ...published, publicKey: published.key, threshold })
    findings.push(find('shares-of-key', belong ? undefined : 'shares-of-another-key', about))
  }
  for (const [i, published] of refreshes.entries()) {
    const { epoch, revision, verificationShares } = published
    const about = { authority: id, epoch, revision, place: published }
    const before = refreshes.slice(0, i).filter((one) => one.epoch === epoch)
    const inOrder = revision === before.length + 1 && verificationShares.length === trustees.length
    findings.push(find('refresh-order', inOrder ? undefined : 'revision-not-next', about))
    findings.push(await followsFrom({ authority, published, claim: 'refresh-shares', signatures, about }))
    const key = epochs.find((one) => one.epoch === epoch)?.key
    const belong =
      key !== undefined && areSharesOfKey(curve, { publicKey: key, verificationShares, threshold })
    findings.push(find('shares-of-key', belong ? undefined : 'shares-of-another-key', about))
  }
  for (const ceremony of authority.ceremonies) {
    const found = await judgeAccusation(authority, ceremony, signatures)
    if (found) findings.push(found)
  }
  findings.push(...auditReplacements(authority))
  return findings
}

async function followsFrom(options: {
  readonly authority: LoggedAuthority
  readonly published: Published
  readonly claim: 'epoch-key' | 'refresh-shares'
  readonly signatures: AuditOptions['signatures']
  readonly about: Pick<AuditFinding, 'authority' | 'epoch' | 'revision'> & { readonly place: Published }
}): Promise<AuditFinding> {
  const { authority, published, claim, signatures, about } = options
  const ceremony = authority.ceremonies.find(
    (one) => one.published?.transactionHash === published.transactionHash && one.epoch === published.epoch,
  )
  // Keys may come from elsewhere: all trustees have signed them, and that they made them well is their word.
  if (!ceremony) return { ...find(claim, 'outside-a-ceremony', about), verdict: 'unproven' }
  const verdict = await replay(authority, ceremony, signatures)
  const which = { ...about, ceremony: ceremony.ceremony }
  if (verdict.result !== 'complete') {
    const guilty = verdict.result === 'faulty' ? { trustee: verdict.trustee } : {}
    const reason = verdict.result === 'faulty' ? verdict.fault : `ceremony-${verdict.result}`
    return find(claim, reason, { ...which, ...guilty })
  }
  const { publicKey, verificationShares, dkgHash } = verdict
  const same =
    sameOctets(dkgHash, published.dkgHash) &&
    sameList(verificationShares, published.verificationShares) &&
    (!('key' in published) || sameOctets(publicKey, published.key))
  return find(claim, same ? undefined : 'ceremony-led-elsewhere', which)
}

async function judgeAccusation(
  authority: LoggedAuthority,
  ceremony: LoggedCeremony,
  signatures: AuditOptions['signatures'],
): Promise<AuditFinding | undefined> {
  const { aborted, epoch } = ceremony
  if (!aborted || aborted.accused === 0) return undefined
  const about = { authority: authority.id, ceremony: ceremony.ceremony, epoch, place: aborted.place }
  const verdict = await replay(authority, ceremony, signatures)
  const judgement = verdict.result === 'aborted' ? verdict.judgement : undefined
  if (!judgement) return find('accusation', 'cannot-be-judged', about)
  const { guilty, fault } = judgement
  const found = { ...about, trustee: guilty }
  return guilty === aborted.accused && fault !== 'accusation-false'
    ? { ...find('accusation', undefined, found), reason: fault }
    : find('accusation', fault, found)
}

type Replayed = CeremonyVerdict | { readonly result: 'without-terms' }

async function replay(
  authority: LoggedAuthority,
  ceremony: LoggedCeremony,
  signatures: AuditOptions['signatures'],
): Promise<Replayed> {
  const { terms, revision } = termsOf(authority, ceremony)
  const log = {
    broadcasts: ceremony.broadcasts,
    aborted: ceremony.aborted,
    published: ceremony.published !== undefined,
  }
  const signers = trusteesAfter(authority, ceremony.begun.blockNumber)
  const isConfirmation: IsConfirmation = ({ trustee, signature, outcome }) => {
    const { verificationShares, dkgHash, publicKey } = outcome
    const { ceremony: number, epoch } = ceremony
    const common = { id: authority.id, ceremony: number, epoch, verificationShares, dkgHash, signature }
    const signer = signers[trustee - 1] ?? ''
    return terms.refresh
      ? signatures.isRefreshSignature({ ...common, revision, signer })
      : signatures.isEpochSignature({ ...common, key: publicKey, signer })
  }
  const isSignature: IsSignature = ({ authority: id, ...message }) =>
    signatures.isCeremonyMessageSignature({ ...message, id, signer: signers[message.trustee - 1] ?? '' })
  try {
    return await verifyCeremony({ terms, log, isSignature, isConfirmation })
  } catch (error) {
    if (error instanceof AuthorityError) return { result: 'without-terms' }
    throw error
  }
}

/** A ceremony of an epoch that had a key when it began renews its shares. */
function termsOf(
  { id, threshold, trustees, epochs, refreshes }: LoggedAuthority,
  ceremony: LoggedCeremony,
): { readonly terms: CeremonyTerms; readonly revision: number } {
  const { epoch, begun } = ceremony
  const before = (one: Published) => one.epoch === epoch && one.blockNumber <= begun.blockNumber
  const common = { authority: id, ceremony: ceremony.ceremony, epoch, trustees: trustees.length, threshold }
  const renewed = epochs.find(before)
  if (!renewed) return { terms: common, revision: 0 }
  const earlier = refreshes.filter(before)
  // Where nobody has named any, which ones there would have been makes no difference.
  const dealers =
    readDealers(common, { broadcasts: ceremony.broadcasts }) ??
    Array.from({ length: threshold }, (_, i) => i + 1)
  const { verificationShares } = earlier.at(-1) ?? renewed
  const refresh = { publicKey: renewed.key, verificationShares, dealers }
  return { terms: { ...common, refresh }, revision: earlier.length + 1 }
}

function auditReplacements(authority: LoggedAuthority): AuditFinding[] {
  const then = [...authority.trustees]
  return authority.replacements.map(({ trustee, from, to, nonce, ...place }, i) => {
    const about = { authority: authority.id, trustee, place }
    const held = then[trustee - 1]
    then[trustee - 1] = to
    if (nonce !== i) return find('replacement', 'replacement-not-next', about)
    return find('replacement', held && sameAddress(held, from) ? undefined : 'not-trustee', about)
  })
}

const sameList = (left: readonly Uint8Array[], right: readonly Uint8Array[]) =>
  left.length === right.length && left.every((one, i) => sameOctets(one, right[i] as Uint8Array))
