import type { CeremonyTerms } from './ceremony-terms.ts'

export const round = { commit: 1, reveal: 2, deal: 3, confirm: 4 } as const

/** 1 commit, 2 reveal, 3 deal, 4 confirm. */
export type Round = (typeof round)[keyof typeof round]

/** A ceremony as the chain tells it, up to a block that is final: what may still be taken back lets a trustee choose its message
 *  anew when it has seen those of the others. */
export interface CeremonyLog {
  readonly broadcasts: readonly CeremonyBroadcast[]
  readonly aborted?: CeremonyAccusation | undefined
  /** Whether the key or the refresh that it led to is on chain. */
  readonly published?: boolean
}

export interface CeremonyBroadcast {
  readonly round: number
  /** Number of the trustee who sent it, from 1. */
  readonly trustee: number
  readonly message: Uint8Array
}

export interface CeremonyAccusation {
  /** Number of the trustee who ended the ceremony. */
  readonly trustee: number
  /** Number of the trustee who is said to be guilty; 0 for nobody. */
  readonly accused: number
  readonly evidence: Uint8Array
}

/** The messages of each round by the number of their trustee. The first one counts; a second, other one by the same trustee in the
 *  same round names it in `twice`. The contract lets neither a second one nor strangers through: this is for logs from elsewhere. */
export interface SortedLog {
  readonly messages: Readonly<Record<Round, ReadonlyMap<number, Uint8Array>>>
  readonly twice: readonly number[]
}

const longestMessage = 16_384

export function sortLog({ trustees }: CeremonyTerms, { broadcasts }: CeremonyLog): SortedLog {
  const messages = { 1: new Map(), 2: new Map(), 3: new Map(), 4: new Map() } as const satisfies Record<
    Round,
    Map<number, Uint8Array>
  >
  const twice = new Set<number>()
  for (const { round, trustee, message } of broadcasts) {
    const sent: Map<number, Uint8Array> | undefined = messages[round as Round]
    if (!sent || !Number.isSafeInteger(trustee) || trustee < 1 || trustee > trustees) continue
    // What is too long to be a message is kept as an empty one, which is none either.
    const bounded = message.length > longestMessage ? new Uint8Array() : message
    const first = sent.get(trustee)
    if (first === undefined) sent.set(trustee, bounded)
    else if (first.length !== bounded.length || first.some((octet, i) => octet !== bounded[i])) {
      twice.add(trustee)
    }
  }
  return { messages, twice: [...twice].sort((left, right) => left - right) }
}
