import { DidError, parseEthrDid } from '@velum/did'
import type { Evidence } from '@velum/exchange'
import type { OpeningChain } from './opening-chain.ts'

/** How long after a question its answer may have come. What an issuer or authority published in between, the service saw. */
const answeredWithinSeconds = 900

/** Each moment costs a verification. Issuers set a key in years; who sets many in a quarter of an hour keeps nobody busy for long. */
const mostBetween = 16

export interface MomentsThen {
  /** Oldest first. */
  readonly moments: readonly Date[]
  /** Whether those are all. */
  readonly complete: boolean
}

/** The moments at which a service that asked this may have looked at the chain and seen something else: its question, each key that an
 *  issuer set until the last answer (the first sixteen), and that. A key that was revoked soon is seen at none of the two ends. */
export async function momentsThen(
  chain: Pick<OpeningChain, 'deployment' | 'didRegistry'>,
  { transcript, credentials }: Pick<Evidence, 'transcript' | 'credentials'>,
): Promise<MomentsThen> {
  const first = transcript.time * 1000
  const last = first + answeredWithinSeconds * 1000
  const histories = await Promise.all(
    identitiesOf(credentials, chain.deployment.chainId).map((one) => chain.didRegistry.history(one)),
  )
  const changes = histories.flat()
  const set = changes.flatMap((change) => {
    const at = change.at.getTime()
    const isSet = change.kind === 'attribute' && change.validTo > change.at
    return isSet && first < at && at < last ? [at] : []
  })
  const between = [...new Set(set)].sort((left, right) => left - right)
  const moments = [first, ...between.slice(0, mostBetween), last].map((moment) => new Date(moment))
  return { moments, complete: between.length <= mostBetween }
}

/** Of the issuers that have a history on this chain. */
function identitiesOf(credentials: Evidence['credentials'], chainId: number): string[] {
  const addresses = credentials.flatMap(({ issuer }) => {
    try {
      const parts = parseEthrDid(issuer)
      return parts.chainId === chainId ? [parts.address] : []
    } catch (error) {
      // Whoever resolves it says so.
      if (error instanceof DidError) return []
      throw error
    }
  })
  return [...new Set(addresses)]
}
