import type { Account, Chain } from '@velum/registry'

export interface OnChain {
  readonly chain: Chain
  /** Has the role of an accreditor and pays. */
  readonly operator: Account
}

/** As the DID's keys: renewed by whoever still runs this chain then. */
const tenYearsMs = 10 * 365 * 86_400_000

/** Recognises an authority, unless it is. */
export async function recogniseAuthority({ chain, operator: account }: OnChain, id: string): Promise<void> {
  if ((await chain.trustRegistry.authority(id)) !== undefined) return
  await chain.trustRegistry.recogniseAuthority({ account, id, until: endOfTerm() })
}

/** Accredits the issuer, unless it is. `identity`: its address. */
export async function accreditIssuer(options: OnChain & { identity: string; name: string }): Promise<void> {
  const { chain, operator: account, identity, name } = options
  if ((await chain.trustRegistry.issuer(identity)) !== undefined) return
  await chain.trustRegistry.accreditIssuer({ account, identity, name, until: endOfTerm() })
}

/** Registers a service under its client id, with the address that acts for it, unless it is. */
export async function registerService(
  options: OnChain & { clientId: string; verifier: string },
): Promise<void> {
  const { chain, operator: account, clientId, verifier } = options
  const registered = await chain.trustRegistry.verifier(clientId)
  if (registered?.account === verifier) return
  await chain.trustRegistry.registerVerifier({ account, clientId, verifier, until: endOfTerm() })
}

function endOfTerm(): Date {
  return new Date(Date.now() + tenYearsMs)
}
