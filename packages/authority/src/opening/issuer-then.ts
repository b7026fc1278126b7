import { base58 } from '@scure/base'
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
const assertionKey = /^did\/pub\/Multikey\/veriKey(\/\w*)?$/

function documentThen(did: Did, changes: readonly IssuerChange[], moment: Date): DidDocument {
  const keys = new Map<string, VerificationMethod>()
  for (const change of changes.filter(({ at }) => at <= moment)) {
    if (change.kind === 'owner' && nobody.test(change.owner)) {
      throw new DidError('did-deactivated', 'This DID had been deactivated by then.')
    }
    if (change.kind !== 'attribute' || !assertionKey.test(change.name)) continue
    if (change.value.length > longestKey) continue
    const publicKeyMultibase = `z${base58.encode(change.value)}`
    const id = `${did}#${publicKeyMultibase}`
    // A revocation is the same attribute with a validity that is over.
    if (change.validTo >= moment) keys.set(id, { id, type: 'Multikey', controller: did, publicKeyMultibase })
    else keys.delete(id)
  }
  return {
    '@context': ['https://www.w3.org/ns/did/v1'],
    id: did,
    verificationMethod: [...keys.values()],
    assertionMethod: [...keys.keys()],
    authentication: [],
    keyAgreement: [],
    service: [],
  }
}
