import type { ClaimView } from '@velum/holder'

type ClaimGroupName = 'person' | 'birth' | 'identity' | 'residence' | 'other'

export interface ClaimGroup {
  readonly name: ClaimGroupName
  readonly claims: readonly ClaimView[]
}

const wordsOfGroups: readonly (readonly [ClaimGroupName, RegExp])[] = [
  ['birth', /^birth/],
  ['identity', /(number|document|issueDate|expiryDate|nationality|^sex$|photo)/i],
  ['residence', /(region|street|locality|postal|address|residen|city|country)/i],
  ['person', /(name|honorific|title)/i],
]

/** Lays the claims of any template together by what their names speak of; the template's order stays within a group. */
export function groupClaims(claims: readonly ClaimView[]): ClaimGroup[] {
  const found = new Map<ClaimGroupName, ClaimView[]>()
  for (const claim of claims) {
    const name = wordsOfGroups.find(([, words]) => words.test(claim.name))?.[0] ?? 'other'
    found.set(name, [...(found.get(name) ?? []), claim])
  }
  const order: readonly ClaimGroupName[] = ['person', 'birth', 'identity', 'residence', 'other']
  return order.flatMap((name) => {
    const inGroup = found.get(name)
    return inGroup ? [{ name, claims: inGroup }] : []
  })
}
