/** Where it is read which audiences share a scope of pseudonyms. May throw: then the chain was out of reach. */
export interface ScopeSource {
  /** Whether the registry names this audience (a full client id) for this scope (32 octets). */
  contains(of: { scopeId: Uint8Array; clientId: string }): Promise<boolean>
}
