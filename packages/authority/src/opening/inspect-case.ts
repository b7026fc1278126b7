import { base64urlnopad, hex } from '@scure/base'
import type { EscrowToken } from '@velum/binding'
import type { VerifiedCredential } from '@velum/credential'
import { parseEthrDid } from '@velum/did'
import {
  basisHash,
  type EvidencedQuestion,
  ExchangeError,
  type OpeningCase,
  readQuestion,
  type TransactionDescription,
} from '@velum/exchange'
import type { OpeningChain, OpeningRequest } from './opening-chain.ts'
import type { OpeningSubject } from './opening-subject.ts'
import { accreditedThen, sameAddress, serviceThen } from './trusted-then.ts'
import { type VerdictThen, verifyAsOfThen } from './verify-as-of-then.ts'
import { isWithinQuota } from './within-quota.ts'

/** What a trustee checks before it approves, in this order. */
export type InspectionName =
  /** The request stands in a final block. */
  | 'request-final'
  /** It is about this presentation. */
  | 'request-presentation'
  /** It rests on this document. */
  | 'request-basis'
  /** It asks the authority, and for the epoch, that the presentation was made for. */
  | 'request-authority'
  /** It was presented before anybody asked to open it. */
  | 'presentation-time'
  /** Who asks acted, when it did, for the service that was presented to, or carries its signed handover. */
  | 'requester'
  /** Where another asks by a handover: it is not so that openers got a service more than the quota. */
  | 'quota'
  /** The delay is over and the request has not expired. */
  | 'request-time'
  /** Nobody has closed it with a result. */
  | 'request-open'
  /** Question and transcript in the evidence are of one presentation. */
  | 'question'
  /** The chain has published the authority's key of that epoch, and it is the one in the transcript. */
  | 'epoch-key'
  /** The complete presentation verifies as of its time. */
  | 'presentation'
  /** The id that follows from it is the one that the request names. */
  | 'presentation-id'
  /** An accreditor stood behind the issuer when it was presented. Anybody can make up an issuer that names anybody. */
  | 'issuer-accredited'

export interface InspectionCheck {
  readonly name: InspectionName
  readonly passed: boolean
  /** Of 'presentation' and 'question': why not, by the code of whoever refused. */
  readonly reason?: string
}

/** What nobody can check any more, or nothing covers: said, so that it is not believed. */
export type NotChecked =
  /** Status lists of that time are not kept. That nothing was revoked then, the service has checked; what was revoked since counts
   *  for nothing here. */
  | 'revocation'
  /** For what purpose the service said that it asked. */
  | 'purpose'

export interface Inspection {
  /** Whether all checks passed. Whether to approve is for people. */
  readonly passed: boolean
  readonly checks: readonly InspectionCheck[]
  readonly notChecked: readonly NotChecked[]
  /** There where the presentation verified. `transaction`: the words that the holder agreed to, covered by the proof. `presence`: that
   *  somebody registered was there, and nothing about what they did. */
  readonly proves?:
    | { readonly type: 'transaction'; readonly transaction: TransactionDescription }
    | { readonly type: 'presence' }
  /** What the holder disclosed; there where the presentation verified. */
  readonly credentials?: readonly VerifiedCredential[]
  /** Of that credential's holder the point is sealed: its issuer. */
  readonly issuer?: string
  /** By what name an accreditor stood behind that issuer when it was presented; absent where none did. */
  readonly accreditedAs?: string
  readonly request?: OpeningRequest
  /** All other requests about the same presentation, with their votes, oldest first. Nobody needs two: what one was refused, another
   *  may be after. */
  readonly earlier: readonly OpeningRequest[]
  /** The token of a presentation that verified, whatever else is wrong. Decrypt `subject`, not this. */
  readonly token?: EscrowToken
  /** What to decrypt, only where all checks passed. */
  readonly subject?: OpeningSubject
}

export interface InspectCaseOptions {
  readonly chain: OpeningChain
  /** As `parseOpeningCase` of @velum/exchange reads it. */
  readonly openingCase: OpeningCase
  /** `0x…`. */
  readonly requestId: string
  readonly now: () => Date
}

/** A service's clock and the chain's may differ by so much. */
const clockSkewSeconds = 300

/** Checks everything that a trustee can check before it approves; nothing is taken on the word of whoever hands the case over. Throws
 *  what the chain throws. */
