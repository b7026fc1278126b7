import type { BindingParameters, NumberRange } from '@velum/binding'
import type { Claims } from '../credential.ts'
import { CredentialError } from '../credential-error.ts'
import type { Template, TemplateBinding, TemplateNumber } from '../template.ts'
import { templateHash } from '../template-hash.ts'
import { authorityOctets } from './authority-id.ts'
import { dayOf } from './day.ts'
import { expiryNumber } from './parse-template-binding.ts'

export interface BindingParametersOptions {
  /** A bound one. */
  template: Template
  chainId: number
  /** DID. */
  issuer: string
  /** Who can open the records: 32 bytes in lower-case hex after `0x`; null for nobody. */
  authority: string | null
}

/** What all bindings of a template by one issuer have in common. Throws CredentialError 'template-invalid' for a template that
 *  binds nothing and 'authority-invalid'. */
export function bindingParametersOf(options: BindingParametersOptions): BindingParameters {
  const { template, chainId, issuer, authority } = options
  return {
    chainId,
    templateHash: templateHash(template),
    issuer,
    numbers: requireBinding(template).numbers.map(rangeOf),
    authority: authority === null ? null : authorityOctets(authority),
  }
}

/** The numbers that the binding of a credential with these claims holds, in the template's order: days since 1970-01-01 and
 *  integers. Throws CredentialError 'template-invalid' for a template that binds nothing and 'claims-invalid' for a number
 *  that is missing or outside its bounds. */
export function bindingNumbers({ template, claims }: { template: Template; claims: Claims }): number[] {
  return requireBinding(template).numbers.map((number) => {
    const value = numberOf(number, template, claims)
    if (value !== undefined) return value
    throw new CredentialError(
      'claims-invalid',
      `The number "${number.name}" must be from ${number.lo} to ${number.hi} for a binding to hold it.`,
    )
  })
}

/** Whether each number of a template's binding is there and within its bounds. */
export function haveBindingNumbers({ template, claims }: { template: Template; claims: Claims }): boolean {
  return requireBinding(template).numbers.every((number) => numberOf(number, template, claims) !== undefined)
}

// Undefined for one that is missing or outside its bounds.
function numberOf(number: TemplateNumber, { validUntil }: Template, claims: Claims): number | undefined {
  const { lo, hi } = rangeOf(number)
  const endsWithPeriod = number.name === expiryNumber && number.claim === undefined
  const claim = endsWithPeriod ? validUntil.slice(0, 10) : claims[number.claim ?? number.name]
  const value = read(number.unit, claim)
  return value !== undefined && value >= lo && value <= hi ? value : undefined
}

function rangeOf({ name, unit, lo, hi }: TemplateNumber): NumberRange {
  return { name, unit, lo: read(unit, lo) ?? 0, hi: read(unit, hi) ?? 0 }
}

function read(unit: 'day' | 'integer', value: unknown): number | undefined {
  if (unit === 'day') return dayOf(value)
  return Number.isSafeInteger(value) ? (value as number) : undefined
}

function requireBinding({ name, binding }: Template): TemplateBinding {
  if (binding !== undefined) return binding
  throw new CredentialError('template-invalid', `Credentials of the template "${name}" are not bound.`)
}
