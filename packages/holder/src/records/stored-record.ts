import { collectionName } from '@velum/vault'
import type { SealedRecordView } from './sealed-record-view.ts'

/** A sealed record as the vault keeps it, under the id of the credential that it came with. Octets are in hexadecimal. */
export interface StoredRecord {
  readonly view: Omit<SealedRecordView, 'credentialId'>
  /** The canonical text that the holder signed. */
  readonly text: string
  readonly issuerUrl: string
  readonly chainId: number
  /** Secret: it finds the sealed record and opens it. */
  readonly reg: string
  readonly regN: string
  /** What another certified key of the holder signed. */
  readonly independent?: { readonly certificate: string; readonly signature: string }
  /** ISO 8601. */
  readonly signedAt: string
}

export const recordCollection = collectionName<StoredRecord>('records')
