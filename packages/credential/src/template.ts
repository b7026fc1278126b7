import type { ClaimValue } from './credential.ts'

export interface LocalizedText {
  readonly en: string
  readonly zh: string
}

/** What one claim may be: the part of JSON Schema that flat claims need. */
export interface ClaimSchema {
  readonly type: 'string' | 'integer' | 'boolean'
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: 'date'
  readonly enum?: readonly ClaimValue[]
  readonly minimum?: number
  readonly maximum?: number
}

export interface ClaimsSchema {
  readonly $schema: 'https://json-schema.org/draft/2020-12/schema'
  readonly type: 'object'
  readonly properties: Readonly<Record<string, ClaimSchema>>
  readonly required: readonly string[]
  readonly additionalProperties: false
}

/** An issuer's credential type, in one version. Whatever changes, even a label, makes a new version: credentials
 *  name the template by its digest. */
export interface Template {
  /** In kebab case: 'resident-id'. */
  readonly name: string
  readonly version: number
  /** 'ResidentIdCredential' */
  readonly type: string
  readonly subjectType: string
  readonly title: LocalizedText
  /** The period of every credential of this version, the same for all holders. */
  readonly validFrom: string
  readonly validUntil: string
  readonly schema: ClaimsSchema
  readonly labels: Readonly<Record<string, LocalizedText>>
  /** Every claim once, in the order in which it is shown. */
  readonly order: readonly string[]
  /** Claims that every presentation shows. */
  readonly alwaysDisclosed: readonly string[]
  /** What ties its credentials to their holders; absent: nothing does. */
  readonly binding?: TemplateBinding
  /** A colour for the card, in degrees. */
  readonly appearance?: { readonly hue: number }
}

/** What the binding of a credential is about. (docs/proof-system.md) */
export interface TemplateBinding {
  /** The required text claim that identifies one person at the issuer. */
  readonly person: string
  /** The claims that are sealed for the opening authority. */
  readonly record: readonly string[]
  /** What can be proved about without being shown; the first one is `expiry`. */
  readonly numbers: readonly TemplateNumber[]
}

/** A number of the binding, from `lo` to `hi`: dates such as "2026-11-23" in days, integers else. */
export interface TemplateNumber {
  readonly name: string
  readonly unit: 'day' | 'integer'
  readonly lo: string | number
  readonly hi: string | number
  /** The required claim whose value it is: the one of its name by default. `expiry` without a claim is the day on which the
   *  period of the template ends. */
  readonly claim?: string
}
