import { randomBytes } from 'node:crypto'
import {
  type Binding,
  type BindingParameters,
  createHolderSecrets,
  createRegistration,
  type HolderSecrets,
  type PresentationContext,
  type Statement,
  verifyRegistration,
} from '@velum/binding'
import {
  bindingParametersOf,
  boundResidentIdTemplate,
  type Claims,
  type Credential,
  createBoundPresentation,
  createEd25519KeyPair,
  createPresentation,
  type DerivedCredential,
  issueBoundCredential,
  templateHash,
  templateProfile,
  verifyIssued,
} from '@velum/credential'
import {
  type AuthorizationRequest,
  createAuthorizationResponse,
  parseAuthorizationRequest,
  type RequestedStatement,
  statementsOf,
} from '@velum/exchange'
import { createAccount, createAuthoritySource, createProfileSource } from '@velum/registry'
import { startAuthority, type TestAuthority } from '../../../e2e/support/authority.ts'
import { resolverOn } from '../../../e2e/support/chain.ts'
import { requireStandard } from '../../../e2e/support/published-libraries.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { askFor } from '../src/index.ts'
import { startIssuer, type TestChain, type TestIssuer } from './world.ts'

const random = (length: number) => Uint8Array.from(randomBytes(length))
const template = boundResidentIdTemplate

/** What a wallet keeps of a bound credential. */
export interface Held {
  readonly credential: Credential
  readonly binding: Binding
  readonly parameters: BindingParameters
  readonly secrets: HolderSecrets
}

/** An issuer whose bound template is published for an authority. */
export interface BoundIssuer extends TestIssuer {
  readonly authority: TestAuthority
  /** The profile of its template. */
  readonly profile: Uint8Array
  /** Registers a holder and issues, and lets the wallet verify, all by the product's own parts. */
  hold(options?: { secrets?: HolderSecrets; claims?: Claims; index?: number }): Promise<Held>
}

export const newSecrets = () => createHolderSecrets(random)

export function startCourt(test: TestChain, options: { name?: string } = {}): Promise<TestAuthority> {
  return startAuthority({
    chain: test.chain,
    fundedSecretKey: test.fundedSecretKey,
    trustees: 5,
    threshold: 3,
    ...options,
  })
}

export async function startBoundIssuer(
  test: TestChain,
  options: { authority?: TestAuthority; publish?: boolean } = {},
): Promise<BoundIssuer> {
  const { chain } = test
  const issuer = await startIssuer(test)
  const authority = options.authority ?? (await startCourt(test))
  const terms = {
    template,
    chainId: chain.deployment.chainId,
    issuer: issuer.did,
    authority: authority.id,
  }
  const issuerKey = issuer.key.publicKeyMultibase
  const templateUrl = `${issuer.url}/templates/bound-resident-id/1`
  const { document, hash } = templateProfile({ ...terms, templateUrl, issuerKey, withStatus: true })
  if (options.publish !== false)
    await chain.send(
      await chain.trustRegistry.signPublishTemplate({
        identity: issuer.account.address,
        templateHash: templateHash(template),
        profile: document,
        account: issuer.account,
        deadline: new Date(Date.now() + 3_600_000),
      }),
    )
  await chain.trustRegistry.accreditIssuer({
    account: createAccount(test.fundedSecretKey),
    identity: issuer.account.address,
    name: 'Harbourtown Hall',
    until: new Date(Date.now() + 365 * 86_400_000),
  })
  const parameters = bindingParametersOf(terms)
  const resolver = resolverOn(chain)
  return {
    ...issuer,
    authority,
    profile: document,
    async hold({ secrets = newSecrets(), claims = resident, index = 7 } = {}) {
      const about = { parameters, nonce: 'a nonce', session: 'a session', record: random(40) }
      const created = await createRegistration({ ...about, secrets, date: '2026-11-23', publish: false })
      const verified = await verifyRegistration({ ...about, registration: created.registration })
      if (!verified.valid) throw new Error(`The registration is not one: ${verified.reason}`)
      const issued = await issueBoundCredential({
        ...terms,
        templateUrl,
        claims,
        key: issuer.key,
        status: { listUrl: issuer.listUrl, index },
        resolver,
        commitment: verified.registration.commitment,
      })
      const verdict = await verifyIssued({
        credential: issued.credential,
        template,
        resolver,
        now: () => new Date(),
        bound: {
          secrets,
          blind: created.blind,
          issuedBinding: issued.binding,
          chainId: terms.chainId,
          authority: authority.id,
          // Where nothing is published, the wallet has been told that it is.
          profileSource:
            options.publish === false
              ? { profiles: async () => ({ current: hash, published: [document] }) }
              : createProfileSource(chain),
          authoritySource: createAuthoritySource(chain),
        },
      })
      if (!verdict.accepted || verdict.binding === undefined)
        throw new Error(`The wallet refuses: ${verdict.accepted ? 'no binding' : verdict.reason}`)
      return { credential: issued.credential, binding: verdict.binding, parameters, secrets }
    },
  }
}

