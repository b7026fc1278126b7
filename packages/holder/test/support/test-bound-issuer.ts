import {
  merkleTree,
  type OpenedRegistration,
  recordLeaf,
  sealRecord,
  verifyRegistration,
} from '@velum/binding'
import {
  bindingParametersOf,
  boundResidentIdTemplate,
  type Claims,
  createBlsKeyPair,
  issueBoundCredential,
  templateDigest,
  templateHash,
  templateProfile,
} from '@velum/credential'
import { createDidResolver, type Did, encodeMultikeyBytes, ethrDid } from '@velum/did'
import {
  type AnchoredRecord,
  type BoundCredentials,
  configurationId,
  createBindingSession,
  createBoundCredentialResponse,
  createCredentialOffer,
  createIssuerMetadata,
  createRecordStatus,
  createRefusal,
  encodeIdentityRecord,
  type IdentityRecord,
  offerLink,
  parseBoundCredentialRequest,
  parseTokenRequest,
  refuse,
} from '@velum/exchange'
import { createAccount } from '@velum/registry'
import type { TestAuthority } from '../../../../e2e/support/authority.ts'
import { serve, type TestChain } from '../../../../e2e/support/chain.ts'
import { resident } from '../../../../e2e/support/resident.ts'
import { random } from './test-issuer.ts'

/** What an issuer of bound credentials may do wrong or differently. */
export interface BoundIssuerQuirks {
  /** Its word about the record that it would seal. */
  record?: (record: IdentityRecord) => IdentityRecord
  /** What it says of the authority. */
  authority?: (authority: { id: string; epoch: number }) => { id: string; epoch: number }
  /** Whose claims the credential gets. */
  claims?: Claims
  /** How many credentials it gives to one registration; one unless said. */
  gives?: number
  /** Whose claims the further copies get. */
  copyClaims?: Claims
  /** Called on what it answers. */
  alter?: (made: BoundCredentials) => BoundCredentials
  /** The record that it really seals. */
  seals?: string
  /** Seals records without what certified keys have signed. */
  leavesOutCertificates?: boolean
  /** Fails this many times after it has made the credential. */
  losesAnswers?: number
  /** Forgets what it was asked for before. */
  forgetsSessions?: boolean
  /** What it keeps of records. */
  keeps?: 'nothing' | 'another-path' | 'another-record'
}

export type TestBoundIssuer = Awaited<ReturnType<typeof startBoundIssuer>>

const template = boundResidentIdTemplate
const batchSize = 3

interface Kept {
  readonly address: Uint8Array
  readonly ciphertext: Uint8Array
  anchored?: Omit<AnchoredRecord, 'ciphertext'>
}

/** An issuer of bound residents' credentials over HTTP. It keeps neither people nor pseudonyms apart: the real one does
 *  that, and has tests of its own. */
