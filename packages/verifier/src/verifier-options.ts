import type { CredentialSuite, LocalizedText, Template } from '@velum/credential'
import type { EvidenceOptions } from './evidence-store.ts'
import type { Random } from './random-text.ts'
import type { RequestDefinition } from './request-definition.ts'
import type { SessionStore } from './session-store.ts'

/** How a service sets up its verifier. */
export interface VerifierOptions<Name extends string = string> {
  /** Where `handle` is mounted, as wallets and browsers see it: `https://library.example/velum`. */
  readonly url: string
  /** What the service calls itself; wallets show it beside the host. */
  readonly name: LocalizedText
  /** The wallet that links open unless a visitor uses another one. */
  readonly walletUrl: string
  /** The deployment file of the chain that anchors identifiers and status lists. */
  readonly deployment: unknown
  /** DIDs of issuers whose credentials are accepted. */
  readonly trustedIssuers: readonly string[]
  /** Templates, each in a version, whose credentials are accepted. */
  readonly templates: readonly Template[]
  readonly requests: Readonly<Record<Name, RequestDefinition>>
  /** Offers to sign in with a public DID. */
  readonly signIn?: { readonly purpose: LocalizedText; readonly resultPage: string }
  /** Ed25519, 32 bytes: signs requests as the did:web of the url's host. Required by signed requests. */
  readonly secretKey?: Uint8Array
  /** How long a link waits to be opened by a wallet, and an outcome is kept. Default 600. Who has opened it has as long to answer, at
   *  most 300: no wallet answers a question that is older. */
  readonly sessionSeconds?: number
  /** Suites of the credentials that are accepted. Default `bbs-2023` alone; `BbsBlsSignature2020` (BBS+) is superseded, and nothing
   *  ties its credentials to their holders: the verdict names it. */
  readonly cryptosuites?: readonly CredentialSuite[]
  /** How old the anchor of a status list may be. Default one day. */
  readonly maxStatusAgeSeconds?: number
  /** Required where a request demands escrow: keeps what an opening needs, sealed. */
  readonly evidence?: EvidenceOptions
  /** For how long after its question an answer is taken although the authority has published a new epoch meanwhile.
   *  Default 0: it is refused as 'epoch-stale', and the visitor starts again. */
  readonly epochOverlapSeconds?: number
  /** Default: in this process. */
  readonly store?: SessionStore
  /** Told what went wrong inside while `handle` answered with a status of 500 or above, why evidence could not be kept, and why
   *  openings cannot be watched at the moment.
   *  Holds no claim. */
  readonly onError?: (error: unknown) => void
  /** The platform's own by default. */
  readonly fetch?: typeof globalThis.fetch
  readonly now?: () => Date
  readonly random?: Random
}
