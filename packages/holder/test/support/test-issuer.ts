import { randomBytes } from 'node:crypto'
import {
  type Claims,
  createBlsKeyPair,
  createEd25519KeyPair,
  createStatusList,
  issueCredential,
  residentIdTemplate,
  setStatus,
  signStatusList,
  statusListHash,
  type Template,
} from '@velum/credential'
import { createDidResolver, type Did, encodeMultikeyBytes, ethrDid } from '@velum/did'
import {
  configurationId,
  createCredentialOffer,
  createIssuerMetadata,
  createRefusal,
  offerLink,
  parseCredentialRequest,
  parseTokenRequest,
  refuse,
} from '@velum/exchange'
import { createAccount, statusListId } from '@velum/registry'
import { serve, type TestChain } from '../../../../e2e/support/chain.ts'
import { resident } from '../../../../e2e/support/resident.ts'

export const random = (length: number) => Uint8Array.from(randomBytes(length))

/** What an issuer may do wrong or differently. Each is what it would send. */
export interface IssuerQuirks {
  /** Called on every credential before it is sent. */
  alter?: (credential: Record<string, unknown>) => unknown
  /** What the template's address serves. */
  served?: unknown
  /** Fails this many credential requests before it answers one. */
  failures?: number
  metadata?: (document: Record<string, unknown>) => unknown
}

export type TestIssuer = Awaited<ReturnType<typeof startIssuer>>

/** An issuer with keys and status list on the chain, which speaks OpenID4VCI over HTTP to one holder. */
export async function startIssuer({ chain }: TestChain) {
  const account = createAccount(random(32))
  const did: Did = ethrDid(chain.deployment.chainId, account.address)
  const key = await createBlsKeyPair({ random })
  const statusKey = await createEd25519KeyPair({ random })
  for (const { kind, publicKey } of [key, statusKey]) {
    const change = await chain.didRegistry.signSetAttribute({
      identity: account.address,
      account,
      name: 'did/pub/Multikey/veriKey/base58',
      value: encodeMultikeyBytes({ kind, publicKey }),
      validitySeconds: 315_360_000,
    })
    await chain.send(change)
  }

  const server = await serve((request) => handle(request))
  const { url } = server
  const listUrl = `${url}/status/1`
  const status = { list: createStatusList(), bytes: new Uint8Array(), epoch: 0 }
  const offers = new Map<
    string,
    { txCode: string | undefined; template: Template; claims: Claims; index: number }
  >()
  const tokens = new Map<string, string>()
  const quirks: IssuerQuirks = {}
  let nextIndex = 100

  const documents = (template: Template) =>
    createIssuerMetadata({
      issuerUrl: url,
      name: { en: 'Harbourtown City Hall', zh: '港城市政厅' },
      templates: [template],
      batchSize: 1,
    })

  async function handle(request: Request): Promise<Response> {
    try {
      return await answer(request)
    } catch (error) {
      const refusal = createRefusal(error)
      return Response.json(refusal.body, { status: refusal.status })
    }
  }

  async function answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname
    const { credentialIssuer, authorizationServer } = documents(residentIdTemplate)
    if (path === '/.well-known/openid-credential-issuer') {
      return Response.json(quirks.metadata?.({ ...credentialIssuer }) ?? credentialIssuer)
    }
    if (path === '/.well-known/oauth-authorization-server') return Response.json(authorizationServer)
    if (path === '/templates/resident-id/1') return Response.json(quirks.served ?? residentIdTemplate)
    if (path === '/status/1') return new Response(status.bytes)
    if (path === '/nonce') return Response.json({ c_nonce: Buffer.from(random(16)).toString('base64url') })
    if (path.startsWith('/offers/')) return offerDocument(path.slice('/offers/'.length))
    if (path === '/token') return token(parseTokenRequest({ form: await request.text(), url: request.url }))
    if (path === '/credential') return credential(request)
    return new Response(null, { status: 404 })
  }

  function offerDocument(code: string): Response {
    const offer = offers.get(code)
    if (offer === undefined) throw refuse('offer-not-found')
    const txCode = offer.txCode && { txCode: { inputMode: 'numeric' as const, length: offer.txCode.length } }
    const configurationIds = [configurationId(offer.template)]
    return Response.json(
      createCredentialOffer({ issuerUrl: url, configurationIds, preAuthorizedCode: code, ...txCode }),
    )
  }

  function token(wish: { readonly preAuthorizedCode: string; readonly txCode?: string }): Response {
    const offer = offers.get(wish.preAuthorizedCode)
    if (offer === undefined) throw refuse('offer-not-found')
    if (offer.txCode !== wish.txCode) throw refuse('tx-code-wrong')
    if ([...tokens.values()].includes(wish.preAuthorizedCode)) throw refuse('offer-used')
    const value = Buffer.from(random(16)).toString('base64url')
    tokens.set(value, wish.preAuthorizedCode)
    return Response.json({ access_token: value, token_type: 'Bearer', expires_in: 300 })
  }

  async function credential(request: Request): Promise<Response> {
    if (quirks.failures) {
      quirks.failures -= 1
      return new Response(null, { status: 503 })
    }
    const bearer = request.headers.get('authorization')?.slice('Bearer '.length) ?? ''
    const offer = offers.get(tokens.get(bearer) ?? '')
    if (offer === undefined) throw refuse('token-invalid')
    const body: unknown = await request.json()
    await parseCredentialRequest({
      body,
      documents: documents(offer.template),
      batchSize: 1,
      now: () => new Date(),
    })
    const made = await issue(offer)
    return Response.json({
      credentials: [{ credential: quirks.alter?.(structuredClone({ ...made })) ?? made }],
    })
  }

  const resolver = createDidResolver({
    networks: [
      {
        chainId: chain.deployment.chainId,
        registryAddress: chain.deployment.contracts.didRegistry,
        provider: chain.provider,
      },
    ],
    fetch,
  })
  function issue(options: { readonly template: Template; readonly claims: Claims; readonly index: number }) {
    const { template, claims, index } = options
    const templateUrl = `${url}/templates/${template.name}/${template.version}`
    return issueCredential({
      template,
      templateUrl,
      claims,
      issuer: did,
      key,
      status: { listUrl, index },
      resolver,
    })
  }

  async function publish(options: { readonly anchor: boolean }): Promise<void> {
    const { list } = status
    const signed = await signStatusList({ list, listUrl, issuer: did, key: statusKey, validFrom: new Date() })
    status.bytes = Uint8Array.from(signed)
    if (!options.anchor) return
    status.epoch += 1
    const change = await chain.statusRegistry.signAnchor({
      identity: account.address,
      listId: statusListId(listUrl),
      epoch: status.epoch,
      hash: statusListHash(status.bytes),
      account,
      deadline: new Date(Date.now() + 3_600_000),
    })
    await chain.send(change)
  }
  await publish({ anchor: true })

  return {
    did,
    url,
    quirks,
    issue,
    /** A link to a new offer of one credential. */
    offer({ txCode, claims = resident }: { txCode?: string; claims?: Claims } = {}) {
      const code = Buffer.from(random(16)).toString('base64url')
      const index = nextIndex++
      offers.set(code, { txCode, claims, index, template: residentIdTemplate })
      return {
        index,
        link: offerLink({ walletUrl: 'http://localhost:4030', offerUri: `${url}/offers/${code}` }),
      }
    },
    async revoke(index: number, options = { anchor: true }): Promise<void> {
      status.list = setStatus({ list: status.list, indexes: [index], revoked: true })
      await publish(options)
    },
    stop: server.close,
  }
}
