import type { CeremonyRecord, Chain, OpeningRecord } from '@velum/registry'
import type { AuditLog } from './audit-log.ts'

/** Reads whole logs up to a final block. Throws what the chain throws. */
export async function readAuditLog(chain: Chain, block: AuditLog['block']): Promise<AuditLog> {
  const { openingRegistry, trustRegistry, deployment } = chain
  const blocks = 'final'
  const isThen = ({ blockNumber }: { readonly blockNumber: number }) => blockNumber <= block.number
  const authorities = []
  for (const registration of (await openingRegistry.registrations({ blocks })).filter(isThen)) {
    const { id, name, trustees, threshold, rules, blockNumber, transactionHash, at } = registration
    const [epochs, refreshes, replacements, ceremonies, destructions] = await Promise.all([
      openingRegistry.epochs(id, { blocks }),
      openingRegistry.refreshes(id, { blocks }),
      openingRegistry.replacements(id, { blocks }),
      openingRegistry.ceremonies(id, { blocks }),
      openingRegistry.destructions(id, { blocks }),
    ])
    authorities.push({
      ...{ id, name, trustees, threshold, rules },
      registered: { blockNumber, transactionHash, at },
      epochs: epochs.filter(isThen),
      refreshes: refreshes.filter(isThen),
      replacements: replacements.filter(isThen),
      destructions: destructions.filter(isThen),
      ceremonies: ceremonies.filter(({ begun }) => isThen(begun)).map((one) => ceremonyThen(one, isThen)),
    })
  }
  const openings = await openingRegistry.openings({ blocks })
  return {
    version: 1,
    chainId: deployment.chainId,
    contract: openingRegistry.address,
    block,
    authorities,
    openings: openings.filter(({ requested }) => isThen(requested)).map((one) => openingThen(one, isThen)),
    services: (await trustRegistry.verifierChanges({ blocks })).filter(isThen),
  }
}

type IsThen = (place: { readonly blockNumber: number }) => boolean

// Logs are read one after the other, and meanwhile more becomes final.
function ceremonyThen({ broadcasts, aborted, published, ...rest }: CeremonyRecord, isThen: IsThen) {
  return {
    ...rest,
    broadcasts: broadcasts.filter(({ place }) => isThen(place)),
    ...(aborted && isThen(aborted.place) && { aborted }),
    ...(published && isThen(published) && { published }),
  }
}

function openingThen({ approvals, refusals, closed, ...rest }: OpeningRecord, isThen: IsThen) {
  return {
    ...rest,
    approvals: approvals.filter(({ place }) => isThen(place)),
    refusals: refusals.filter(({ place }) => isThen(place)),
    ...(closed && isThen(closed.place) && { closed }),
  }
}
