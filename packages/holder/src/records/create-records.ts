import { hexToBytes } from '@noble/hashes/utils.js'
import { recordAddress, recordLeaf, verifyInclusion } from '@velum/binding'
import { parseEthrDid } from '@velum/did'
import { fetchRecordStatus } from '@velum/exchange'
import { HolderError } from '../holder-error.ts'
import type { WalletWorld } from '../wallet-world.ts'
import { compareRecord } from './compare-record.ts'
import type { Records } from './records.ts'
import type { SealedRecordState } from './sealed-record-view.ts'
import { recordCollection, type StoredRecord } from './stored-record.ts'

export function createRecords(world: WalletWorld): Records {
  const { vault, now } = world
  return {
    async list() {
      const entries = await vault.list(recordCollection)
      return entries
        .sort((left, right) => (left.value.signedAt < right.value.signedAt ? 1 : -1))
        .map(({ id, value }) => ({ credentialId: id, ...value.view }))
    },

    async refresh(credentialId) {
      const stored = await vault.get(recordCollection, credentialId)
      if (stored === undefined) throw recordNotFound()
      const outcome = { ...(await checkRecord(world, stored)), checkedAt: now().toISOString() }
      return vault.transaction(async (within) => {
        const current = await within.get(recordCollection, credentialId)
        if (current === undefined) throw recordNotFound()
        const { anchoredInBatch: _, ...rest } = current.view
        const view = { ...rest, ...outcome }
        within.put(recordCollection, credentialId, { ...current, view })
        return { credentialId, ...view }
      })
    },
  }
}

/** What the issuer keeps, held against what was signed and against the chain. */
async function checkRecord(
  { fetch, chain }: WalletWorld,
  stored: StoredRecord,
): Promise<{ state: SealedRecordState; anchoredInBatch?: number }> {
  const reg = hexToBytes(stored.reg)
  const address = recordAddress(reg)
  const status = await fetchRecordStatus({ issuerUrl: stored.issuerUrl, address, fetch })
  if (status.state === 'unknown') return { state: 'missing' }
  if (status.state === 'pending') return { state: 'waiting' }

  const { text, chainId, independent } = stored
  const comparison = await compareRecord(
    {
      text,
      chainId,
      reg,
      regN: hexToBytes(stored.regN),
      ...(independent && {
        independent: {
          certificate: hexToBytes(independent.certificate),
          signature: hexToBytes(independent.signature),
        },
      }),
    },
    status,
  )
  if (comparison === 'different') return { state: 'mismatch' }

  // Its fingerprint is where the issuer says, in the batch whose root is on the chain.
  const { did: issuer } = stored.view.issuer
  const { epoch, index, path } = status
  const batches = await chain.escrowRegistry.batches(parseEthrDid(issuer).address)
  const batch = batches.find((anchored) => anchored.epoch === epoch)
  const leaf = recordLeaf({ address, ciphertext: status.ciphertext, issuer, epoch })
  const included = batch && verifyInclusion({ leaf, index, count: batch.count, path, root: batch.root })
  if (!included) return { state: 'mismatch' }
  return { state: comparison === 'newer' ? 'replaced' : 'anchored', anchoredInBatch: epoch }
}

function recordNotFound(): HolderError {
  return new HolderError(
    'record-not-found',
    'No record was sealed with this credential, or it is not here any more.',
  )
}
