import type { LocalizedText } from '@velum/credential'

/** One claim in words. */
export interface ClaimView {
  readonly name: string
  readonly label: LocalizedText
  readonly value: string | number | boolean
}
