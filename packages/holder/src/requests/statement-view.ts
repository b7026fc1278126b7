import type { AuthorityView } from '../bindings/authority-view.ts'

/** What a service asks to have proved beside claims, as the holder should see it. */
export type StatementView =
  /** That the holder is the one to whom the credential was issued. A bound credential always shows that. */
  | { readonly type: 'possession' }
  | PseudonymView
  /** The holder's registration, sealed: so many trustees of the authority together could find out who answered. */
  | EscrowView
  /** That all credentials of the answer belong to one wallet. */
  | { readonly type: 'same-holder' }

/** Absent `authority`: the chain does not recognise the one that the service names. */
export interface EscrowView {
  readonly type: 'escrow'
  /** `0x` and 64 hexadecimal digits. */
  readonly authorityId: string
  /** By the chain's word, with its newest epoch. */
  readonly authority?: AuthorityView
}

/** The name by which the service would recognise this holder, and by which nobody else can. */
export interface PseudonymView {
  readonly type: 'pseudonym'
  /** What the service calls its purpose. */
  readonly label: string
  /** The pseudonym as the service gets it: 48 octets, base64url. Absent in a wallet that has no bound credential. */
  readonly pseudonym?: string
  /** A fingerprint of it that people can compare: three groups of four letters and digits. */
  readonly short?: string
  /** When it was last shown to this service, if ever: then the service recognises the holder. ISO 8601. */
  readonly lastShownAt?: string
  /** The shared scope, `0x…`, when several services would get the same pseudonym and could compare notes. */
  readonly scope?: string
  /** Hosts of other services that were shown the same pseudonym before. Only a shared one has such. */
  readonly alsoShownTo: readonly string[]
}
