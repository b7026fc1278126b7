/** What a wallet was doing when the issuer answered. */
export type VciStep = 'offer' | 'metadata' | 'token' | 'nonce' | 'binding' | 'credential' | 'record'
