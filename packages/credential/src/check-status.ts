/// <reference path="./digitalbazaar.d.ts" />
import { CredentialIssuancePurpose } from '@digitalbazaar/vc'
import { BitstringStatusList } from '@digitalbazaar/vc-bitstring-status-list'
import { type Did, DidError, type DidResolver, findKey } from '@velum/did'
import jsigs from 'jsonld-signatures'
import { attempt } from './attempt.ts'
import { sameBytes } from './bbs-2023-proof-value.ts'
import { credentialsContext } from './contexts.ts'
import type { StatusEntry } from './credential.ts'
import { createDocumentLoader, rememberResolutions } from './document-loader.ts'
import { eddsaVerifier, isEddsaProofValue } from './eddsa-suite.ts'
import { isJsonObject, type JsonObject, shapeProblem } from './json-object.ts'
import { statusListHash } from './sign-status-list.ts'
import { statusListLength } from './status-list.ts'
import { isTimestamp } from './text-syntax.ts'
import type { StatusRejection } from './verdict.ts'

export interface StatusAnchor {
  readonly epoch: number
  /** SHA-256 of the bytes of the current list. */
  readonly hash: Uint8Array
  readonly anchoredAt: Date
}

/** Where lists and their anchors come from. Either may throw: the outcome then says which was out of reach. */
export interface StatusSource {
  fetchList(url: string): Promise<Uint8Array>
  readAnchor(options: { issuer: Did; listUrl: string }): Promise<StatusAnchor | undefined>
}

export interface CheckStatusOptions {
  entry: StatusEntry
  /** The credential's issuer: the list must be its, too. */
  issuer: Did
  resolver: DidResolver
  statusSource: StatusSource
  now: () => Date
  /** How old the anchor may be; default one day. */
  maxStatusAgeSeconds?: number
}

export type StatusOutcome =
  | { readonly status: 'valid' | 'revoked'; readonly epoch: number }
  | { readonly status: 'unknown'; readonly reason: Exclude<StatusRejection, 'revoked'> }

const defaultMaxStatusAgeSeconds = 86_400
// Room for eight times the usual number of entries; what is compressed may grow a thousandfold when opened.
const maximumListBytes = 250_000

/** Reads whether a credential is revoked from the list that the chain vouches for: the right bytes, of this issuer,
 *  under this address, not too old. Asks the issuer's server for the whole list, so it learns no index.
 *  (Bitstring Status List §3.2) */
export async function checkStatus(options: CheckStatusOptions): Promise<StatusOutcome> {
  const { entry, issuer, resolver, statusSource, now } = options
  const { maxStatusAgeSeconds = defaultMaxStatusAgeSeconds } = options
  const listUrl = entry.statusListCredential

  const read = await attempt(() => statusSource.readAnchor({ issuer, listUrl }))
  if (read === undefined) return unknown('chain-unreachable')
  const anchor = read.value
  if (anchor === undefined) return unknown('status-not-anchored')

  const age = now().getTime() - anchor.anchoredAt.getTime()
  if (age > maxStatusAgeSeconds * 1000) return unknown('status-too-old')

  const fetched = await attempt(() => statusSource.fetchList(listUrl))
  if (fetched === undefined) return unknown('status-unavailable')

  const bytes = fetched.value
  if (bytes.length > maximumListBytes) return unknown('status-invalid')
  if (!sameBytes(statusListHash(bytes), anchor.hash)) return unknown('status-mismatch')

  const list = parseListCredential(bytes)
  if (list === undefined || !isListOf(list, { issuer, listUrl })) return unknown('status-invalid')

  const signature = await verifyListSignature(list, issuer, resolver)
  if (signature !== 'valid') return unknown(signature)

  const bits = await decodeBits(list.credentialSubject.encodedList)
  const index = Number(entry.statusListIndex)
  const isIndex = Number.isSafeInteger(index) && index >= 0 && index < (bits?.length ?? 0)
  if (bits === undefined || !isIndex) return unknown('status-invalid')
  return { status: bits.getStatus(index) ? 'revoked' : 'valid', epoch: anchor.epoch }
}

interface ListCredential extends JsonObject {
  readonly credentialSubject: { readonly encodedList: string }
  readonly proof: { readonly verificationMethod: string }
}

function parseListCredential(bytes: Uint8Array): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isJsonObject(json) ? json : undefined
  } catch {
    // Neither UTF-8 nor JSON: an expected no.
    return undefined
  }
}

function isListOf(list: JsonObject, expected: { issuer: Did; listUrl: string }): list is ListCredential {
  const is = (value: unknown) => (member: unknown) => JSON.stringify(member) === JSON.stringify(value)
  const { issuer, listUrl } = expected
  const problem =
    shapeProblem(list, {
      '@context': is([credentialsContext]),
      id: is(listUrl),
      type: is(['VerifiableCredential', 'BitstringStatusListCredential']),
      issuer: is(issuer),
      validFrom: isTimestamp,
      credentialSubject: isJsonObject,
      proof: isJsonObject,
    }) ??
    shapeProblem(list.credentialSubject, {
      id: is(`${listUrl}#list`),
      type: is('BitstringStatusList'),
      statusPurpose: is('revocation'),
      encodedList: (value) => typeof value === 'string' && /^u[A-Za-z0-9_-]+$/.test(value),
    }) ??
    shapeProblem(list.proof, {
      type: is('DataIntegrityProof'),
      cryptosuite: is('eddsa-rdfc-2022'),
      verificationMethod: (value) => typeof value === 'string' && value.startsWith(`${issuer}#`),
      proofPurpose: is('assertionMethod'),
      proofValue: isEddsaProofValue,
    })
  return problem === undefined
}

async function verifyListSignature(
  list: ListCredential,
  issuer: Did,
  resolver: DidResolver,
): Promise<'valid' | 'status-invalid' | 'chain-unreachable'> {
  const remembered = rememberResolutions(resolver)
  const document = await remembered.resolve(issuer).catch(unreachable)
  if (document === 'chain-unreachable' || document === 'status-invalid') return document
  const methodId = list.proof.verificationMethod
  if (findKey({ document, methodId, purpose: 'assertionMethod' }) === undefined) return 'status-invalid'
  const { verified } = await jsigs.verify(list, {
    suite: eddsaVerifier(),
    purpose: new CredentialIssuancePurpose(),
    documentLoader: createDocumentLoader(remembered),
  })
  return verified ? 'valid' : 'status-invalid'
}

function unreachable(error: unknown): 'chain-unreachable' | 'status-invalid' {
  return error instanceof DidError && error.code.endsWith('-unreachable')
    ? 'chain-unreachable'
    : 'status-invalid'
}

async function decodeBits(encodedList: string): Promise<BitstringStatusList | undefined> {
  // The library throws for what is not compressed, which is an expected no.
  const bits = await BitstringStatusList.decode({ encodedList }).catch(() => undefined)
  return bits !== undefined && bits.length >= statusListLength ? bits : undefined
}

function unknown(reason: Exclude<StatusRejection, 'revoked'>): StatusOutcome {
  return { status: 'unknown', reason }
}
