import { bytesToHex } from '@noble/hashes/utils.js'
import type { BoundCredentials } from '@velum/exchange'
import { requireSecrets } from '../bindings/wallet-secrets.ts'
import { HolderError } from '../holder-error.ts'
import { compareRecord, type SignedRecordFacts } from '../records/compare-record.ts'
import type { StoredRecord } from '../records/stored-record.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { PendingBinding, SentRegistration } from './pending-binding.ts'
import { requireSameClaims } from './prepare-binding.ts'
import { type ReceivedCard, receiveCredential } from './receive-credential.ts'

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
  const [credential] = bound.credentials
  const [issuedBinding] = bound.bindings as [Uint8Array]

  const card = await receiveCredential(world, {
    credential,
    configurationId,
    metadata: offer.metadata,
    bound: {
      secrets: await requireSecrets(vault),
      blind: sent.blind,
      issuedBinding,
      chainId,
      authority: record.authority,
      profileSource,
      authoritySource,
    },
  })
  requireSameClaims(record, card.stored.credential, template)

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
  return { ...card, record: storedRecord(pending, sent, { chainId, signedAt: world.now().toISOString() }) }
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
