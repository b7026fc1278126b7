import { bytesToHex } from '@noble/hashes/utils.js'
import { credentialClaims, type HeldCredential, isBbs2023 } from '@velum/credential'
import type { BoundCredentials } from '@velum/exchange'
import type { CredentialCopy } from '../bindings/stored-copies.ts'
import { requireSecrets } from '../bindings/wallet-secrets.ts'
import { HolderError } from '../holder-error.ts'
import { compareRecord, type SignedRecordFacts } from '../records/compare-record.ts'
import type { StoredRecord } from '../records/stored-record.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { PendingBinding, SentRegistration } from './pending-binding.ts'
import { requireSameClaims } from './prepare-binding.ts'
import {
  type CredentialToReceive,
  checkReceived,
  type ReceivedCard,
  receiveCredential,
} from './receive-credential.ts'
import { requireDistinct } from './require-distinct.ts'

/** Checks a bound credential as it came: as any other; then that it is bound to this wallet as its issuer has published
 *  it, that it says what the holder has seen, and that what was sealed is what the holder signed.
 *  Throws HolderError 'record-differs', 'record-mismatch' and what `receiveCredential` throws. */
export async function receiveBoundCredential(
  world: WalletWorld,
  received: {
    readonly pending: PendingBinding
    readonly sent: SentRegistration
    readonly bound: BoundCredentials
  },
): Promise<ReceivedCard> {
  const { pending, sent, bound } = received
  const { offer, configurationId, template, record } = pending
  const { chain, authoritySource, profileSource, vault } = world
  const { chainId } = chain.deployment
  const secrets = await requireSecrets(vault)
  const awaited = bound.credentials.map((credential, position) => ({
    credential,
    configurationId,
    metadata: offer.metadata,
    bound: {
      secrets,
      blind: sent.blind,
      issuedBinding: bound.bindings[position] as Uint8Array,
      chainId,
      authority: record.authority,
      profileSource,
      authoritySource,
    },
  }))
  const [first, ...others] = awaited as [CredentialToReceive, ...CredentialToReceive[]]
  const card = await receiveCredential(world, first)
  requireSameClaims(record, card.stored.credential, template)
  const copies: CredentialCopy[] = []
  for (const other of others) copies.push(asCopy(card, await checkReceived(world, other)))
  requireDistinct([asCopy(card, card), ...copies])

  const signed: SignedRecordFacts = {
    text: pending.session.record,
    chainId,
    reg: sent.reg,
    regN: sent.regN,
    ...(sent.independent && { independent: sent.independent }),
  }
  if ((await compareRecord(signed, bound.record)) !== 'same') {
    throw new HolderError(
      'record-mismatch',
      'What the issuer sealed is not what was signed, so the card was not kept; tell the issuer about it.',
    )
  }
  return {
    ...card,
    ...(copies.length > 0 && { copies }),
    record: storedRecord(pending, sent, { chainId, signedAt: world.now().toISOString() }),
  }
}

/** A copy says what the card says, to the last claim: services that see different ones must not learn different things. */
function asCopy(card: ReceivedCard, { stored, binding }: ReceivedCard): CredentialCopy {
  const { credential } = stored
  const said = (from: HeldCredential) =>
    JSON.stringify([from.issuer, from.type, from.credentialSchema, credentialClaims(from)])
  if (binding !== undefined && isBbs2023(credential) && said(credential) === said(card.stored.credential))
    return { credential, binding }
  throw new HolderError(
    'record-differs',
    'The issuer sent copies of the card that differ, so none was kept; ask the issuer about it.',
  )
}

function storedRecord(
  { view, offer, session }: PendingBinding,
  { reg, regN, publish, independent }: SentRegistration,
  { chainId, signedAt }: { readonly chainId: number; readonly signedAt: string },
): StoredRecord {
  const { id: _, mayPublish: __, confirmedWith: ___, ...shown } = view
  return {
    view: { ...shown, publish, independentlySigned: independent !== undefined, state: 'waiting' },
    text: session.record,
    issuerUrl: offer.metadata.issuerUrl,
    chainId,
    reg: bytesToHex(reg),
    regN: bytesToHex(regN),
    ...(independent && {
      independent: {
        certificate: bytesToHex(independent.certificate),
        signature: bytesToHex(independent.signature),
      },
    }),
    signedAt,
  }
}
