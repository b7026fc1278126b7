import type { Account, AuthorityRules, Chain, Hex } from '@velum/registry'
import type { LocalAuthority } from './authority-files.ts'

export interface OnChain {
  readonly chain: Chain
  /** Has the role of an accreditor and pays. */
  readonly operator: Account
}

/** As the DID's keys: renewed by whoever still runs this chain then. */
const tenYearsMs = 10 * 365 * 86_400_000

/** As short as somebody who tries an opening can wait; a court takes days where this takes seconds. */
const rules: AuthorityRules = {
  delaySeconds: 20,
  lifetimeSeconds: 3_600,
  quota: 20,
  quotaPeriodSeconds: 86_400,
  retentionSeconds: 365 * 86_400,
}

/** Registers the authority, publishes its epoch's key with every trustee's signature, and recognises it, as far as
 *  that is not done: a start that was cut short is gone on with. Returns the authority's id. */
export async function appointAuthority(options: OnChain & { authority: LocalAuthority }): Promise<Hex> {
  const { chain, operator: account, authority } = options
  const { openingRegistry, trustRegistry } = chain
  const { name, threshold, salt, trustees } = authority
  const id = openingRegistry.authorityId({ registrar: account.address, salt })

  const registered = await openingRegistry.authority(id)
  if (registered === undefined) {
    const addresses = trustees.map(({ address }) => address)
    await openingRegistry.registerAuthority({ account, salt, trustees: addresses, threshold, name, rules })
  }
  if ((registered?.epoch ?? 0) < authority.epoch) {
    const { epoch, key, verificationShares, dkgHash } = authority
    const content = { id, epoch, key, verificationShares, dkgHash }
    const signatures: Uint8Array[] = []
    for (const trustee of trustees) {
      signatures.push(await openingRegistry.signEpoch({ ...content, account: trustee }))
    }
    await openingRegistry.publishEpoch({ ...content, signatures, account })
  }
  if ((await trustRegistry.authority(id)) === undefined) {
    await trustRegistry.recogniseAuthority({ account, id, until: endOfTerm() })
  }
  return id
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
