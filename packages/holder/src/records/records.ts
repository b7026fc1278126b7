import type { SealedRecordView } from './sealed-record-view.ts'

/** What was sealed about the holder: kept here too, so that the holder can check it at any time. */
export interface Records {
  /** Newest first. */
  list(): Promise<SealedRecordView[]>
  /** Asks the issuer for the record of a credential, opens it, compares it with what was signed and follows its path to
   *  the root on the chain. The outcome is stored, also a bad one. Throws HolderError 'record-not-found', and what
   *  asking the issuer or the chain throws; the last outcome then stays. */
  refresh(credentialId: string): Promise<SealedRecordView>
}
