import { createHash } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'
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
import { requireStandard } from '../../../e2e/support/published-libraries.ts'
import {
  type AuthorityEpoch,
  type AuthoritySource,
  type AwaitedBinding,
  type BoundExpectations,
  type BoundPresentation,
  type BoundSources,
  bindingParametersOf,
  boundResidentIdTemplate,
  type Claims,
  type Credential,
  type CredentialToPresent,
  createBoundPresentation,
  type ExpectedStatement,
  type IssuedVerdict,
  issueBoundCredential,
  type KeptPoints,
  type ProfileSource,
  type Template,
  templateProfile,
  type VerifyPresentationOptions,
  verifyIssued,
} from '../src/index.ts'
import {
  challenge,
  createIssuer,
  documentsOf,
  domain,
  type Issuer,
  listUrl,
  resident,
  resolverOf,
  seededRandom,
  statusSourceOf,
  templateUrl,
  today,
} from './world.ts'

export const chainId = 31_337
export const requestTime = today.getTime() / 1000

export interface Authority extends AuthorityEpoch {
  /** What its trustees hold in shares. */
  readonly secret: bigint
}

const { Fr } = bls12_381.fields
const G1 = bls12_381.G1.Point

export function createAuthority(seed: number, epoch = 1): Authority {
  const random = seededRandom(seed)
  const id = `0x${Buffer.from(random(32)).toString('hex')}`
  const secret = Fr.create(BigInt(`0x${Buffer.from(random(48)).toString('hex')}`))
  const key = G1.BASE.multiply(secret).toBytes(true)
  return { id, name: `Court ${seed}`, threshold: 3, trustees: 5, epoch, key, secret }
}

export function authoritySourceOf(authorities: readonly AuthorityEpoch[]): AuthoritySource {
  return { current: async (id) => authorities.find((authority) => authority.id === id) }
}

/** What an issuer has published on the chain: documents, oldest first, of which the last one counts. */
export function profileSourceOf(published: readonly Uint8Array[]): ProfileSource {
  const documents = published.map((bytes) => ({ bytes, json: JSON.parse(new TextDecoder().decode(bytes)) }))
  return {
    async profiles({ issuer, templateHash }) {
      const digest = `sha256-${Buffer.from(templateHash).toString('base64')}`
      const fitting = documents.filter(({ json }) => json.issuer === issuer && json.template === digest)
      const last = fitting.at(-1)
      return {
        current: last && new Uint8Array(createHash('sha256').update(last.bytes).digest()),
        published: fitting.map(({ bytes }) => bytes),
      }
    },
  }
}

interface ProfileOptions {
  template?: Template
  withStatus?: boolean
  authority?: string | null
}

export function profileOf(issuer: Issuer, authority: Authority, options: ProfileOptions = {}): Uint8Array {
  return templateProfile({
    template: boundResidentIdTemplate,
    templateUrl,
    issuerKey: issuer.key.publicKeyMultibase,
    chainId,
    issuer: issuer.did,
    authority: authority.id,
    withStatus: true,
    ...options,
  }).document
}

/** An issuer of bound credentials, its authority, and what the chain says of both. */
export interface BoundWorld {
  readonly issuer: Issuer
  readonly authority: Authority
  readonly sources: BoundSources
}

export async function createBoundWorld(
  options: {
    seed?: number
    templates?: readonly Template[]
    authority?: Authority
    withStatus?: boolean
  } = {},
): Promise<BoundWorld> {
  const { seed = 1, templates = [boundResidentIdTemplate], authority = createAuthority(900) } = options
  const { withStatus = true } = options
  const issuer = await createIssuer(seed)
  const published = templates.map((template) => profileOf(issuer, authority, { template, withStatus }))
  const sources: BoundSources = {
    chainId,
    templates,
    profileSource: profileSourceOf(published),
    authoritySource: authoritySourceOf([authority]),
  }
  return { issuer, authority, sources }
}

/** What a wallet keeps. */
export interface Held {
  readonly credential: Credential
  readonly binding: Binding
  readonly kept?: KeptPoints
  readonly parameters: BindingParameters
  readonly secrets: HolderSecrets
  /** Registration points. */
  readonly reg: Uint8Array
  readonly regN: Uint8Array
}

export const secretsOf = (seed: number): HolderSecrets => createHolderSecrets(seededRandom(seed))

interface IssueOptions {
  secrets?: HolderSecrets
  claims?: Claims
  seed?: number
  template?: Template
  /** Null for none. */
  index?: number | null
}

/** A credential with its binding, and everything that the wallet needs to accept it. */
export interface Offered {
  readonly credential: Credential
  readonly template: Template
  readonly awaited: AwaitedBinding
  readonly parameters: BindingParameters
  readonly reg: Uint8Array
  readonly regN: Uint8Array
}

