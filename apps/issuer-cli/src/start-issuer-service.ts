import type { LocalizedText } from '@velum/credential'
import type { Deployment } from '@velum/registry'

export interface IssuerServiceOptions {
  /** The folder of the store; made when absent. */
  readonly dir: string
  readonly deployment: Deployment
  /** The address that wallets use. It goes into every credential, so it stays the same over restarts. */
  readonly url: string
  /** 0 picks a free one; `url` must then be known some other way. */
  readonly port: number
  readonly passphrase: string
  readonly issuerName: LocalizedText
  /** One plain line for each thing that happens; never a claim, a code or a key. */
  readonly log: (line: string) => void
}

export interface ServiceOffer {
  readonly offerUri: string
  /** What the holder types; tell it by another way than the link. */
  readonly txCode: string
  readonly expiresAt: Date
  /** The link that opens this wallet at the offer. */
  link(walletUrl: string): string
}

export interface IssuerService {
  readonly did: string
  readonly url: string
  readonly port: number
  /** Offers one credential; `template` is a name (newest version), such as `resident-id`. */
  createOffer(options: {
    readonly template: string
    readonly claims: Readonly<Record<string, string | number | boolean>>
    readonly reference?: string
  }): Promise<ServiceOffer>
  /** Stops listening, finishes what runs and closes the store. */
  close(): Promise<void>
}

/** Starts an issuing service in this process: opens the store, makes an identity when there is none (keys, DID
 *  and both keys on the chain), adds the template "Resident ID" and serves wallets.
 *  Throws IssuerError 'store-in-use', 'wrong-passphrase', 'url-changed', 'chain-changed' or RegistryError
 *  'chain-unreachable'; a taken port throws Node's EADDRINUSE. */
export declare function startIssuerService(options: IssuerServiceOptions): Promise<IssuerService>
