import type { LocalizedText, Random } from '@velum/credential'
import type { Did, DidResolver } from '@velum/did'
import type { Chain } from '@velum/registry'
import type { IssuerEvent } from './issuer-event.ts'
import type { KeyRing } from './keys/key-ring.ts'
import type { Seal } from './keys/seal.ts'
import type { SigningResolver } from './keys/signing-resolver.ts'
import type { Queries, Store } from './store/store.ts'

/** What every part of an open issuer works with. */
export interface IssuerContext {
  readonly store: Store
  readonly database: Queries
  readonly chain: Chain
  /** Asks the chain each time. */
  readonly resolver: DidResolver
  /** Our own document while we sign. */
  readonly signingResolver: SigningResolver
  readonly did: Did
  /** The address in the DID: the identity in the registry. */
  readonly address: string
  readonly url: string
  readonly name: LocalizedText
  readonly seal: Seal
  readonly keyRing: KeyRing
  /** Names this process among those that share a database. */
  readonly process: string
  /** A sealed record waits this long for others before its batch is anchored. */
  readonly anchorAfterSeconds: number
  readonly now: () => Date
  readonly random: Random
  readonly report: (event: IssuerEvent) => void
}
