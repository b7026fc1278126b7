import type { Account, Chain, SignedChange } from '@velum/registry'

/** Sends a change by the deployment's relayer; where there is none the controller pays for it, so its address
 *  needs coins. Throws RegistryError. */
export async function sendChange(
  chain: Chain,
  options: { readonly change: SignedChange; readonly account: Account },
): Promise<void> {
  const { change, account } = options
  await chain.send(change, chain.deployment.relayerUrl === undefined ? { payer: account } : {})
}
