import { base58, hex } from '@scure/base'
import {
  createDidResolver,
  type Did,
  type DidDocument,
  DidError,
  type DidResolver,
  parseEthrDid,
  type VerificationMethod,
} from '@velum/did'
import type { IssuerChange, OpeningChain } from './opening-chain.ts'

/** Resolves issuers as the chain had them at a moment, which a resolver does not: it says what holds now, and a key that was rotated
 *  away since signed rightly then. Throws DidError as every resolver does. */
export function issuersThen(
  chain: Pick<OpeningChain, 'deployment' | 'didRegistry'>,
  moment: Date,
): DidResolver {
  // What needs nobody: the one-time key beside a proof.
  const alone = createDidResolver({ networks: [], fetch: () => Promise.reject(new TypeError('offline')) })
  return {
    async resolve(did) {
      if (!did.startsWith('did:ethr:')) {
        if (did.startsWith('did:key:')) return alone.resolve(did)
        throw new DidError(
          'method-not-supported',
          'Only issuers on the chain have a history that can be read.',
        )
      }
      const { chainId, address } = parseEthrDid(did)
      if (chainId !== chain.deployment.chainId) {
        throw new DidError('network-unknown', 'The issuer is on another chain.')
      }
      return documentThen(did as Did, await chain.didRegistry.history(address), moment)
    },
  }
}

const nobody = /^0x0{40}$/
/** No key is longer; who writes on chain may be. */
const longestKey = 200
/** As ethr-did-resolver reads names: every purpose but `enc` asserts. */
const assertionKey = /^did\/pub\/Multikey(\/(?!enc(\/|$))\w+)?(\/(hex|base58|base64))?$/

/** The keys that a resolver gave for this history at that moment, by the same rules: what it counted then and this did not, would leave
 *  its holders nobody to be traced to. */
function documentThen(did: Did, changes: readonly IssuerChange[], moment: Date): DidDocument {
  const now = Math.floor(moment.getTime() / 1000) * 1000
  const keys = new Map<string, Uint8Array>()
  for (const change of changes.filter(({ at }) => at.getTime() <= now)) {
    if (change.kind === 'owner' && nobody.test(change.owner)) {
      throw new DidError('did-deactivated', 'This DID had been deactivated by then.')
    }
    if (change.kind !== 'attribute' || !assertionKey.test(change.name)) continue
    if (change.value.length === 0 || change.value.length > longestKey) continue
    // What was set under one name is not revoked under another, though it is the same key.
    const entry = `${change.name} ${hex.encode(change.value)}`
    const until = change.validTo.getTime()
    // A revocation is the same attribute with a validity that ends with its own block.
    if (until >= now && until > change.at.getTime()) keys.set(entry, change.value)
    else keys.delete(entry)
  }
  const methods = new Map<string, VerificationMethod>()
  for (const value of keys.values()) {
    const publicKeyMultibase = `z${base58.encode(value)}`
    const id = `${did}#${publicKeyMultibase}`
    methods.set(id, { id, type: 'Multikey', controller: did, publicKeyMultibase })
  }
  return {
    '@context': ['https://www.w3.org/ns/did/v1'],
    id: did,
    verificationMethod: [...methods.values()],
    assertionMethod: [...methods.keys()],
    authentication: [],
    keyAgreement: [],
    service: [],
  }
}
