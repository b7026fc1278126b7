/** Where the published profiles of templates are read. May throw: then the chain was out of reach. */
export interface ProfileSource {
  /** The profiles that this issuer published for this template (32 octets), none of them checked. */
  profiles(of: { issuer: string; templateHash: Uint8Array }): Promise<PublishedProfiles>
}

export interface PublishedProfiles {
  /** SHA-256 of the document that counts now; undefined where there is none. */
  readonly current: Uint8Array | undefined
  /** The documents, oldest first. */
  readonly published: readonly Uint8Array[]
}