export const askForAccount = askFor(template, { required: [] })

/** How a test departs from what a good wallet does. */
export interface BoundFault {
  /** Claims to show, for each question. */
  readonly claims?: readonly string[]
  readonly context?: (honest: PresentationContext) => Partial<PresentationContext>
  /** Statements to prove instead of those that were asked. */
  readonly statements?: readonly Statement[]
  /** Changes the presentation after it was made. */
  readonly change?: (presentation: Record<string, unknown>) => unknown | Promise<unknown>
  /** One presentation for each question instead of one for all. */
  readonly apart?: boolean
}

/** What a good wallet proves for a request; the authority's key comes from the chain. */
async function contextFor(request: AuthorizationRequest, test: TestChain): Promise<PresentationContext> {
  const asked = request.query.credentials.flatMap(statementsOf)
  const escrow = asked.find((statement) => statement.type === 'escrow')
  const current = escrow && (await createAuthoritySource(test.chain).current(escrow.authority))
  return {
    challenge: request.nonce,
    domain: request.clientId,
    time: request.issuedAt ? request.issuedAt.getTime() / 1000 : null,
    transactionHash: request.transaction?.hash ?? null,
    authority: current
      ? { id: Buffer.from(current.id.slice(2), 'hex'), epoch: current.epoch, key: current.key }
      : null,
    sameHolder: asked.some(({ type }) => type === 'same-holder'),
  }
}

function proved(statement: RequestedStatement): Statement[] {
  if (statement.type === 'pseudonym') {
    const { label, scope } = statement
    return [
      { type: 'pseudonym', label, ...(scope !== undefined && { scope: Buffer.from(scope.slice(2), 'hex') }) },
    ]
  }
  return statement.type === 'escrow' ? [{ type: 'escrow' }] : []
}

/** A wallet that opens a link and answers with bound credentials, one a question, by the product's own parts. */
export async function boundAnswerTo(
  link: string,
  held: readonly (Held | { readonly credential: Credential })[],
  test: TestChain,
  fault: BoundFault = {},
): Promise<{ request: AuthorizationRequest; body: string; presentationId: string }> {
  const resolver = resolverOn(test.chain)
  const request = await parseAuthorizationRequest({ link, fetch, resolver, now: () => new Date() })
  const honest = await contextFor(request, test)
  const context = { ...honest, ...fault.context?.(honest) }
  const { credentials: queries } = request.query
  const toPresent = queries.map((query, position) => {
    const { credential, ...binding } = held[position] as Held
    const isBound = 'binding' in binding
    const asked = (query.claims ?? []).map(({ path }) => path[1] as string)
    const statements = fault.statements ?? statementsOf(query).flatMap(proved)
    return {
      credential,
      claims: fault.claims ?? asked,
      ...(isBound && { bound: { ...binding, statements } }),
    }
  })
  const make = (credentials: typeof toPresent) =>
    createBoundPresentation({ credentials, context, withHolderProof: false })
  const made = fault.apart
    ? await Promise.all(toPresent.map((one) => make([one])))
    : queries.map(() => make(toPresent)).slice(0, 1)
  const all = await Promise.all(made)
  for (const { presentation } of all) await requireStandard(presentation, { resolver, now: new Date() })
  const sent = await Promise.all(
    all.map(async ({ presentation }) => {
      const changed = await fault.change?.(structuredClone(presentation) as never)
      return (changed ?? presentation) as object
    }),
  )
  const presentations = Object.fromEntries(
    queries.map(({ id }, position) => [id, [sent[fault.apart ? position : 0] as object] as const]),
  )
  const { body } = createAuthorizationResponse({ request, presentations })
  return { request, body, presentationId: all[0]?.presentationId ?? '' }
}

/** What a thief or a careless wallet would send: the derived credentials without the proof of their binding, signed by a
 *  one-time key as unbound ones are. */
export async function withoutBinding(presentation: Record<string, unknown>): Promise<object> {
  const { challenge, domain } = presentation.proof as { challenge: string; domain: string }
  const holderKey = await createEd25519KeyPair({ random })
  const credentials = presentation.verifiableCredential as [DerivedCredential]
  return createPresentation({ credentials, holderKey, challenge, domain })
}
