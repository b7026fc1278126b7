import {
  createDidResolver,
  type Did,
  type DidDocument,
  DidError,
  type DidResolver,
  parseDid,
} from '@velum/did'
import { resident as plainResident } from '../../../e2e/support/resident.ts'
import {
  type BlsKeyPair,
  type Claims,
  type Credential,
  createBlsKeyPair,
  createEd25519KeyPair,
  createPresentation,
  createStatusList,
  deriveCredential,
  type Ed25519KeyPair,
  issueCredential,
  type Presentation,
  presentationHeader,
  type Random,
  residentIdTemplate,
  type StatusList,
  type StatusSource,
  signStatusList,
  statusListHash,
  type Template,
  type VerifyPresentationOptions,
} from '../src/index.ts'

/** A generator whose draws repeat from run to run. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0 || 1
  return (length) =>
    Uint8Array.from({ length }, () => {
      // xorshift32: any spread of bytes will do for test data.
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      state >>>= 0
      return state & 0xff
    })
}

export const templateUrl = 'http://localhost:4020/templates/resident-id/1'
export const listUrl = 'http://localhost:4020/status/1'
export const challenge = 'n-0S6_WzA2Mj-0123456789'
export const domain = 'decentralized_identifier:did:web:localhost%3A4040'
export const today = new Date('2026-11-23T12:00:00Z')

/** An invented resident who leaves out what may be left out. */
export const resident: Claims = { ...plainResident, streetAddress: '8 Heron "Quay", \\ flat 3' }

export interface Issuer {
  readonly did: Did
  readonly key: BlsKeyPair
  readonly statusKey: Ed25519KeyPair
}

export async function createIssuer(seed: number): Promise<Issuer> {
  const random = seededRandom(seed)
  const address = Array.from(random(20), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return {
    did: parseDid(`did:ethr:0x7a69:0x${address}`),
    key: await createBlsKeyPair({ random }),
    statusKey: await createEd25519KeyPair({ random }),
  }
}

/** The document that the chain gives for an issuer with these keys. */
export function documentOf(did: Did, keys: readonly { publicKeyMultibase: string }[]): DidDocument {
  const verificationMethod = keys.map(({ publicKeyMultibase }) => ({
    id: `${did}#${publicKeyMultibase}`,
    type: 'Multikey',
    controller: did,
    publicKeyMultibase,
  }))
  return {
    '@context': ['https://www.w3.org/ns/did/v1'],
    id: did,
    verificationMethod,
    assertionMethod: verificationMethod.map(({ id }) => id),
    authentication: [],
    keyAgreement: [],
    service: [],
  }
}

/** Resolves these documents from memory and did:key as the product does; counts what it is asked. */
export function resolverOf(documents: readonly DidDocument[]): DidResolver & { readonly asked: string[] } {
  const asked: string[] = []
  const keys = createDidResolver({ networks: [], fetch: () => Promise.reject(new TypeError('offline')) })
  return {
    asked,
    async resolve(did) {
      asked.push(did)
      if (did.startsWith('did:key:')) return keys.resolve(did)
      const document = documents.find(({ id }) => id === did)
      if (document === undefined) throw new DidError('did-not-found', 'There is no such DID.')
      return document
    },
  }
}

export function documentsOf(issuer: Issuer): DidDocument {
  return documentOf(issuer.did, [issuer.key, issuer.statusKey])
}

/** A status source over one list, anchored at `today`. */
export async function statusSourceOf(
  issuer: Issuer,
  list: StatusList = createStatusList(),
): Promise<StatusSource> {
  const bytes = await signStatusList({
    list,
    listUrl,
    issuer: issuer.did,
    key: issuer.statusKey,
    validFrom: today,
  })
  return {
    fetchList: async () => bytes,
    readAnchor: async () => ({ epoch: 1, hash: statusListHash(bytes), anchoredAt: today }),
  }
}

export function issueTo(
  issuer: Issuer,
  options: { claims?: Claims; seed?: number; index?: number | null; template?: Template } = {},
): Promise<Credential> {
  const { claims = resident, seed = 7, index = 94_567, template = residentIdTemplate } = options
  return issueCredential({
    template,
    templateUrl,
    claims,
    issuer: issuer.did,
    key: issuer.key,
    ...(index !== null && { status: { listUrl, index } }),
    resolver: resolverOf([documentsOf(issuer)]),
    random: seededRandom(seed),
  })
}

export async function present(
  credential: Credential,
  options: { claims?: readonly string[]; seed?: number; challenge?: string; domain?: string } = {},
): Promise<Presentation> {
  const { claims = ['nationality', 'regionCode'], seed = 99 } = options
  const request = { challenge: options.challenge ?? challenge, domain: options.domain ?? domain }
  const derived = await deriveCredential({
    credential,
    claims,
    presentationHeader: presentationHeader(request),
  })
  const holderKey = await createEd25519KeyPair({ random: seededRandom(seed) })
  return createPresentation({ credentials: [derived], holderKey, ...request })
}

/** What a verifier who trusts `issuer` passes to `verifyPresentation`, apart from the presentation. */
export async function verifierOf(issuer: Issuer): Promise<Omit<VerifyPresentationOptions, 'presentation'>> {
  return {
    challenge,
    domain,
    resolver: resolverOf([documentsOf(issuer)]),
    trustedIssuers: [issuer.did],
    statusSource: await statusSourceOf(issuer),
    now: () => today,
  }
}

/** A deep copy that may be written to. */
export function mutable<Value>(value: Value): Mutable<Value> {
  return structuredClone(value) as Mutable<Value>
}

export type Mutable<Value> = Value extends object
  ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> }
  : Value
