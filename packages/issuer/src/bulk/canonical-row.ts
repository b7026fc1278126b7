import type { Claims } from '@velum/credential'

/** One text for equal claims, whatever their order; absent and empty optional claims are the same. */
export function canonicalRow(claims: Claims): string {
  const entries = Object.entries(claims).filter(([, value]) => value !== '')
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