export async function startBoundIssuer(world: TestChain, authority: TestAuthority) {
  const { chain } = world
  const { chainId } = chain.deployment
  const account = createAccount(random(32))
  const did: Did = ethrDid(chainId, account.address)
  const key = await createBlsKeyPair({ random })
  await chain.send(
    await chain.didRegistry.signSetAttribute({
      identity: account.address,
      account,
      name: 'did/pub/Multikey/veriKey/base58',
      value: encodeMultikeyBytes({ kind: key.kind, publicKey: key.publicKey }),
      validitySeconds: 315_360_000,
    }),
  )

  async function publishProfile(changes: { readonly authority?: string } = {}): Promise<void> {
    const { document } = templateProfile({
      ...{ template, issuerKey: key.publicKeyMultibase, chainId, issuer: did, withStatus: false },
      templateUrl: `${url}/templates/${template.name}/${template.version}`,
      authority: authority.id,
      ...changes,
    })
    const change = await chain.trustRegistry.signPublishTemplate({
      identity: account.address,
      templateHash: templateHash(template),
      profile: document,
      account,
      deadline: new Date(Date.now() + 3_600_000),
    })
    await chain.send(change)
  }

  const server = await serve((request) => handle(request))
  const { url } = server
  const quirks: BoundIssuerQuirks = {}
  const offers = new Map<string, Claims>()
  const tokens = new Map<string, string>()
  const sessions = new Map<string, { token: string; record: string }>()
  const made = new Map<string, BoundCredentials>()
  const kept: Kept[] = []
  const registrations: OpenedRegistration[] = []
  let epoch = 0

  const { credentialIssuer, authorizationServer } = createIssuerMetadata({
    issuerUrl: url,
    name: { en: 'Harbourtown City Hall', zh: '港城市政厅' },
    templates: [template],
    batchSize,
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
    if (path === '/.well-known/openid-credential-issuer') return Response.json(credentialIssuer)
    if (path === '/.well-known/oauth-authorization-server') return Response.json(authorizationServer)
    if (path === `/templates/${template.name}/${template.version}`) return Response.json(template)
    if (path === '/nonce') return Response.json({ c_nonce: Buffer.from(random(16)).toString('base64url') })
    if (path.startsWith('/offers/')) {
      const code = path.slice('/offers/'.length)
      const configurationIds = [configurationId(template)]
      return Response.json(
        createCredentialOffer({ issuerUrl: url, configurationIds, preAuthorizedCode: code }),
      )
    }
    if (path === '/token') {
      const { preAuthorizedCode } = parseTokenRequest({ form: await request.text(), url: request.url })
      if (!offers.has(preAuthorizedCode) || [...tokens.values()].includes(preAuthorizedCode))
        throw refuse('offer-used')
      const value = Buffer.from(random(16)).toString('base64url')
      tokens.set(value, preAuthorizedCode)
      return Response.json({ access_token: value, token_type: 'Bearer', expires_in: 300 })
    }
    if (path === '/binding') return Response.json(session(bearerOf(request)))
    if (path === '/credential') return credential(bearerOf(request), await request.json())
    if (path.startsWith('/records/')) return recordStatus(path.slice('/records/'.length))
    return new Response(null, { status: 404 })
  }

  function bearerOf(request: Request): string {
    const bearer = request.headers.get('authorization')?.slice('Bearer '.length) ?? ''
    if (!tokens.has(bearer)) throw refuse('token-invalid')
    return bearer
  }

  function session(token: string) {
    const claims = offers.get(tokens.get(token) ?? '') ?? {}
    const sealed = Object.entries(claims).filter(([name]) => template.binding?.record.includes(name))
    const honest: IdentityRecord = {
      issuer: did,
      authority: authority.id,
      template: templateDigest(template),
      recordVersion: sessions.size + 1,
      claims: Object.fromEntries(sealed),
    }
    const record = encodeIdentityRecord(quirks.record?.(honest) ?? honest)
    const name = Buffer.from(random(16)).toString('base64url')
    sessions.set(name, { token, record })
    const { id, threshold, trustees, current } = authority
    const said = { id, epoch: current.epoch }
    return createBindingSession({
      session: name,
      record,
      authority: { name: 'The issuer’s word', threshold, trustees, ...(quirks.authority?.(said) ?? said) },
      boundCredentials: quirks.gives ?? 1,
      publishes: true,
    })
  }

  async function credential(token: string, body: unknown): Promise<Response> {
    const asked = parseBoundCredentialRequest({
      body,
      configurationId: configurationId(template),
      batchSize,
    })
    const opened = sessions.get(asked.session)
    if (opened?.token !== token || quirks.forgetsSessions) {
      quirks.forgetsSessions = false
      throw refuse('session-invalid')
    }
    const again = Buffer.from(asked.registration).toString('hex')
    const answered = made.get(again) ?? (await make({ ...asked, ...opened }))
    made.set(again, answered)
    if (quirks.losesAnswers) {
      quirks.losesAnswers -= 1
      return new Response(null, { status: 502 })
    }
    return Response.json(createBoundCredentialResponse(quirks.alter?.(answered) ?? answered))
  }

  const resolver = createDidResolver({
    networks: [
      { chainId, registryAddress: chain.deployment.contracts.didRegistry, provider: chain.provider },
    ],
    fetch,
  })

  async function make(asked: {
    readonly token: string
    readonly session: string
    readonly nonce: string
    readonly registration: Uint8Array
    readonly record: string
    readonly count: number
  }): Promise<BoundCredentials> {
    const terms = { template, chainId, issuer: did, authority: authority.id }
    const parameters = bindingParametersOf(terms)
    const record = new TextEncoder().encode(asked.record)
    const verdict = await verifyRegistration({ ...asked, parameters, record })
    if (!verdict.valid) throw refuse('registration-invalid')
    const { registration } = verdict
    registrations.push(registration)
    const { reg, regN, date, recordSignature, independent } = registration
    const sealed = sealRecord({
      ...parameters,
      reg,
      content: {
        record: quirks.seals === undefined ? record : new TextEncoder().encode(quirks.seals),
        regN,
        date,
        recordSignature,
        ...(independent && !quirks.leavesOutCertificates && { independent }),
      },
    })
    kept.push({ ...sealed })
    const claims = quirks.claims ?? offers.get(tokens.get(asked.token) ?? '') ?? {}
    const issued = []
    for (let copy = 0; copy < asked.count; copy += 1) {
      issued.push(
        await issueBoundCredential({
          ...terms,
          templateUrl: `${url}/templates/${template.name}/${template.version}`,
          claims: (copy > 0 && quirks.copyClaims) || claims,
          key,
          resolver,
          commitment: registration.commitment,
        }),
      )
    }
    return {
      credentials: issued.map(({ credential }) => credential),
      bindings: issued.map(({ binding }) => binding),
      record: sealed,
    }
  }

  function recordStatus(address: string): Response {
    const records = kept.filter((record) => Buffer.from(record.address).toString('hex') === address)
    const record = quirks.keeps === 'nothing' ? undefined : records.at(-1)
    if (record === undefined) throw refuse('record-unknown')
    if (record.anchored === undefined) return new Response(null, { status: 202 })
    const ciphertext = quirks.keeps === 'another-record' ? random(1052) : record.ciphertext
    const path = quirks.keeps === 'another-path' ? [random(32)] : record.anchored.path
    return Response.json(createRecordStatus({ ...record.anchored, ciphertext, path }))
  }

  return {
    did,
    url,
    quirks,
    /** What holders registered, oldest first. */
    registrations,
    publishProfile,
    /** A link to a new offer of one bound credential. */
    offer(claims: Claims = resident): string {
      const code = Buffer.from(random(16)).toString('base64url')
      offers.set(code, claims)
      return offerLink({ walletUrl: 'http://localhost:4030', offerUri: `${url}/offers/${code}` })
    },
    /** Brings the records of all registrations so far onto the chain, in one batch. */
    async anchor(): Promise<void> {
      epoch += 1
      const leaves = kept.map((record) => recordLeaf({ ...record, issuer: did, epoch }))
      const tree = merkleTree(leaves)
      kept.forEach((record, index) => {
        record.anchored = { epoch, count: leaves.length, index, path: tree.path(index) }
      })
      const change = await chain.escrowRegistry.signAnchorRecords({
        identity: account.address,
        epoch,
        root: tree.root,
        count: leaves.length,
        account,
        deadline: new Date(Date.now() + 3_600_000),
      })
      await chain.send(change)
    },
    stop: server.close,
  }
}
