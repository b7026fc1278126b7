import { parseTemplate, templateHash } from '@velum/credential'
import { parseEthrDid } from '@velum/did'
import type { OpeningCase } from '@velum/exchange'
import type { OpeningChain, Place } from '../opening/opening-chain.ts'
import type { ChainSnapshot } from './chain-snapshot.ts'

export interface TakeSnapshotOptions {
  readonly chain: OpeningChain
  readonly openingCase: OpeningCase
  /** The newest final block. What is later is left out. */
  readonly block: ChainSnapshot['block']
}

/** Reads what the chain says about a case, up to a final block. The log of requests is read whole; of issuers, authority and service
 *  it asks by name. Throws what the chain throws, CredentialError 'template-invalid' and DidError 'invalid-did'. */
export async function takeSnapshot({
  chain,
  openingCase,
  block,
}: TakeSnapshotOptions): Promise<ChainSnapshot> {
  const { transcript, credentials } = openingCase.evidence
  const { id } = transcript.authority
  const upTo = <Item extends Place>(items: readonly Item[]) =>
    items.filter(({ blockNumber }) => blockNumber <= block.number)
  const { openingRegistry, trustRegistry, didRegistry, escrowRegistry } = chain
  const [openings, authority, epochs, refreshes, services] = await Promise.all([
    openingRegistry.openings({ blocks: 'final' }),
    openingRegistry.authority(id),
    openingRegistry.epochs(id),
    openingRegistry.refreshes(id),
    trustRegistry.verifierChanges({ clientId: transcript.audience }),
  ])
  const issuers = await Promise.all(
    credentials
      .filter(({ issuer }) => issuer.startsWith('did:ethr:'))
      .map(async ({ issuer, template }) => {
        const identity = parseEthrDid(issuer).address
        const hash = templateHash(parseTemplate(JSON.parse(template)))
        const events = upTo(await trustRegistry.profiles({ identity, templateHash: hash }))
        return {
          identity,
          history: upTo(await didRegistry.history(identity)),
          accreditations: upTo(await trustRegistry.accreditationChanges({ identity })),
          batches: upTo(await escrowRegistry.batches(identity)),
          profiles: [{ templateHash: hash, events }],
        }
      }),
  )
  return {
    version: 1,
    chainId: chain.deployment.chainId,
    block,
    openings: openings.filter(({ requested }) => requested.blockNumber <= block.number),
    authority: {
      id,
      name: authority?.name ?? '',
      threshold: authority?.threshold ?? 0,
      epochs: upTo(epochs),
      refreshes: upTo(refreshes),
    },
    services: upTo(services),
    issuers,
  }
}
