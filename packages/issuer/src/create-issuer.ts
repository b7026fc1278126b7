import { createStatusList, type LocalizedText } from '@velum/credential'
import { ethrDid } from '@velum/did'
import { type Account, type Chain, createAccount, RegistryError } from '@velum/registry'
import { requireAuthority } from './authority/issuer-authority.ts'
import type { Issuer } from './issuer.ts'
import { IssuerError } from './issuer-error.ts'
import { requireIssuerUrl } from './issuer-url.ts'
import { keyPlace } from './keys/key-ring.ts'
import { drawKey, insertKey } from './keys/rotate-key.ts'
import { createWrappedKey } from './keys/wrapped-key.ts'
import { type OpenIssuerOptions, openIssuer } from './open-issuer.ts'
import { identity, keys, statusLists } from './store/schema.ts'

export interface CreateIssuerOptions extends OpenIssuerOptions {
  /** The https address that wallets will use (http for this machine only); it never changes afterwards. */
  readonly url: string
  readonly name: LocalizedText
  /** The opening authority, `0x…`; none unless given. */
  readonly authority?: string
}

/** Makes an issuer in an empty store: keys, a did:ethr, both signing keys in its document and an empty status list
 *  on the chain. Stored before anything is sent: when the chain fails half way, the same call finishes it.
 *  Throws IssuerError 'already-initialised', 'url-invalid', 'url-changed', 'wrong-passphrase', 'authority-unknown',
 *  'publication-failed', or RegistryError. */
export async function createIssuer(options: CreateIssuerOptions): Promise<Issuer> {
  const url = requireIssuerUrl(options.url)
  await options.chain.checkGenesis()
  const [existing] = await options.store.database.select().from(identity)
  if (!existing) {
    if (options.authority !== undefined) await requireAuthority(options.chain, options.authority)
    await storeIdentity({ ...options, url })
  }
  if (existing && existing.url !== url) {
    throw new IssuerError(
      'url-changed',
      `This store belongs to the issuer at ${existing.url}. Name that address, or another folder.`,
    )
  }
  const issuer = await openIssuer(options)
  const unfinished = (await issuer.listKeys()).some(({ state }) => state === 'publishing')
  if (existing && !unfinished) {
    throw new IssuerError('already-initialised', `This store holds the issuer ${existing.did} already.`)
  }
  await issuer.settle()
  return issuer
}

async function storeIdentity(options: CreateIssuerOptions): Promise<void> {
  const { store, chain, passphrase, random, now, name, url } = options
  const { wrappedKey, seal } = await createWrappedKey({ passphrase, random })
  const { secretKey, account } = drawController(random)
  const credentialKey = await drawKey({ random }, 'credential')
  const statusKey = await drawKey({ random }, 'status')
  await store.database.transaction(async (tx) => {
    await tx.insert(identity).values({
      id: 1,
      did: ethrDid(chain.deployment.chainId, account.address),
      url,
      nameEn: name.en,
      nameZh: name.zh,
      ...chainFingerprint(chain),
      authority: options.authority ?? null,
      stretching: wrappedKey.stretching,
      wrappedKey: wrappedKey.wrapped,
      createdAt: now(),
    })
    await tx.insert(keys).values({
      id: account.address,
      kind: 'controller',
      state: 'active',
      sealedSecret: seal.seal(secretKey, keyPlace(account.address)),
      createdAt: now(),
    })
    await insertKey({ seal, now }, tx, { ...credentialKey, kind: 'credential' })
    await insertKey({ seal, now }, tx, { ...statusKey, kind: 'status' })
    await tx.insert(statusLists).values({ number: 1, bits: createStatusList(), changed: true })
  })
}

/** The few values that no secp256k1 key has are drawn again; one in 2^128 needs it. */
function drawController(random: CreateIssuerOptions['random']): { secretKey: Uint8Array; account: Account } {
  for (;;) {
    const secretKey = random(32)
    try {
      return { secretKey, account: createAccount(secretKey) }
    } catch (error) {
      if (!(error instanceof RegistryError && error.code === 'invalid-key')) throw error
    }
  }
}

/** By what a store tells its chain from another one. */
function chainFingerprint(chain: Chain): {
  chainId: number
  firstBlockHash: string
  statusRegistry: string
} {
  const { chainId, firstBlockHash, contracts } = chain.deployment
  return { chainId, firstBlockHash, statusRegistry: contracts.statusRegistry }
}
