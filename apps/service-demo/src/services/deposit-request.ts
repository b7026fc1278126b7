import type { RequestDefinition } from '@velum/verifier'
import { transactionOf } from './offer.ts'
import type { ServiceFrame } from './service-frame.ts'

/** Asks the same as the account does, and for a promise: the page names the offer, the service words the promise. */
export function depositRequest(service: ServiceFrame, account: RequestDefinition): RequestDefinition {
  return {
    ...account,
    purpose: service.words.depositPurpose,
    transaction: transactionOf(service.offers),
    resultPage: '/deposit',
  }
}