export async function inspectCase(options: InspectCaseOptions): Promise<Inspection> {
  const { chain, openingCase, requestId, now } = options
  const { evidence } = openingCase
  const { transcript } = evidence
  const checks: InspectionCheck[] = []
  const check = (name: InspectionName, passed: boolean, reason?: string) =>
    checks.push({ name, passed, ...(reason !== undefined && { reason }) })

  const requests = await chain.openingRegistry.openings({ blocks: 'final' })
  const request = requests.find((one) => one.requestId === requestId)
  check('request-final', request !== undefined)
  if (request) {
    check('request-presentation', encodeHex(request.presentationId) === evidence.presentationId)
    check('request-basis', encodeHex(request.basisHash) === basisHash(openingCase))
    const { id, epoch } = transcript.authority
    check('request-authority', request.authority === id && request.epoch === epoch)
    const skew = transcript.time - request.requested.at.getTime() / 1000
    check('presentation-time', skew <= clockSkewSeconds)
    const service = await serviceOf(chain, openingCase, request)
    check('requester', service !== undefined && isEntitled(chain, openingCase, { request, service }))
    // Whom no service let ask, 'requester' refuses.
    check('quota', service === undefined || (await isWithinQuota(chain, { request, requests, service })))
    check('request-time', request.opensAt <= now() && now() < request.expiresAt)
    check('request-open', request.closed === undefined)
  }

  const question = read(openingCase)
  check('question', !('reason' in question), 'reason' in question ? question.reason : undefined)
  check('epoch-key', await isKeyOfEpoch(chain, openingCase))
  const verdict: VerdictThen | undefined =
    'reason' in question ? undefined : await verifyAsOfThen(chain, evidence, question.expectations)
  const accepted = verdict?.accepted ? verdict : undefined
  check('presentation', accepted !== undefined, verdict?.accepted === false ? verdict.reason : undefined)
  check('presentation-id', accepted !== undefined && accepted.presentationId === evidence.presentationId)

  const accreditedAs = accepted && (await accreditation(chain, accepted.issuer, transcript.time))
  check('issuer-accredited', accreditedAs !== undefined)

  const passed = checks.every((one) => one.passed)
  const { presentationId } = evidence
  const { id: authority, epoch } = transcript.authority
  return {
    passed,
    checks,
    notChecked: ['revocation', 'purpose'],
    ...(accepted && {
      proves: provedBy(question as EvidencedQuestion),
      credentials: accepted.credentials,
      issuer: accepted.issuer,
      token: accepted.token,
    }),
    ...(accreditedAs !== undefined && { accreditedAs }),
    ...(request && { request }),
    earlier: requests.filter(
      (one) =>
        one.requestId !== requestId &&
        one.authority === authority &&
        encodeHex(one.presentationId) === presentationId,
    ),
    ...(passed &&
      accepted && { subject: { requestId, authority, epoch, presentationId, token: accepted.token } }),
  }
}

function provedBy({ transaction }: EvidencedQuestion): NonNullable<Inspection['proves']> {
  return transaction ? { type: 'transaction', transaction } : { type: 'presence' }
}

function read({ evidence }: OpeningCase): EvidencedQuestion | { readonly reason: string } {
  try {
    return readQuestion(evidence)
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error
    return { reason: error.code }
  }
}

/** The account that acted for the audience when the request was made. */
async function serviceOf(chain: OpeningChain, { evidence }: OpeningCase, { requested }: OpeningRequest) {
  const clientId = evidence.transcript.audience
  const changes = await chain.trustRegistry.verifierChanges({ clientId })
  return serviceThen(changes, clientId, requested)
}

function isEntitled(
  chain: OpeningChain,
  { handover }: OpeningCase,
  { request, service }: { readonly request: OpeningRequest; readonly service: string },
): boolean {
  if (sameAddress(service, request.requester)) return true
  if (handover === undefined || !sameAddress(handover.opener, request.requester)) return false
  const { authority, presentationId, requested } = request
  return chain.openingRegistry.checkHandover({
    ...{ authority, presentationId, opener: handover.opener },
    until: new Date(handover.until * 1000),
    signature: decodeHex(handover.signature),
    service,
    // It must have counted when the request was made.
    now: requested.at,
  })
}

async function accreditation(chain: OpeningChain, issuer: string, time: number) {
  const identity = parseEthrDid(issuer).address
  const changes = await chain.trustRegistry.accreditationChanges({ identity })
  return accreditedThen(changes, identity, new Date(time * 1000))
}

async function isKeyOfEpoch(chain: OpeningChain, { evidence }: OpeningCase): Promise<boolean> {
  const { id, epoch, key } = evidence.transcript.authority
  const published = (await chain.openingRegistry.epochs(id)).find((one) => one.epoch === epoch)
  return published !== undefined && base64urlnopad.encode(published.key) === key
}

const encodeHex = (octets: Uint8Array) => `0x${hex.encode(octets)}`
const decodeHex = (text: string) => hex.decode(text.slice(2))
