import type { Chain } from '@velum/registry'
import { platformRandom, type RandomOctets } from '../octets.ts'
import { type Approval, approveRequest, type CaseOptions } from './approve-request.ts'
import type { CeremonyResult, TakePartOptions } from './ceremony-progress.ts'
import { type DestroyedEpoch, destroyRetired } from './destroy-retired.ts'
import { type HandOver, handOverPart } from './hand-over.ts'
import { type OwnFolder, openFolder } from './own-folder.ts'
import { type Refusal, type RefuseOptions, refuseRequest } from './refuse-request.ts'
import { type Registered, type RegisterOptions, registerTrustees } from './register-trustees.ts'
import {
  type ReplacementFile,
  type SignReplacementOptions,
  sendReplacement,
  signReplacement,
} from './replace-trustee.ts'
import { abandonCeremony, takePart } from './take-part.ts'
import { nameAuthority, type TrusteeContext, trusteeStanding } from './trustee-context.ts'

export interface OpenTrusteeOptions {
  /** As `createFolder` made it. */
  readonly folder: string
  readonly passphrase: string
  readonly chain: Chain
  readonly now: () => Date
  /** A cryptographic source; the platform's own by default. */
  readonly random?: RandomOctets
}

/** One trustee at work: the only process that has its folder, until `close`. */
export interface Trustee {
  readonly folder: OwnFolder
  /** Registers an authority; the folder belongs to it if its account is a trustee. */
  register(options: RegisterOptions): Promise<Registered>
  /** Says which authority the folder belongs to, and accepts its trustees as the chain has them now. Throws AuthorityError 'authority-unknown',
   *  'not-trustee', 'authority-differs'. */
  belongTo(authority: string): Promise<void>
  /** Takes part in a key generation or a refresh, or begins one, to its end; goes on where it stopped. */
  takePart(options?: TakePartOptions): Promise<CeremonyResult>
  /** Ends what is under way, and accuses nobody. */
  abandon(): Promise<number | undefined>
  /** Inspects a case, makes this trustee's part of it and votes for it. */
  approve(options: CaseOptions): Promise<Approval>
  /** Gives the part of a request out that this trustee has approved, once enough have. */
  handOver(options: { readonly requestId: string }): Promise<HandOver>
  refuse(options: RefuseOptions): Promise<Refusal>
  /** Adds this trustee's signature to the replacement of one; `missing`: how many more it takes. */
  signReplacement(options: SignReplacementOptions): Promise<ReplacementFile & { readonly missing: number }>
  /** Makes a replacement that enough have signed. */
  sendReplacement(file: ReplacementFile): Promise<void>
  /** Destroys the shares of all epochs whose retention is over, and says so on chain. */
  destroyRetired(): Promise<readonly DestroyedEpoch[]>
  /** A sign of life on chain; the trustee's number. */
  checkIn(): Promise<number>
  close(): Promise<void>
}

/** Opens a trustee's folder. Throws AuthorityError 'folder-empty', 'folder-in-use', 'passphrase-wrong', 'file-malformed'. */
export async function openTrustee(options: OpenTrusteeOptions): Promise<Trustee> {
  const { chain, passphrase, now, random = platformRandom } = options
  const folder = await openFolder({ folder: options.folder, passphrase })
  const context: TrusteeContext = { chain, folder, passphrase, now, random }
  return {
    folder,
    register: (terms) => registerTrustees(context, terms),
    belongTo: (authority) => nameAuthority(context, authority),
    takePart: (how = {}) => takePart(context, how),
    abandon: () => abandonCeremony(context),
    approve: (one) => approveRequest(context, one),
    handOver: (one) => handOverPart(context, one),
    refuse: (one) => refuseRequest(context, one),
    signReplacement: (one) => signReplacement(context, one),
    sendReplacement: (file) => sendReplacement(context, file),
    destroyRetired: () => destroyRetired(context),
    async checkIn() {
      const { id, trustee } = await trusteeStanding(context)
      await chain.openingRegistry.checkIn({ id, trustee, account: folder.account })
      return trustee
    },
    close: () => folder.close(),
  }
}