/** Registers a holder and issues, as issuer and wallet do. */
export async function offerBound(world: BoundWorld, options: IssueOptions = {}): Promise<Offered> {
  const { claims = resident, seed = 7, template = boundResidentIdTemplate, index = 94_567 } = options
  const { secrets = secretsOf(41) } = options
  const { issuer, authority, sources } = world
  const random = seededRandom(seed)
  const terms = { template, chainId, issuer: issuer.did, authority: authority.id }
  const parameters = bindingParametersOf(terms)
  const about = { parameters, nonce: `nonce ${seed}`, session: `session ${seed}`, record: random(40) }
  const created = await createRegistration({ ...about, secrets, date: '2026-11-23', publish: false, random })
  const verified = await verifyRegistration({ ...about, registration: created.registration })
  if (!verified.valid) throw new Error(`The registration is not one: ${verified.reason}`)
  const issued = await issueBoundCredential({
    ...terms,
    templateUrl,
    claims,
    key: issuer.key,
    ...(index !== null && { status: { listUrl, index } }),
    resolver: resolverOf([documentsOf(issuer)]),
    random,
    commitment: verified.registration.commitment,
  })
  const { profileSource, authoritySource } = sources
  return {
    credential: issued.credential,
    template,
    awaited: {
      ...{ secrets, blind: created.blind, issuedBinding: issued.binding, chainId, profileSource },
      ...{ authority: authority.id, authoritySource },
    },
    parameters,
    reg: created.reg,
    regN: created.regN,
  }
}

export function receiveBound(
  world: BoundWorld,
  { credential, template, awaited }: Pick<Offered, 'template' | 'awaited'> & { credential: unknown },
): Promise<IssuedVerdict> {
  const resolver = resolverOf([documentsOf(world.issuer)])
  return verifyIssued({ credential, template, resolver, now: () => today, bound: awaited })
}

export async function holdBound(world: BoundWorld, options: IssueOptions = {}): Promise<Held> {
  const offered = await offerBound(world, options)
  const verdict = await receiveBound(world, offered)
  if (!verdict.accepted || verdict.binding === undefined) {
    throw new Error(`The wallet refuses: ${JSON.stringify(verdict)}`)
  }
  const { credential, parameters, reg, regN, awaited } = offered
  const { binding, kept } = verdict
  return { credential, binding, ...(kept && { kept }), parameters, secrets: awaited.secrets, reg, regN }
}

export const contextOf = (changes: Partial<PresentationContext> = {}): PresentationContext => ({
  ...{ challenge, domain, time: requestTime, transactionHash: null, authority: null, sameHolder: false },
  ...changes,
})

/** The context of a request for escrow. */
export function escrowContext({ authority }: BoundWorld, changes: Partial<PresentationContext> = {}) {
  const { id, epoch, key } = authority
  return contextOf({ authority: { id: Buffer.from(id.slice(2), 'hex'), epoch, key }, ...changes })
}

export const showing = (
  { credential, binding, kept, parameters, secrets }: Held,
  statements: readonly Statement[] = [],
  claims: readonly string[] = ['nationality', 'regionCode'],
): CredentialToPresent => ({
  credential,
  claims,
  bound: { binding, parameters, secrets, statements, ...(kept && { kept }) },
})

/** Presents, and lets the unmodified libraries judge what was made: each credential, and the whole where they can. */
export async function presentBound(options: {
  issuers: readonly Issuer[]
  credentials: readonly CredentialToPresent[]
  context: PresentationContext
  withHolderProof?: boolean
  seed?: number
}): Promise<{ presentation: BoundPresentation; presentationId: string }> {
  const { issuers, credentials, context, withHolderProof = true, seed } = options
  const made = await createBoundPresentation({
    ...{ credentials, context, withHolderProof },
    ...(seed !== undefined && { random: seededRandom(seed) }),
  })
  await requireStandard(made.presentation, { resolver: resolverOf(issuers.map(documentsOf)), now: today })
  return made
}

export const possession: ExpectedStatement = { type: 'possession' }

export function expecting(
  statements: readonly (readonly ExpectedStatement[])[],
  changes: Partial<BoundExpectations> = {},
): BoundExpectations {
  return {
    time: requestTime,
    transactionHash: null,
    authority: null,
    statements,
    sameHolder: false,
    ...changes,
  }
}

/** What a verifier that trusts these issuers and knows their templates passes to `verifyPresentation`. */
export async function boundVerifierOf(
  world: BoundWorld,
  bound: BoundExpectations,
): Promise<Omit<VerifyPresentationOptions, 'presentation'>> {
  const { issuer, sources } = world
  return {
    ...{ challenge, domain, now: () => today, boundSources: sources, bound },
    resolver: resolverOf([documentsOf(issuer)]),
    trustedIssuers: [issuer.did],
    statusSource: await statusSourceOf(issuer),
  }
}
