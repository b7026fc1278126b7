import { randomBytes } from 'node:crypto'
import { type CreatedAuthority, createAuthority } from '@velum/authority'
import {
  type Binding,
  type BindingParameters,
  type CreatedRegistration,
  createHolderSecrets,
  createRegistration,
  decodeIssuedBinding,
  type HolderSecrets,
  type IndependentSignature,
  type IssuedBinding,
  type OpenedRegistration,
  type PresentationContext,
  type SealedRecord,
  type Statement,
  sealRecord,
  verifyRegistration,
} from '@velum/binding'
import {
  type AuthorityEpoch,
  type BlsKeyPair,
  type BoundExpectations,
  type BoundPresentation,
  bindingParametersOf,
  boundResidentIdTemplate,
  type Claims,
  type Credential,
  createBlsKeyPair,
  createBoundPresentation,
  createEd25519KeyPair,
  createStatusList,
  type Ed25519KeyPair,
  type ExpectedStatement,
  issueBoundCredential,
  type Random,
  type StatusSource,
  signStatusList,
  statusListHash,
  templateDigest,
  templateProfile,
  type Verdict,
  verifyIssued,
  verifyPresentation,
} from '@velum/credential'
import {
  createDidResolver,
  type Did,
  type DidDocument,
  DidError,
  type DidResolver,
  parseDid,
} from '@velum/did'
import { encodeIdentityRecord } from '@velum/exchange'
import { requireStandard } from '../../support/published-libraries.ts'
import { person, shownClaims } from './people.ts'

/** The platform's own. */
export const freshRandom: Random = (length) => Uint8Array.from(randomBytes(length))
export const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex')
export const utf8 = (text: string) => new TextEncoder().encode(text)

const chainId = 31_337
const now = new Date('2026-11-23T12:00:00Z')
const day = '2026-11-23'
const urls = { template: 'https://issuer.example/templates/1', list: 'https://issuer.example/status/1' }
const template = boundResidentIdTemplate

export const pseudonym: Statement = { type: 'pseudonym', label: 'account' }
export const escrow: Statement = { type: 'escrow' }

/** What an issuer keeps of a holder, and more than an honest one keeps: everything that it has ever seen. */
interface IssuerEntry {
  readonly claims: Claims
  readonly record: Uint8Array
  readonly registration: Uint8Array
  readonly opened: OpenedRegistration
  readonly credential: Credential
  readonly issued: IssuedBinding
  readonly sealed: SealedRecord
}

/** What a wallet keeps. */
export interface Holder {
  readonly claims: Claims
  readonly secrets: HolderSecrets
  readonly registered: CreatedRegistration
  readonly credential: Credential
  readonly binding: Binding
  readonly entry: IssuerEntry
}

interface IssuerKeys {
  readonly did: Did
  readonly key: BlsKeyPair
  readonly statusKey: Ed25519KeyPair
}

/** What a service asks in one request. */
export interface Asked {
  readonly context: PresentationContext
  readonly statements: readonly Statement[]
}

export interface EnrolOptions {
  readonly claims?: Claims
  readonly secrets?: HolderSecrets
  readonly independent?: (reg: Uint8Array, record: Uint8Array) => Promise<IndependentSignature>
  /** Place in the status list; the same for all where none is given, so that it says nothing. */
  readonly statusIndex?: number
}

export interface PresentChanges {
  readonly parameters?: BindingParameters
  readonly random?: Random
  readonly claims?: readonly string[]
  readonly withHolderProof?: boolean
}

export type World = Awaited<ReturnType<typeof createWorld>>

/** An issuer, an authority of five trustees of whom three open where nothing else is said, and services, who all can be honest or
 *  not. */
