import type { CredentialSuite, Template } from '@velum/credential'
import type { BulkRow, Issuer, RecordFilter, RotatableKey, RowProblem } from '@velum/issuer'
import { type BindingOperations, bindingOperations } from './binding-operations.ts'

export type {
  AuthorityOutput,
  LossOutput,
  ProvenRecordOutput,
  ReportedLossOutput,
} from './binding-operations.ts'

/** A claim set as it comes from a file. */
type ClaimsInput = Readonly<Record<string, unknown>>

/** An offer as it is printed. */
export interface OfferOutput {
  readonly id: string
  readonly offerUri: string
  readonly txCode: string
  readonly expiresAt: string
}

interface TemplateOutput {
  readonly name: string
  readonly version: number
  readonly added: boolean
}

export interface RecordOutput {
  readonly id: string
  readonly state: string
  readonly template: { readonly name: string; readonly version: number }
  readonly suite: CredentialSuite
  readonly bound: boolean
  readonly reference?: string
  readonly job?: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly credentials: readonly {
    readonly id: string
    readonly state: string
    readonly key: string
    readonly list: number
    readonly index: number
    readonly createdAt: string
    readonly revokedAt?: string
  }[]
}

interface BulkInput {
  readonly template: string
  readonly version?: number
  readonly suite?: CredentialSuite
  readonly job: string
  readonly rows: readonly BulkRow[]
  readonly skipInvalid: boolean
  /** Says what is wrong with the rows and issues none. */
  readonly checkOnly: boolean
  readonly lifetimeSeconds?: number
}

export interface BulkOutput {
  readonly problems: readonly RowProblem[]
  readonly issued: number
  readonly already: number
  /** False for a bound template: offers were made, and nothing can be signed before its holder registers. */
  readonly signed: boolean
  /** False when it was stopped before its last row. */
  readonly finished: boolean
}

interface JobOfferOutput extends OfferOutput {
  readonly line: number
  readonly reference: string
}

/** How far a long operation is. */
export interface Progress {
  readonly done: number
  readonly total: number
}

/** What the desk does: name, input and output, all plain JSON, so that the process that owns the store does the
 *  same for others as for itself. */
export interface Operations extends BindingOperations {
  'add-template': { input: { draft: unknown }; output: TemplateOutput }
  'list-templates': { input: Record<string, never>; output: readonly Template[] }
  'find-template': { input: { name: string; version?: number }; output: Template }
  'create-offer': {
    input: {
      template: string
      version?: number
      suite?: CredentialSuite
      claims: ClaimsInput
      reference?: string
      lifetimeSeconds?: number
    }
    output: OfferOutput
  }
  'renew-offer': { input: { id: string; lifetimeSeconds?: number }; output: OfferOutput }
  'issue-rows': { input: BulkInput; output: BulkOutput }
  'job-offers': { input: { job: string }; output: readonly JobOfferOutput[] }
  'list-records': {
    input: RecordFilter
    output: readonly RecordOutput[]
  }
  revoke: {
    input: { ids: readonly string[] } | { reference: string }
    output: { revoked: readonly string[]; already: readonly string[]; withdrawn: readonly string[] }
  }
  'rotate-key': {
    input: { kind: RotatableKey; overlapSeconds: number }
    output: { kind: RotatableKey; newKey: string; oldKey: string; oldKeyEndsAt: string }
  }
}

export type OperationName = keyof Operations

/** What an operation may use while it runs. */
export interface OperationContext {
  readonly onProgress: (progress: Progress) => void
  readonly signal: AbortSignal
}

type Run<Name extends OperationName> = (
  issuer: Issuer,
  input: Operations[Name]['input'],
  context: OperationContext,
) => Promise<Operations[Name]['output']>

/** How each operation is done with the issuer at hand. */
export const operations: { readonly [Name in OperationName]: Run<Name> } = {
  ...bindingOperations,
  async 'add-template'(issuer, { draft }) {
    const { template, added } = await issuer.addTemplate(draft)
    return { name: template.name, version: template.version, added }
  },
  'list-templates': (issuer) => issuer.listTemplates(),
  'find-template': (issuer, wanted) => issuer.findTemplate(wanted),
  'create-offer': async (issuer, request) => offerOutput(await issuer.createOffer(request)),
  'renew-offer': async (issuer, request) => offerOutput(await issuer.renewOffer(request)),
  async 'issue-rows'(issuer, input, { onProgress, signal }) {
    const { rows, skipInvalid, checkOnly, suite, job, lifetimeSeconds } = input
    const template = await issuer.findTemplate({ name: input.template, version: input.version })
    const { valid, problems } = issuer.checkRows({ template, rows })
    if (checkOnly || (problems.length > 0 && !skipInvalid))
      return { problems, issued: 0, already: 0, signed: template.binding === undefined, finished: true }
    const result = await issuer.issueRows({
      template,
      ...(suite === undefined ? {} : { suite }),
      job,
      rows: valid,
      onProgress,
      signal,
      ...(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }),
    })
    return { problems, ...result, finished: result.issued + result.already === valid.length }
  },
  'job-offers': async (issuer, { job }) =>
    (await issuer.jobOffers(job)).map((offer) => ({
      ...offerOutput(offer),
      line: offer.line,
      reference: offer.reference,
    })),
  'list-records': async (issuer, filter) => plain(await issuer.listRecords(filter)) as RecordOutput[],
  revoke: (issuer, target) => issuer.revoke(target),
  async 'rotate-key'(issuer, rotation) {
    const { oldKeyEndsAt, ...rotated } = await issuer.rotateKey(rotation)
    return { ...rotated, oldKeyEndsAt: oldKeyEndsAt.toISOString() }
  },
}

function offerOutput(offer: { id: string; offerUri: string; txCode: string; expiresAt: Date }): OfferOutput {
  const { id, offerUri, txCode, expiresAt } = offer
  return { id, offerUri, txCode, expiresAt: expiresAt.toISOString() }
}

/** Dates as text, as JSON has them. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
