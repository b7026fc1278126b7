import { createHash } from 'node:crypto'
import type { AuthorityEpoch } from '@velum/credential'
import type {
  Issuer,
  LossReport,
  LossTarget,
  ProvenRecord,
  RecordsCheck,
  RecordsSummary,
} from '@velum/issuer'

/** The opening authority as it is printed. */
export interface AuthorityOutput {
  readonly authority: Omit<AuthorityEpoch, 'key'> | null
}

/** A sealed record as it is printed: hexadecimal, without the ciphertext. */
export interface ProvenRecordOutput {
  readonly address: string
  readonly version: number
  readonly createdAt: string
  readonly published: boolean
  readonly proof?: {
    readonly ciphertextHash: string
    readonly epoch: number
    readonly count: number
    readonly index: number
    readonly path: readonly string[]
    readonly root: string
  }
}

export interface ReportedLossOutput {
  readonly id: string
  readonly kind: 'device' | 'secrets'
  readonly inAYear: number
  readonly revoked: readonly string[]
  readonly already: readonly string[]
  readonly withdrawn: readonly string[]
}

export interface LossOutput {
  readonly id: string
  readonly kind: 'device' | 'secrets'
  readonly template: string
  readonly note?: string
  readonly reportedAt: string
}

/** What the desk does for bound credentials. */
export interface BindingOperations {
  authority: { input: Record<string, never>; output: AuthorityOutput }
  'set-authority': { input: { id: string | null }; output: AuthorityOutput }
  'set-publishing': { input: { publishes: boolean }; output: { publishes: boolean } }
  'summarise-records': { input: Record<string, never>; output: RecordsSummary }
  'anchor-records': { input: Record<string, never>; output: { anchored: number; published: number } }
  'prove-records': { input: { reference: string }; output: readonly ProvenRecordOutput[] }
  'verify-records': { input: Record<string, never>; output: RecordsCheck }
  'report-loss': { input: LossReport & { target: LossTarget }; output: ReportedLossOutput }
  'list-losses': { input: Record<string, never>; output: readonly LossOutput[] }
}

type Run<Name extends keyof BindingOperations> = (
  issuer: Issuer,
  input: BindingOperations[Name]['input'],
) => Promise<BindingOperations[Name]['output']>

export const bindingOperations: { readonly [Name in keyof BindingOperations]: Run<Name> } = {
  authority: async (issuer) => authorityOutput(await issuer.authority()),
  'set-authority': async (issuer, { id }) => authorityOutput(await issuer.setAuthority(id)),
  async 'set-publishing'(issuer, { publishes }) {
    await issuer.setPublishing(publishes)
    return { publishes }
  },
  'summarise-records': (issuer) => issuer.summariseRecords(),
  'anchor-records': (issuer) => issuer.anchorRecords(),
  'prove-records': async (issuer, { reference }) => (await issuer.proveRecords(reference)).map(recordOutput),
  'verify-records': (issuer) => issuer.verifyRecords(),
  'report-loss': (issuer, report) => issuer.reportLoss(report),
  'list-losses': async (issuer) =>
    (await issuer.listLosses()).map((loss) => ({ ...loss, reportedAt: loss.reportedAt.toISOString() })),
}

function authorityOutput(authority: AuthorityEpoch | undefined): AuthorityOutput {
  if (!authority) return { authority: null }
  const { id, name, threshold, trustees, epoch } = authority
  return { authority: { id, name, threshold, trustees, epoch } }
}

function recordOutput({ address, version, createdAt, published, proof }: ProvenRecord): ProvenRecordOutput {
  const record = { address: hex(address), version, createdAt: createdAt.toISOString(), published }
  if (!proof) return record
  const { ciphertext, epoch, count, index, path, root } = proof
  return {
    ...record,
    proof: {
      ciphertextHash: createHash('sha256').update(ciphertext).digest('hex'),
      epoch,
      count,
      index,
      path: path.map(hex),
      root: hex(root),
    },
  }
}

function hex(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex')
}
