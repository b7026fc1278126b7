import { createHash } from 'node:crypto'
import type { OpeningChain, OpeningRequest, TrusteeShare } from '@velum/authority'
import {
  type BoundPresentation,
  boundResidentIdTemplate,
  encodeTemplate,
  templateDigest,
} from '@velum/credential'
import { decodeMultikey, encodeMultikeyBytes, parseEthrDid } from '@velum/did'
import { basisHash, type Evidence, type OpeningCase, type RequestedStatement } from '@velum/exchange'
import { type Asked, type EnrolOptions, hex, type World } from './world.ts'

const sha256 = (octets: Uint8Array | string) => Uint8Array.from(createHash('sha256').update(octets).digest())
const base64url = (octets: Uint8Array | string) => Buffer.from(octets).toString('base64url')

const deployed = new Date('2026-11-01T00:00:00Z')
const basis = {
  name: 'complaint.txt',
  content: base64url('The Atlas was borrowed and never returned.'),
  salt: base64url(new Uint8Array(32).fill(7)),
}

/** What a holder agrees to, in the one text that its hash is of. */
export const loan = base64url(
  JSON.stringify({
    type: 'velum-transaction-1',
    credential_ids: ['resident'],
    description: { en: 'Borrow the Atlas, deposit 200.', zh: '借阅《图志》，押金 200。' },
    reference: 'atlas',
  }),
)

/** A question about a transaction. */
export const askAbout = (world: World, transaction: string | null): Asked =>
  world.ask({ transactionHash: transaction === null ? null : sha256(transaction) })

export const addresses = {
  service: `0x${'5e'.repeat(20)}`,
  lawyer: `0x${'1a'.repeat(20)}`,
  stranger: `0x${'57'.repeat(20)}`,
  bank: `0x${'ba'.repeat(20)}`,
}

/** A service of its own. */
const bank = { clientId: 'decentralized_identifier:did:web:bank.example', account: addresses.bank }

/** The request object of a question, as a service signs it; nothing here depends on the signature. */
export function requestObjectOf(world: World, { context }: Asked, transaction: string | null): string {
  const { id, epoch } = world.authority
  const statements: RequestedStatement[] = [
    { type: 'pseudonym', label: 'account' },
    { type: 'escrow', authority: id, epoch },
  ]
  const payload = {
    client_id: context.domain,
    nonce: context.challenge,
    iat: context.time,
    ...(transaction !== null && { transaction_data: [transaction] }),
    dcql_query: {
      credentials: [
        {
          id: 'resident',
          format: 'ldp_vc',
          meta: { type_values: [['https://schema.example/Resident']], statements },
        },
      ],
    },
  }
  return [JSON.stringify({ alg: 'EdDSA' }), JSON.stringify(payload), 'signature'].map(base64url).join('.')
}

export interface Presented {
  readonly asked: Asked
  readonly transaction: string | null
  readonly presentation: BoundPresentation
  readonly presentationId: string
}

/** What a service keeps of an accepted answer, and hands to the trustees. */
export function caseOf(world: World, presented: Presented): OpeningCase {
  const { asked, transaction, presentation, presentationId } = presented
  const { context } = asked
  const { id, epoch, key } = world.authority
  const evidence: Evidence = {
    version: 1,
    presentationId,
    presentation,
    requestObject: requestObjectOf(world, asked, transaction),
    // The games judge what is presented; nobody there looks at who signed the question.
    requestKey: 'z6Mk',
    transcript: {
      nonce: context.challenge,
      audience: context.domain,
      time: context.time ?? 0,
      transaction,
      authority: { id, epoch, key: base64url(key) },
    },
    credentials: [
      {
        issuer: world.issuer.did,
        issuerKey: world.issuer.key.publicKeyMultibase,
        templateDigest: templateDigest(boundResidentIdTemplate),
        template: new TextDecoder().decode(encodeTemplate(boundResidentIdTemplate)),
        profile: new TextDecoder().decode(world.profile.document),
      },
    ],
  }
  return { version: 1, evidence, basis }
}

