import type { ExchangeErrorCode } from '@velum/exchange'
import { offerWords } from './offer-words.ts'
import { openingWords } from './opening-words.ts'
import { requestWords } from './request-words.ts'
import type { WordsByCode } from './words.ts'

export const exchangeWords: WordsByCode<ExchangeErrorCode> = {
  ...offerWords,
  ...openingWords,
  ...requestWords,
}
