import type { Account } from './account.ts'
import { parseAddress } from './address.ts'
import { bytes32, hex32, secondsOf } from './call-parameters.ts'
import type { ContractFunctions } from './contract-functions.ts'
import type { Receipt } from './transaction.ts'

interface ByAccreditor {
  /** Has the role of an accreditor, sends the transaction and pays for it. */
  account: Account
}

export interface AccreditIssuerOptions extends ByAccreditor {
  /** The issuer's address, as in its did:ethr. */
  identity: string
  /** What people call it. */
  name: string
  until: Date
}

export interface RegisterVerifierOptions extends ByAccreditor {
  /** The full client id with its prefix, as the service's requests carry it. */
  clientId: string
  /** The address that acts for the service on chain. */
  verifier: string
  until: Date
}

export interface RecogniseAuthorityOptions extends ByAccreditor {
  /** Its id in the OpeningRegistry, `0x…`. */
  id: string
  until: Date
}

export interface DefineScopeOptions extends ByAccreditor {
  /** 32 bytes, never used before. */
  scopeId: Uint8Array
  name: string
  /** Every service that sees the same pseudonym, 1 to 64. */
  clientIds: readonly string[]
}

/** What accreditors do, each by a transaction of their own. A second call renews: name, address and term are then the
 *  later ones; a scope alone is defined once. Throws RegistryError 'change-refused' (reasons 'not-accreditor',
 *  'until-not-ahead', 'nothing-to-withdraw', 'no-account', 'scope-already-defined', 'scope-size'), 'payer-unfunded'. */
export interface Accreditor {
  accreditIssuer(options: AccreditIssuerOptions): Promise<Receipt>
  withdrawIssuer(options: ByAccreditor & { identity: string }): Promise<Receipt>
  registerVerifier(options: RegisterVerifierOptions): Promise<Receipt>
  withdrawVerifier(options: ByAccreditor & { clientId: string }): Promise<Receipt>
  recogniseAuthority(options: RecogniseAuthorityOptions): Promise<Receipt>
  withdrawAuthority(options: ByAccreditor & { id: string }): Promise<Receipt>
  defineScope(options: DefineScopeOptions): Promise<Receipt>
  /** For good: the id is not used again. */
  withdrawScope(options: ByAccreditor & { scopeId: Uint8Array }): Promise<Receipt>
}

export function createAccreditor({ transact }: Pick<ContractFunctions, 'transact'>): Accreditor {
  const term = (until: Date) => secondsOf(until, 'The end of the term')
  return {
    accreditIssuer: async ({ account, identity, name, until }) =>
      transact(account, 'accreditIssuer', [parseAddress(identity), term(until), name]),
    withdrawIssuer: async ({ account, identity }) =>
      transact(account, 'withdrawIssuer', [parseAddress(identity)]),
    registerVerifier: async ({ account, clientId, verifier, until }) =>
      transact(account, 'registerVerifier', [clientId, parseAddress(verifier), term(until)]),
    withdrawVerifier: async ({ account, clientId }) => transact(account, 'withdrawVerifier', [clientId]),
    recogniseAuthority: async ({ account, id, until }) =>
      transact(account, 'recogniseAuthority', [hex32(id), term(until)]),
    withdrawAuthority: async ({ account, id }) => transact(account, 'withdrawAuthority', [hex32(id)]),
    defineScope: async ({ account, scopeId, name, clientIds }) =>
      transact(account, 'defineScope', [bytes32(scopeId), name, [...clientIds]]),
    withdrawScope: async ({ account, scopeId }) => transact(account, 'withdrawScope', [bytes32(scopeId)]),
  }
}