export async function createWorld(random: Random = freshRandom, size = { trustees: 5, threshold: 3 }) {
  const issuer: IssuerKeys = {
    did: parseDid(`did:ethr:0x7a69:0x${hex(random(20))}`),
    key: await createBlsKeyPair({ random }),
    statusKey: await createEd25519KeyPair({ random }),
  }
  const trustees = createAuthority({ ...size, random })
  const authority = authorityOf(trustees, size, random)
  const terms = { template, chainId, issuer: issuer.did, authority: authority.id }
  const parameters = bindingParametersOf(terms)
  const resolver = resolverOf(issuer)
  const profile = templateProfile({
    ...terms,
    templateUrl: urls.template,
    issuerKey: issuer.key.publicKeyMultibase,
    withStatus: true,
  })
  const sources = {
    chainId,
    templates: [template],
    profileSource: {
      profiles: async () => ({ current: profile.hash, published: [profile.document] }),
    },
    authoritySource: {
      current: async (id: string): Promise<AuthorityEpoch | undefined> =>
        id === authority.id ? authority : undefined,
    },
  }
  const statusSource = await statusSourceOf(issuer)
  const entries: IssuerEntry[] = []
  /** Credentials of which a presentation was examined: what is in it beside is the same each time. */
  const standard = new WeakSet<Credential>()

  /** Registers a person and issues, as honest issuers and wallets do. */
  async function enrol(number: number, options: EnrolOptions = {}): Promise<Holder> {
    const { claims = person(number), secrets = createHolderSecrets(random), statusIndex = 40_000 } = options
    const record = recordOf(terms, claims)
    const about = { parameters, nonce: hex(random(16)), session: hex(random(16)), record }
    const wanted = { ...about, secrets, date: day, publish: false, random }
    const first = await createRegistration(wanted)
    const registered = options.independent
      ? await createRegistration({ ...wanted, independent: await options.independent(first.reg, record) })
      : first
    const verdict = await verifyRegistration({ ...about, registration: registered.registration })
    if (!verdict.valid) throw new RangeError(`an honest registration was refused: ${verdict.reason}`)
    const { reg, regN, date, recordSignature, independent } = verdict.registration
    const content = { record, regN, date, recordSignature, ...(independent && { independent }) }
    const sealed = sealRecord({ ...parameters, reg, content, random })
    const made = await issueBoundCredential({
      ...terms,
      templateUrl: urls.template,
      claims,
      key: issuer.key,
      status: { listUrl: urls.list, index: statusIndex },
      resolver,
      random,
      commitment: verdict.registration.commitment,
    })
    const issued = decodeIssuedBinding(made.binding)
    const received = await verifyIssued({
      credential: made.credential,
      template,
      resolver,
      now: () => now,
      bound: {
        ...{ secrets, blind: registered.blind, issuedBinding: made.binding, chainId },
        ...{ authority: authority.id, profileSource: sources.profileSource },
        authoritySource: sources.authoritySource,
      },
    })
    if (!received.accepted || !received.binding || !issued) {
      throw new RangeError(`an honest credential was refused: ${JSON.stringify(received)}`)
    }
    const { credential } = made
    const entry = {
      ...{ claims, record, registration: registered.registration, opened: verdict.registration },
      ...{ credential, issued, sealed },
    }
    entries.push(entry)
    return { claims, secrets, registered, credential, binding: received.binding, entry }
  }

  /** A request of some service: each has an audience and a nonce of its own. */
  function ask(changes: Partial<PresentationContext> = {}, statements = [pseudonym, escrow]): Asked {
    const { epoch, key } = authority
    const domain = `decentralized_identifier:did:web:${hex(random(6))}.example`
    const asked = statements.includes(escrow) ? { id: fromHex(authority.id), epoch, key } : null
    const common = { time: now.getTime() / 1000, transactionHash: null, authority: asked, sameHolder: false }
    return { context: { challenge: hex(random(16)), domain, ...common, ...changes }, statements }
  }

  /** Presents as a wallet does; `changes` is what a holder with software of its own does otherwise. */
  async function present(
    { credential, binding, secrets }: Pick<Holder, 'credential' | 'binding' | 'secrets'>,
    { context, statements }: Asked,
    changes: PresentChanges = {},
  ): Promise<BoundPresentation> {
    const { withHolderProof = true, claims = shownClaims } = changes
    const bound = { binding, secrets, statements, parameters: changes.parameters ?? parameters }
    const { presentation } = await createBoundPresentation({
      credentials: [{ credential, claims, bound }],
      context,
      withHolderProof,
      random: changes.random ?? random,
    })
    if (!standard.has(credential)) await requireStandard(presentation, { resolver, now })
    standard.add(credential)
    return presentation
  }

  /** What an honest service says of an answer to what it asked. */
  function judge(presentation: unknown, { context, statements }: Asked): Promise<Verdict> {
    const { id, epoch } = authority
    const expected: BoundExpectations = {
      ...{ time: context.time, transactionHash: context.transactionHash, sameHolder: context.sameHolder },
      authority: statements.includes(escrow) ? { id, epoch } : null,
      statements: [[{ type: 'possession' } as ExpectedStatement, ...statements]],
    }
    return verifyPresentation({
      presentation,
      ...{ challenge: context.challenge, domain: context.domain, resolver, statusSource },
      trustedIssuers: [issuer.did],
      now: () => now,
      boundSources: sources,
      bound: expected,
    })
  }

  return {
    ...{ issuer, trustees, authority, parameters, terms, profile, resolver, entries, urls, random },
    ...{ enrol, ask, present, judge },
  }
}

/** The identity record that a holder signs: what of the claims is sealed. */
export function recordOf(
  { issuer, authority }: { issuer: string; authority: string },
  claims: Claims,
): Uint8Array {
  const sealed = Object.fromEntries((template.binding?.record ?? []).map((name) => [name, claims[name]]))
  const digest = templateDigest(template)
  const version = { template: digest, recordVersion: 1 }
  return utf8(encodeIdentityRecord({ issuer, authority, ...version, claims: sealed as Claims }))
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.slice(2), 'hex'))
}

function authorityOf(
  { publicKey }: CreatedAuthority,
  size: { trustees: number; threshold: number },
  random: Random,
): AuthorityEpoch {
  return {
    id: `0x${hex(random(32))}`,
    name: 'Harbourtown Court',
    ...size,
    epoch: 1,
    key: publicKey,
  }
}

function resolverOf({ did, key, statusKey }: IssuerKeys): DidResolver {
  const verificationMethod = [key, statusKey].map(({ publicKeyMultibase }) => ({
    id: `${did}#${publicKeyMultibase}`,
    type: 'Multikey',
    controller: did,
    publicKeyMultibase,
  }))
  const document: DidDocument = {
    '@context': ['https://www.w3.org/ns/did/v1'],
    id: did,
    verificationMethod,
    assertionMethod: verificationMethod.map(({ id }) => id),
    authentication: [],
    keyAgreement: [],
    service: [],
  }
  const keys = createDidResolver({ networks: [], fetch: () => Promise.reject(new TypeError('offline')) })
  return {
    async resolve(asked) {
      if (asked.startsWith('did:key:')) return keys.resolve(asked)
      if (asked === did) return document
      throw new DidError('did-not-found', 'There is no such DID.')
    },
  }
}

async function statusSourceOf({ did, statusKey }: IssuerKeys): Promise<StatusSource> {
  const list = createStatusList()
  const bytes = await signStatusList({
    list,
    listUrl: urls.list,
    issuer: did,
    key: statusKey,
    validFrom: now,
  })
  return {
    fetchList: async () => bytes,
    readAnchor: async () => ({ epoch: 1, hash: statusListHash(bytes), anchoredAt: now }),
  }
}
