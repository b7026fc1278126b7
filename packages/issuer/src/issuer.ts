import type { AuthorityEpoch, CredentialSuite, LocalizedText, Template } from '@velum/credential'
import type { Did } from '@velum/did'
import type { BulkRow, CheckedRows, ValidRow } from './bulk/bulk-row.ts'
import type { BulkProgress, BulkResult } from './bulk/issue-rows.ts'
import type { JobOffer } from './bulk/job-offers.ts'
import type { KeyRecord } from './keys/list-keys.ts'
import type { RotatableKey, RotatedKey } from './keys/rotate-key.ts'
import type { LossRecord } from './loss/list-losses.ts'
import type { LossReport, LossTarget, ReportedLoss } from './loss/report-loss.ts'
import type { CreatedOffer, OfferRequest } from './offers/create-offer.ts'
import type { IssuedRecord, RecordFilter } from './offers/list-records.ts'
import type { ProvenRecord } from './records/prove-records.ts'
import type { RecordsSummary } from './records/summarise-records.ts'
import type { RecordsCheck } from './records/verify-records.ts'
import type { Revocation, RevocationTarget } from './status/revoke.ts'
import type { AddedTemplate } from './templates/template-store.ts'

/** An issuer at work on an open store. Everything may be called at the same time, here and, on PostgreSQL, in
 *  other processes. What needs the chain throws RegistryError when the chain or the relayer fails. */
export interface Issuer {
  readonly did: Did
  /** Where wallets find it; in every credential, so it never changes. */
  readonly url: string
  readonly name: LocalizedText

  /** Adds a template, or its next version when it differs from the newest; saying the same again adds nothing. The
   *  profile of a bound one goes onto the chain. */
  addTemplate(draft: unknown): Promise<AddedTemplate>
  listTemplates(): Promise<Template[]>
  findTemplate(wanted: { readonly name: string; readonly version?: number | undefined }): Promise<Template>

  /** Offers one credential, signed when it is claimed. */
  createOffer(request: OfferRequest): Promise<CreatedOffer>
  /** New codes for an offer that nobody collected. */
  renewOffer(options: { readonly id: string; readonly lifetimeSeconds?: number }): Promise<CreatedOffer>

  /** Checks the rows of a bulk job without issuing any. */
  checkRows(options: { readonly template: Template; readonly rows: readonly BulkRow[] }): CheckedRows
  /** Signs a credential for each row that the job has not issued before, and makes its offer; for a bound template
   *  the offer alone. */
  issueRows(options: BulkOptions): Promise<BulkResult>
  /** The offers of a job that wait for their holders. */
  jobOffers(job: string): Promise<JobOffer[]>

  listRecords(filter: RecordFilter): Promise<IssuedRecord[]>
  /** Takes credentials back: returns when the chain says so. */
  revoke(target: RevocationTarget): Promise<Revocation>

  listKeys(): Promise<KeyRecord[]>
  /** Replaces a key; credentials of the old one stay valid for the overlap. */
  rotateKey(options: { readonly kind: RotatableKey; readonly overlapSeconds: number }): Promise<RotatedKey>

  /** The opening authority for whom identity records are sealed, as the chain has it; undefined for none. */
  authority(): Promise<AuthorityEpoch | undefined>
  /** Names it from now on, null for none, and publishes the profiles of bound templates anew. */
  setAuthority(id: string | null): Promise<AuthorityEpoch | undefined>
  /** Whether sealed records go onto the chain where their holders agree; not, unless this was called. */
  setPublishing(publishes: boolean): Promise<void>

  summariseRecords(): Promise<RecordsSummary>
  /** Anchors all sealed records that wait, and again what the chain has lost. */
  anchorRecords(): Promise<{ readonly anchored: number; readonly published: number }>
  /** The sealed records under a reference with what proves that they are anchored. */
  proveRecords(reference: string): Promise<ProvenRecord[]>
  /** Compares every sealed record with the roots on the chain. */
  verifyRecords(): Promise<RecordsCheck>

  /** Declares that a holder lost a device or its secrets: revokes, logs, and lets the person register anew. */
  reportLoss(report: LossReport & { readonly target: LossTarget }): Promise<ReportedLoss>
  /** The log of declared losses, newest first. */
  listLosses(limit?: number): Promise<LossRecord[]>

  /** Finishes what a killed process left half done on the chain. */
  settle(): Promise<void>
  /** {@link settle}, and keeps lists fresh and the store free of what is past: call it every minute. */
  upkeep(): Promise<void>

  /** Answers wallets: OpenID4VCI, templates and status lists below the issuer's URL. */
  handle(request: Request): Promise<Response>
}

export interface BulkOptions {
  readonly template: Template
  /** What is signed in: `bbs-2023` unless named. */
  readonly suite?: CredentialSuite
  /** A name of the operator's: one row is issued once under it, over any number of files and calls. */
  readonly job: string
  readonly rows: readonly ValidRow[]
  readonly lifetimeSeconds?: number
  readonly onProgress?: (progress: BulkProgress) => void
  /** Stops after the row in hand; call again to go on. */
  readonly signal?: AbortSignal
}
