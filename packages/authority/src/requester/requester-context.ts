import type { Chain } from '@velum/registry'
import type { RandomOctets } from '../octets.ts'
import type { OwnFolder } from '../trustee/own-folder.ts'

/** What a requester's program works with. */
export interface RequesterContext {
  readonly chain: Chain
  /** The requester's own, this process's alone. */
  readonly folder: OwnFolder
  readonly now: () => Date
  readonly random: RandomOctets
}
