import {
  type CreateRegistrationOptions,
  createHolderSecrets,
  createRegistration,
  type HolderSecrets,
} from '@velum/binding'
import { bindingParametersOf, boundResidentIdTemplate, type Claims, verifyIssued } from '@velum/credential'
import {
  type AccessToken,
  type BindingSession,
  fetchIssuerMetadata,
  type IssuerMetadata,
  parseCredentialOffer,
  requestBindingSession,
  requestBoundCredentials,
  requestNonce,
  requestToken,
} from '@velum/exchange'
import { type Chain, createAuthoritySource, createProfileSource } from '@velum/registry'
import { resident } from '../../../e2e/support/resident.ts'
import type { CreatedOffer, Issuer, OfferRequest } from '../src/index.ts'
import { random, resolverOf } from './support.ts'

export const boundTemplate = boundResidentIdTemplate
export const configuration = 'bound-resident-id-v1'

/** Another invented resident for each number. */
export function residentNumbered(number: number): Claims {
  return { ...resident, residentNumber: `VL${String(number).padStart(10, '0')}` }
}

export const newSecrets = (): HolderSecrets => createHolderSecrets(random)

export function offerBound(
  issuer: Issuer,
  claims: Claims,
  more: Partial<OfferRequest> = {},
): Promise<CreatedOffer> {
  return issuer.createOffer({ template: boundTemplate.name, claims, ...more })
}

/** A wallet that holds an access token for a bound credential. */
export interface AuthorizedWallet {
  readonly metadata: IssuerMetadata
  readonly accessToken: AccessToken
}

export async function authorize(
  offer: CreatedOffer,
  now: () => Date = () => new Date(),
): Promise<AuthorizedWallet> {
  const parsed = await parseCredentialOffer({ link: offer.link(), fetch })
  const metadata = await fetchIssuerMetadata({ issuerUrl: parsed.issuerUrl, fetch })
  const accessToken = await requestToken({ offer: parsed, metadata, txCode: offer.txCode, fetch, now })
  return { metadata, accessToken }
}

export function openSession(wallet: AuthorizedWallet): Promise<BindingSession> {
  return requestBindingSession({ ...wallet, fetch })
}

export async function freshNonce({ metadata }: AuthorizedWallet): Promise<string> {
  return (await requestNonce({ metadata, fetch })) ?? ''
}

/** What a registration is made of, as an honest wallet takes it from the session. */
export function registrationOptions(options: {
  readonly issuer: Issuer
  readonly chain: Chain
  readonly session: BindingSession
  readonly secrets: HolderSecrets
  readonly nonce: string
  readonly change?: Partial<CreateRegistrationOptions>
}): CreateRegistrationOptions {
  const { issuer, chain, session, secrets, nonce, change } = options
  return {
    parameters: bindingParametersOf({
      template: boundTemplate,
      chainId: chain.deployment.chainId,
      issuer: issuer.did,
      authority: session.authority?.id ?? null,
    }),
    secrets,
    nonce,
    session: session.session,
    record: new TextEncoder().encode(session.record),
    date: new Date().toISOString().slice(0, 10),
    publish: false,
    random,
    ...change,
  }
}

/** Sends a registration as it is. */
export function sendRegistration(
  wallet: AuthorizedWallet,
  sent: { readonly session: string; readonly nonce: string; readonly registration: Uint8Array },
  count = 1,
  fetchIt: typeof fetch = fetch,
) {
  const request = { ...wallet, configurationId: configuration, ...sent, count, fetch: fetchIt }
  return requestBoundCredentials(request)
}

/** The whole way of an honest wallet, or of one that changes what it registers. */
export async function registerAndCollect(options: {
  readonly issuer: Issuer
  readonly chain: Chain
  readonly offer: CreatedOffer
  readonly secrets: HolderSecrets
  readonly count?: number
  readonly now?: () => Date
  readonly change?: Partial<CreateRegistrationOptions>
}) {
  const { issuer, chain, secrets, count, change = {} } = options
  const wallet = await authorize(options.offer, options.now)
  const session = await openSession(wallet)
  const nonce = await freshNonce(wallet)
  const made = await createRegistration(
    registrationOptions({ issuer, chain, session, secrets, nonce, change }),
  )
  const sent = { session: session.session, nonce, registration: made.registration }
  const bound = await sendRegistration(wallet, sent, count)
  return { wallet, session, sent, made, bound }
}

/** Whether a wallet would keep the n-th credential. */
export async function verdictOn(
  collected: Awaited<ReturnType<typeof registerAndCollect>>,
  options: { readonly chain: Chain; readonly secrets: HolderSecrets; readonly position?: number },
) {
  const { chain, secrets, position = 0 } = options
  const { bound, made, session } = collected
  return verifyIssued({
    credential: bound.credentials[position],
    template: boundTemplate,
    resolver: resolverOf(chain),
    now: () => new Date(),
    bound: {
      secrets,
      blind: made.blind,
      issuedBinding: bound.bindings[position] ?? new Uint8Array(),
      chainId: chain.deployment.chainId,
      authority: session.authority?.id ?? null,
      profileSource: createProfileSource(chain),
      authoritySource: createAuthoritySource(chain),
    },
  })
}