/** The request for an opening as the chain has it, by the service, open for votes at `openAt`. */
export function requestFor(
  world: World,
  openingCase: OpeningCase,
  requesterKey = world.random(32),
): OpeningRequest {
  const { evidence } = openingCase
  const { id, epoch } = world.authority
  return {
    requestId: `0x${hex(world.random(32))}`,
    ...{ authority: id, epoch, requester: addresses.service, requesterKey },
    presentationId: fromHex(evidence.presentationId),
    basisHash: fromHex(basisHash(openingCase)),
    answerTo: 'court@harbourtown.example',
    requested: { blockNumber: 90, at: new Date('2026-11-24T09:00:00Z') },
    opensAt: new Date('2026-11-26T09:00:00Z'),
    expiresAt: new Date('2026-12-24T09:00:00Z'),
    approvals: [],
    refusals: [],
  }
}

/** When trustees inspect. */
export const openAt = new Date('2026-11-27T09:00:00Z')

/** What the chain says: these requests, and what issuer and authority published before anybody presented. */
export function chainOf(
  world: World,
  requests: readonly OpeningRequest[],
  changes: ChainChanges = {},
): OpeningChain {
  const { issuer, authority, trustees, terms, profile } = world
  const { address } = parseEthrDid(issuer.did)
  const at = { blockNumber: 10, at: changes.publishedAt ?? deployed }
  const value = encodeMultikeyBytes(decodeMultikey(issuer.key.publicKeyMultibase))
  const attribute = { kind: 'attribute' as const, name: 'did/pub/Multikey/veriKey/base58', value }
  const { key, epoch } = authority
  const until = new Date('2030-01-01T00:00:00Z')
  const trusted = { blockNumber: 10, at: deployed }
  return {
    deployment: { chainId: terms.chainId },
    openingRegistry: {
      openings: async () => requests,
      authority: async (id) =>
        id === authority.id ? { ...authority, rules: { quota: 3, quotaPeriodSeconds: 86_400 } } : undefined,
      epochs: async (id) =>
        id === authority.id ? [{ ...at, epoch, key, verificationShares: trustees.verificationShares }] : [],
      refreshes: async () => [],
      checkHandover: ({ opener, service, until, now }) =>
        opener === addresses.lawyer && service === addresses.service && now < until,
    },
    trustRegistry: {
      verifierChanges: async ({ clientId } = {}) => {
        const registered = { ...trusted, kind: 'registered' as const, until }
        if (clientId === undefined) return [{ ...registered, ...bank }]
        const isIt = (changes.services ?? isService)(clientId)
        return isIt ? [{ ...registered, clientId, account: addresses.service }] : []
      },
      accreditationChanges: async ({ identity }) =>
        changes.accredited === false
          ? []
          : [{ ...trusted, identity, kind: 'accredited', name: 'Town Hall', until }],
      profiles: async ({ identity }) => (identity === address ? [{ ...at, profile: profile.document }] : []),
    },
    didRegistry: {
      history: async (identity) =>
        identity === address
          ? [
              { ...at, ...attribute, validTo: until },
              ...(changes.rotatedAt
                ? [{ blockNumber: 80, at: changes.rotatedAt, ...attribute, validTo: new Date(0) }]
                : []),
            ]
          : [],
    },
    escrowRegistry: { batches: async () => changes.batches ?? [] },
  }
}

export interface ChainChanges {
  readonly publishedAt?: Date
  /** When the issuer revoked its key. */
  readonly rotatedAt?: Date
  readonly services?: (clientId: string) => boolean
  /** Whether anybody accredited the issuer; somebody did by default. */
  readonly accredited?: boolean
  readonly batches?: Awaited<ReturnType<OpeningChain['escrowRegistry']['batches']>>
}

const isService = (clientId: string) => clientId.startsWith('decentralized_identifier:did:web:')

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.slice(2), 'hex'))
}

/** Somebody presents, about a transaction or only to come in, and the service accepts. */
export async function presentFor(
  world: World,
  number: number,
  transaction: string | null = loan,
  options: EnrolOptions = {},
): Promise<Presented & { reg: Uint8Array; sealed: World['entries'][number]['sealed'] }> {
  const holder = await world.enrol(number, options)
  const asked = askAbout(world, transaction)
  const presentation = await world.present(holder, asked)
  const verdict = await world.judge(presentation, asked)
  if (!verdict.accepted || !verdict.presentationId) throw new RangeError('an honest answer was refused')
  const { opened, sealed } = holder.entry
  const { presentationId } = verdict
  return { asked, transaction, presentation, presentationId, reg: opened.reg, sealed }
}

/** The shares of trustees by their numbers. */
export const sharesOf = (world: World, numbers: readonly number[]): TrusteeShare[] =>
  numbers.map((number) => world.trustees.shares[number - 1] as TrusteeShare)
