import type { CeremonyMessage } from '../ceremony/signed-message.ts'
import type { AuditLog, LoggedOpening } from './audit-log.ts'

interface ToCheck {
  /** The authority's id, `0x…`. */
  readonly id: string
  readonly ceremony: number
  readonly epoch: number
  readonly verificationShares: readonly Uint8Array[]
  readonly dkgHash: Uint8Array
  readonly signature: Uint8Array
  readonly signer: string
}

export interface AuditOptions {
  readonly log: AuditLog
  /** As `openingRegistry` of @velum/registry, for the deployment that the log is of: they need no chain. */
  readonly signatures: {
    isEpochSignature(options: ToCheck & { readonly key: Uint8Array }): boolean
    isRefreshSignature(options: ToCheck & { readonly revision: number }): boolean
    isCeremonyMessageSignature(
      options: Omit<CeremonyMessage, 'authority'> & Pick<ToCheck, 'id' | 'signature' | 'signer'>,
    ): boolean
    openingRequestId(
      options: Pick<LoggedOpening, 'authority' | 'epoch' | 'requester' | 'presentationId' | 'basisHash'>,
    ): string
  }
}
