import type { LocalizedText } from '@velum/credential'
import type { Transaction } from '@velum/verifier'
import type { Offer } from './service-frame.ts'

/** Words an offer, with the promise that a holder makes for it. */
export function offer(options: {
  readonly reference: string
  readonly title: LocalizedText
  readonly text: LocalizedText
  readonly deposit: number
  /** “Borrow … for 14 days”, without the deposit and without a full stop. */
  readonly act: LocalizedText
}): Offer {
  const { act, ...rest } = options
  return {
    ...rest,
    promise: {
      en: `${act.en}, against a deposit of ${rest.deposit} crowns.`,
      zh: `${act.zh}，押金 ${rest.deposit} 克朗。`,
    },
  }
}

/** The transaction that a visitor confirms for the offer of that reference; undefined when there is none. */
export function transactionOf(offers: readonly Offer[]) {
  return (reference: string | undefined): Transaction | undefined => {
    const chosen = offers.find((one) => one.reference === reference)
    return chosen && { ...chosen.promise, reference: chosen.reference }
  }
}
