import { parseTemplate, templateHash } from '@velum/credential'
import { parseEthrDid } from '@velum/did'
import type { EvidenceCredential, OpeningCase } from '@velum/exchange'
import type { OpeningChain, OpeningRequest, Place } from '../opening/opening-chain.ts'
import type { ChainSnapshot } from './chain-snapshot.ts'

export interface TakeSnapshotOptions {
  readonly chain: OpeningChain
  readonly openingCase: OpeningCase
  /** The newest final block. What is later is left out: requests, and also votes and results of earlier ones. */
  readonly block: ChainSnapshot['block']
}

/** Reads what the chain says about a case, up to a final block. The log of requests is read whole; of issuers, authority and service
 *  it asks by name. An issuer or template of the case that cannot be read has no history. Throws what the chain throws. */
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
    credentials.flatMap(namesOf).map(async ({ identity, hash }) => {
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
    openings: openings
      .filter(({ requested }) => requested.blockNumber <= block.number)
      .map((one) => asOf(one, block.number)),
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

/** A request as the chain had it in a block. */
function asOf({ closed, ...request }: OpeningRequest, blockNumber: number): OpeningRequest {
  const isSeen = ({ place }: { readonly place: Place }) => place.blockNumber <= blockNumber
  return {
    ...request,
    approvals: request.approvals.filter(isSeen),
    refusals: request.refusals.filter(isSeen),
    ...(closed && isSeen(closed) && { closed }),
  }
}

/** By what the chain knows a credential's issuer and template; nothing where it knows neither. */
function namesOf({ issuer, template }: EvidenceCredential): { identity: string; hash: Uint8Array }[] {
  try {
    return [
      { identity: parseEthrDid(issuer).address, hash: templateHash(parseTemplate(JSON.parse(template))) },
    ]
  } catch {
    // What such a credential says is not verified later: an expected no.
    return []
  }
}
