/** What an issuer tells its operator while it runs: never a claim, a code or a key. */
export type IssuerEvent =
  | { readonly type: 'offer-claimed'; readonly offer: string }
  | { readonly type: 'credential-collected'; readonly offer: string; readonly count: number }
  | { readonly type: 'offer-locked'; readonly offer: string }
  | { readonly type: 'list-published'; readonly list: number; readonly epoch: number }
  | { readonly type: 'anchor-lost'; readonly list: number }
  | { readonly type: 'key-published'; readonly key: string }
  | { readonly type: 'key-retired'; readonly key: string }
  | { readonly type: 'profile-published'; readonly template: string; readonly version: number }
  /** The offer's applicant sent a registration that does not hold; the reason is a code. */
  | { readonly type: 'registration-refused'; readonly offer: string; readonly reason: string }
  | { readonly type: 'loss-reported'; readonly kind: 'device' | 'secrets'; readonly revoked: number }
  | { readonly type: 'records-anchored'; readonly epoch: number; readonly count: number }
  | { readonly type: 'records-lost'; readonly epoch: number }
  | { readonly type: 'record-published'; readonly record: string }
  | { readonly type: 'request-failed'; readonly path: string; readonly error: unknown }
  | { readonly type: 'upkeep-failed'; readonly error: unknown }
