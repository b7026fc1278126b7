import { randomBytes } from 'node:crypto'
import {
  type BlsKeyPair,
  type Claims,
  type Credential,
  createBlsKeyPair,
  createEd25519KeyPair,
  createPresentation,
  createStatusList,
  deriveCredential,
  issueCredential,
  presentationHeader,
  residentIdTemplate,
  setStatus,
  signStatusList,
  statusListHash,
} from '@velum/credential'
import { type Did, encodeMultikeyBytes, ethrDid } from '@velum/did'
import {
  type AuthorizationRequest,
  chooseClaims,
  createAuthorizationResponse,
  matchQuery,
  parseAuthorizationRequest,
  type QueryMatch,
} from '@velum/exchange'
import { type Account, createAccount, statusListId } from '@velum/registry'
import { resolverOn, serve, startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { askFor, createVerifier, type RequestDefinition, type VerifierOptions } from '../src/index.ts'

const random = (length: number) => Uint8Array.from(randomBytes(length))

export interface TestIssuer {
  readonly did: Did
  readonly listUrl: string
  /** Where it serves. */
  readonly url: string
  /** Its keys, as the issuer keeps them. */
  readonly account: Account
  readonly key: BlsKeyPair
  issue(options?: { claims?: Claims; index?: number }): Promise<Credential>
  /** Signs, serves and anchors a new list. `anchor: false` leaves the chain as it is. */
  revoke(index: number, options?: { anchor?: boolean }): Promise<void>
  /** Takes its server off the network. */
  stop(): Promise<void>
}

/** An issuer whose keys and status list are on the chain, and whose list is served. */
export async function startIssuer({ chain }: TestChain): Promise<TestIssuer> {
  const account = createAccount(random(32))
  const did = ethrDid(chain.deployment.chainId, account.address)
  const key: BlsKeyPair = await createBlsKeyPair({ random })
  const statusKey = await createEd25519KeyPair({ random })
  for (const { kind, publicKey } of [key, statusKey])
    await chain.send(
      await chain.didRegistry.signSetAttribute({
        identity: account.address,
        account,
        name: 'did/pub/Multikey/veriKey/base58',
        value: encodeMultikeyBytes({ kind, publicKey }),
        validitySeconds: 315_360_000,
      }),
    )

  const state = { list: createStatusList(), bytes: new Uint8Array(), epoch: 0 }
  const server = await serve(async () => new Response(state.bytes))
  const listUrl = `${server.url}/status/1`
  const publish = async (anchor: boolean) => {
    state.bytes = Uint8Array.from(
      await signStatusList({ list: state.list, listUrl, issuer: did, key: statusKey, validFrom: new Date() }),
    )
    if (!anchor) return
    state.epoch += 1
    await chain.send(
      await chain.statusRegistry.signAnchor({
        identity: account.address,
        listId: statusListId(listUrl),
        epoch: state.epoch,
        hash: statusListHash(state.bytes),
        account,
        deadline: new Date(Date.now() + 3_600_000),
      }),
    )
  }
  await publish(true)
  const resolver = resolverOn(chain)
  return {
    did,
    listUrl,
    url: server.url,
    account,
    key,
    issue: ({ claims = resident, index = 7 } = {}) =>
      issueCredential({
        template: residentIdTemplate,
        templateUrl: `${server.url}/templates/resident-id/1`,
        claims,
        issuer: did,
        key,
        status: { listUrl, index },
        resolver,
      }),
    async revoke(index, { anchor = true } = {}) {
      state.list = setStatus({ list: state.list, indexes: [index], revoked: true })
      await publish(anchor)
    },
    stop: server.close,
  }
}

export const readersPass: RequestDefinition = {
  purpose: { en: 'To make out a reader’s pass.', zh: '用于办理读者证。' },
  query: askFor(residentIdTemplate, {
    required: ['region', 'residencyStatus'],
    optional: ['givenName'],
  }),
  resultPage: '/welcome',
}

/** A service on a loopback port that mounts a verifier. */
export async function startService(
  base: Pick<VerifierOptions, 'deployment' | 'trustedIssuers'>,
  changes: Partial<VerifierOptions> = {},
) {
  const server = await serve((request) => verifier.handle(request))
  const verifier = await createVerifier({
    url: `${server.url}/velum`,
    name: { en: 'Harbour Library', zh: '海港图书馆' },
    walletUrl: 'https://wallet.example',
    templates: [residentIdTemplate],
    requests: { 'readers-pass': readersPass, 'unsigned-pass': { ...readersPass, signed: false } },
    signIn: { purpose: { en: 'To open your shelf.', zh: '用于打开您的书架。' }, resultPage: '/shelf' },
    secretKey: random(32),
    ...base,
    ...changes,
  })
  return {
    url: server.url,
    verifier,
    async stop() {
      verifier.close()
      await server.close()
    },
  }
}

export type TestService = Awaited<ReturnType<typeof startService>>

/** A browser, as far as the service sees one: it keeps the cookie and follows links by hand. */
export function createBrowser(service: TestService) {
  let cookie: string | undefined
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { ...init.headers, ...(cookie && { cookie }) }
    const response = await fetch(new URL(path, service.url), { ...init, headers })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return response
  }
  return {
    call,
    async start(body: object = { request: 'readers-pass' }) {
      const response = await call('/velum/start', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return response.json()
    },
    /** Opens the page that shows the outcome. */
    open: (address: string) =>
      service.verifier.readOutcome(new Request(address, { headers: cookie ? { cookie } : {} })),
  }
}

export type Browser = ReturnType<typeof createBrowser>

/** How a test departs from what a good wallet does. */
export interface WalletFault {
  readonly optional?: readonly string[]
  readonly claims?: readonly string[]
  readonly challenge?: string
  readonly domain?: string
  /** Changes the derived credential before the one-time key signs it. */
  readonly changeCredential?: (credential: Record<string, unknown>) => unknown
  /** Changes the presentation after that. */
  readonly change?: (presentation: Record<string, unknown>) => unknown
  readonly state?: string
}

/** A wallet that opens a link and builds the answer, with the product's own parts. */
export async function answerTo(
  link: string,
  credential: Credential,
  test: TestChain,
  fault: WalletFault = {},
): Promise<{ request: AuthorizationRequest; body: string }> {
  const resolver = resolverOn(test.chain)
  const request = await parseAuthorizationRequest({ link, fetch, resolver, now: () => new Date() })
  const [match] = matchQuery({ query: request.query, credentials: [{ id: 'mine', credential }] }) as [
    QueryMatch,
  ]
  const claims = fault.claims ?? chooseClaims({ match, credentialId: 'mine', optional: fault.optional ?? [] })
  const bound = { challenge: fault.challenge ?? request.nonce, domain: fault.domain ?? request.clientId }
  const honest = await deriveCredential({ credential, claims, presentationHeader: presentationHeader(bound) })
  const derived = (fault.changeCredential?.(structuredClone(honest) as never) ?? honest) as typeof honest
  const holderKey = await createEd25519KeyPair({ random })
  const made = await createPresentation({ credentials: [derived], holderKey, ...bound })
  const presentation = fault.change?.(structuredClone(made) as never) ?? made
  const { body } = createAuthorizationResponse({
    request: { ...request, ...(fault.state !== undefined && { state: fault.state }) },
    presentations: { [match.queryId]: [presentation as object] },
  })
  return { request, body }
}

/** Posts an answer as a wallet does. */
export async function post(request: { responseUri: string }, body: string) {
  const response = await fetch(request.responseUri, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  })
  return { response, json: (await response.json()) as Record<string, string> }
}

export { startTestChain, type TestChain }
