import type { Claims, CredentialSuite } from '@velum/credential'
import { offerLink } from '@velum/exchange'
import { personOf } from '../binding/person.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { offers } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import { findTemplate } from '../templates/template-store.ts'
import { claimProblems } from './claim-problems.ts'
import { prepareSuite } from './prepare-suite.ts'
import { drawId, drawSecret, drawTxCode, hashSecret } from './secret-code.ts'

/** What an offer is made of. */
export interface OfferRequest {
  /** The template's name; the newest version unless `version` says another. */
  readonly template: string
  readonly version?: number
  readonly claims: Readonly<Record<string, unknown>>
  /** The issuer's own name for the case, by which it can be found and revoked later. Kept sealed. */
  readonly reference?: string
  readonly lifetimeSeconds?: number
  /** What it will be signed in: `bbs-2023` unless named. */
  readonly suite?: CredentialSuite
}

/** An offer that a holder can claim once. */
export interface CreatedOffer {
  readonly id: string
  /** Where a wallet fetches it. */
  readonly offerUri: string
  /** What the holder types; tell it by another way than the link. */
  readonly txCode: string
  readonly expiresAt: Date
  /** The link that opens a wallet, or any wallet when no address is given. */
  link(walletUrl?: string): string
}

export const defaultOfferLifetimeSeconds = 24 * 60 * 60
const longestLifetimeSeconds = 366 * 24 * 60 * 60

/** Offers one credential, which is signed when the holder claims it. Until then the claims are kept sealed.
 *  Throws IssuerError 'template-unknown', 'claims-invalid' (each problem in `details`), 'expiry-invalid', or what
 *  `prepareSuite` throws. */
export async function createOffer(context: IssuerContext, request: OfferRequest): Promise<CreatedOffer> {
  const template = await findTemplate(context.database, { name: request.template, version: request.version })
  const problems = claimProblems(template, request.claims)
  if (problems.length > 0) {
    throw new IssuerError('claims-invalid', 'The claims do not fit the template. Nothing was offered.', {
      details: problems.map(({ claim, message }) => (claim === undefined ? message : `${claim}: ${message}`)),
    })
  }
  const { suite = 'bbs-2023' } = request
  await prepareSuite(context, { template, suite })
  return insertOffer(context, context.database, {
    template,
    suite,
    claims: request.claims as Claims,
    person: personOf(context, { template, claims: request.claims as Claims }),
    reference: request.reference,
    lifetimeSeconds: request.lifetimeSeconds ?? defaultOfferLifetimeSeconds,
  })
}

/** Stores an offer, inside the caller's transaction. With `claims` undefined the credential is signed already. */
export async function insertOffer(
  context: IssuerContext,
  queries: Queries,
  offer: {
    readonly template: { readonly name: string; readonly version: number }
    readonly suite: CredentialSuite
    readonly claims: Claims | undefined
    readonly person: Uint8Array | undefined
    readonly reference: string | undefined
    readonly lifetimeSeconds: number
    readonly job?: string
  },
): Promise<CreatedOffer> {
  const { seal, random, now } = context
  requireLifetime(offer.lifetimeSeconds)
  const id = drawId(random)
  const code = drawSecret(random)
  const txCode = drawTxCode(random)
  const createdAt = now()
  const expiresAt = new Date(createdAt.getTime() + offer.lifetimeSeconds * 1000)
  const { claims, person, reference, job } = offer
  await queries.insert(offers).values({
    id,
    templateName: offer.template.name,
    templateVersion: offer.template.version,
    suite: offer.suite,
    state: 'open',
    codeHash: hashSecret(code),
    sealedCode: seal.seal(encode(code), offerPlace(id, 'code')),
    sealedTxCode: seal.seal(encode(txCode), offerPlace(id, 'tx-code')),
    sealedClaims:
      claims === undefined ? null : seal.seal(encode(JSON.stringify(claims)), offerPlace(id, 'claims')),
    referenceIndex: reference === undefined ? null : seal.index(reference, 'reference'),
    sealedReference:
      reference === undefined ? null : seal.seal(encode(reference), offerPlace(id, 'reference')),
    job: job ?? null,
    person: person ?? null,
    createdAt,
    expiresAt,
  })
  return describeOffer(context, { id, txCode, expiresAt })
}

/** An offer as its maker hands it on. */
export function describeOffer(
  context: Pick<IssuerContext, 'url'>,
  offer: { readonly id: string; readonly txCode: string; readonly expiresAt: Date },
): CreatedOffer {
  const offerUri = `${context.url}/offers/${offer.id}`
  return {
    ...offer,
    offerUri,
    link: (walletUrl) => offerLink(walletUrl === undefined ? { offerUri } : { walletUrl, offerUri }),
  }
}

/** The place that a member of an offer is sealed to. */
export function offerPlace(id: string, member: 'code' | 'tx-code' | 'claims' | 'reference'): string {
  return `offers:${id}:${member}`
}

export function requireLifetime(seconds: number): void {
  if (Number.isSafeInteger(seconds) && seconds >= 60 && seconds <= longestLifetimeSeconds) return
  throw new IssuerError('expiry-invalid', 'An offer lasts from one minute to a year.')
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
