export { AuthorityError, type AuthorityErrorCode } from './authority-error.ts'
export { type CreateAuthorityOptions, type CreatedAuthority, createAuthority } from './create-authority.ts'
export type { RandomOctets } from './octets.ts'
export { decodeTrusteeShare, encodeTrusteeShare, type TrusteeShare } from './trustee-share.ts'
