import { createOpenid4vpAuthorizationRequest } from '@openid4vc/openid4vp'
import type { CredentialSuite, LocalizedText } from '@velum/credential'
import { SignJWT, UnsecuredJWT } from 'jose'
import { permitLoopbackHttp, requireSecureUrl } from '../secure-url.ts'
import {
  bbsPlusProofType,
  bindingCryptosuite,
  purposeMember,
  walletAudience,
} from './authorization-request.ts'
import { type DcqlQuery, statementsOf } from './dcql-query.ts'
import { type RequestSigner, signingKey } from './request-signer.ts'
import { encodeTransaction, type TransactionDescription, transactionHash } from './transaction.ts'

/** What a verifier puts into a request. */
export interface AuthorizationRequestOptions {
  /** Without a signer the request is unsigned and wallets show its host as unproved. */
  readonly signer?: RequestSigner
  readonly query: DcqlQuery
  /** Where the wallet posts its answer. */
  readonly responseUri: string
  /** At least 128 random bits, base64url. */
  readonly nonce: string
  readonly state: string
  readonly name?: LocalizedText
  readonly purpose?: LocalizedText
  /** What the answer is for. The credentials of which statements are asked confirm it; there must be one. */
  readonly transaction?: TransactionDescription
  /** Of the credentials that are taken; `bbs-2023` alone by default. */
  readonly suites?: readonly CredentialSuite[]
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** A request object, ready to be served at its request URI as `application/oauth-authz-req+jwt`. */
export interface CreatedRequest {
  /** The full client identifier: what the presentation's `domain` must be. */
  readonly clientId: string
  readonly requestObject: string
  /** The time of the request in seconds, as proofs take it up. */
  readonly time: number
  /** The one text of `transaction_data`, as it is sent. */
  readonly transaction?: string
  /** The transaction's hash, 32 bytes, as proofs take it up. */
  readonly transactionHash?: Uint8Array
}

/** The client identifier of a verifier (OpenID4VP 1.0 §5.9.3). */
export function clientIdOf(options: {
  readonly signer?: RequestSigner
  readonly responseUri: string
}): string {
  return options.signer
    ? `decentralized_identifier:${options.signer.did}`
    : `redirect_uri:${options.responseUri}`
}

/** Makes a request object: a JAR (RFC 9101) signed with EdDSA, or one with `alg: none`, which is the only way
 *  to serve a `redirect_uri:` request by reference. Throws ExchangeError 'insecure-url', and 'transaction-malformed'
 *  for a transaction that wallets would refuse. */
export async function createAuthorizationRequest(
  options: AuthorizationRequestOptions,
): Promise<CreatedRequest> {
  permitLoopbackHttp()
  requireSecureUrl(options.responseUri)
  const clientId = clientIdOf(options)
  const transaction = options.transaction && encode(options.transaction, options.query)
  const { authorizationRequestPayload } = await createOpenid4vpAuthorizationRequest({
    authorizationRequestPayload: {
      response_type: 'vp_token',
      response_mode: 'direct_post',
      client_id: clientId,
      response_uri: options.responseUri,
      nonce: options.nonce,
      state: options.state,
      dcql_query: options.query as unknown as Record<string, unknown>,
      client_metadata: clientMetadata(options.name, options.suites),
      ...(transaction !== undefined && { transaction_data: [transaction] }),
      ...(options.purpose && { [purposeMember]: options.purpose }),
    },
    callbacks: { signJwt: unused, encryptJwe: unused },
  })
  const payload = { ...authorizationRequestPayload, aud: walletAudience }
  return {
    clientId,
    requestObject: await sign(payload, options),
    time: Math.floor(options.issuedAt.getTime() / 1000),
    ...(transaction !== undefined && { transaction, transactionHash: transactionHash(transaction) }),
  }
}

function encode(transaction: TransactionDescription, query: DcqlQuery): string {
  const bound = query.credentials.filter((credential) => statementsOf(credential).length > 0)
  return encodeTransaction({ ...transaction, queryIds: bound.map(({ id }) => id) })
}

async function sign(
  payload: Record<string, unknown>,
  { signer, issuedAt, expiresAt }: AuthorizationRequestOptions,
): Promise<string> {
  if (!signer) return new UnsecuredJWT(payload).setIssuedAt(issuedAt).setExpirationTime(expiresAt).encode()
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'EdDSA', kid: signer.keyId, typ: 'oauth-authz-req+jwt' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(await signingKey(signer.secretKey))
}

function clientMetadata(name: LocalizedText | undefined, suites: readonly CredentialSuite[] = ['bbs-2023']) {
  const bbsPlus = suites.includes('BbsBlsSignature2020') ? [bbsPlusProofType] : []
  const bbs2023 = suites.includes('bbs-2023')
    ? ['bbs-2023', 'eddsa-rdfc-2022', bindingCryptosuite]
    : ['eddsa-rdfc-2022']
  return {
    ...(name && { client_name: name.en, 'client_name#en': name.en, 'client_name#zh': name.zh }),
    vp_formats_supported: {
      ldp_vc: {
        proof_type_values: ['DataIntegrityProof', ...bbsPlus] as [string, ...string[]],
        cryptosuite_values: bbs2023 as [string, ...string[]],
      },
    },
  }
}

/** The library signs with its own clock, so it only checks the members here and `jose` signs. */
function unused(): never {
  throw new TypeError('Requests are signed outside the library.')
}
