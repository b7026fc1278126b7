import { sameAddress } from '../opening/trusted-then.ts'
import type { LoggedAuthority } from './audit-log.ts'

/** The trustees' addresses after a block, in the order of their numbers. */
export function trusteesAfter({ trustees, replacements }: LoggedAuthority, blockNumber: number): string[] {
  const then = [...trustees]
  for (const { trustee, to, ...place } of replacements) {
    if (place.blockNumber <= blockNumber) then[trustee - 1] = to
  }
  return then
}

/** Whether an address had a trustee's place in a block, be it at its beginning or at its end. */
export function isTrusteeIn(
  authority: LoggedAuthority,
  blockNumber: number,
  { trustee, account }: { readonly trustee: number; readonly account: string },
): boolean {
  return [blockNumber - 1, blockNumber].some((block) =>
    sameAddress(trusteesAfter(authority, block)[trustee - 1] ?? '', account),
  )
}
