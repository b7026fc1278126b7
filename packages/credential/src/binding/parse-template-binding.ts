import { CredentialError } from '../credential-error.ts'
import { isJsonObject } from '../json-object.ts'
import type { ClaimSchema, ClaimsSchema } from '../template.ts'
import { dayOf } from './day.ts'

/** The number that every binding begins with. */
export const expiryNumber = 'expiry'

// Each is a scalar of the signature, which a holder proves about whatever is asked.
const maximumNumbers = 16
// Of a whole text, plain characters without a blank, listed and never excluded: no two texts that match look alike.
const exactCode = /^\^(?:[\w:/-]|\[[\w:/-]+\]|\\[d./-]|[*+?]|\{\d+(?:,\d*)?\})+\$$/
// Proofs of ranges count in bits, at most 32.
const maximumSpan = 2 ** 32

interface Surroundings {
  readonly schema: ClaimsSchema
  readonly validUntil: string
}

/** Checks the member `binding` of a template. Throws CredentialError 'template-invalid'. */
export function parseTemplateBinding(binding: unknown, { schema, validUntil }: Surroundings): void {
  requireMembers(binding, '`binding`', ['person', 'record', 'numbers'])
  const { person, record, numbers } = binding

  if (!isRequiredClaim(schema, person, isSpeltOneWay)) {
    throw invalid(
      '`binding.person` must name a required text claim with an `enum`, or with a `pattern` of letters, digits and marks of ASCII, ' +
        'such as "^[A-Z]{2}[0-9]{10}$": by another spelling one person would be two.',
    )
  }
  const claims = Object.keys(schema.properties)
  const isRecord =
    Array.isArray(record) &&
    record.length > 0 &&
    new Set(record).size === record.length &&
    record.every((claim) => claims.includes(claim))
  if (!isRecord) throw invalid('`binding.record` must list claims of the schema, each once and at least one.')

  if (!Array.isArray(numbers) || numbers.length === 0 || numbers.length > maximumNumbers) {
    throw invalid(`\`binding.numbers\` must list from 1 to ${maximumNumbers} numbers.`)
  }
  const names = numbers.map((number) => requireNumber(number, { schema, validUntil }))
  if (names[0] !== expiryNumber || new Set(names).size !== names.length) {
    throw invalid('`binding.numbers` must begin with "expiry" and name each number once.')
  }
}

function requireNumber(number: unknown, { schema, validUntil }: Surroundings): string {
  const optional = isJsonObject(number) && 'claim' in number ? ['claim'] : []
  requireMembers(number, 'A number of `binding`', ['name', 'unit', 'lo', 'hi', ...optional])
  const { name, unit } = number
  if (typeof name !== 'string' || !/^[a-z][A-Za-z0-9]{0,63}$/.test(name)) {
    throw invalid(
      'A number of `binding` must have a name of letters and digits that begins with a small letter.',
    )
  }
  if (unit !== 'day' && unit !== 'integer') {
    throw invalid(`The number "${name}" must have the unit day or integer.`)
  }
  if (name === expiryNumber && unit !== 'day') throw invalid('The number "expiry" must have the unit day.')

  const read = unit === 'day' ? dayOf : integerOf
  const [lo, hi] = [read(number.lo), read(number.hi)]
  if (lo === undefined || hi === undefined || lo > hi || hi - lo >= maximumSpan) {
    const wanted = unit === 'day' ? 'dates such as "2026-11-23"' : 'whole numbers'
    throw invalid(`The number "${name}" must have ${wanted} as lo and hi, in order and less than 2^32 apart.`)
  }

  if (name === expiryNumber && number.claim === undefined) {
    const end = dayOf(validUntil.slice(0, 10)) ?? Number.NaN
    if (end >= lo && end <= hi) return name
    throw invalid('The end of the template’s period must lie within lo and hi of the number "expiry".')
  }
  const fits = ({ type, format }: ClaimSchema) =>
    unit === 'day' ? type === 'string' && format === 'date' : type === 'integer'
  if (!isRequiredClaim(schema, number.claim ?? name, fits)) {
    const wanted = unit === 'day' ? 'date' : 'integer'
    throw invalid(`The number "${name}" must be that of a required ${wanted} claim.`)
  }
  return name
}

function isSpeltOneWay({ type, pattern, enum: texts }: ClaimSchema): boolean {
  return type === 'string' && (texts !== undefined || (pattern !== undefined && exactCode.test(pattern)))
}

function isRequiredClaim(
  { properties, required }: ClaimsSchema,
  claim: unknown,
  fits: (schema: ClaimSchema) => boolean,
): boolean {
  if (typeof claim !== 'string' || !required.includes(claim)) return false
  const schema = properties[claim]
  return schema !== undefined && fits(schema)
}

function integerOf(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined
}

function requireMembers(
  value: unknown,
  where: string,
  members: readonly string[],
): asserts value is Record<string, unknown> {
  const names = isJsonObject(value) ? Object.keys(value) : []
  if (names.length !== members.length || !members.every((member) => names.includes(member))) {
    throw invalid(`${where} must have exactly the members ${members.join(', ')}.`)
  }
}

function invalid(message: string): CredentialError {
  return new CredentialError('template-invalid', message)
}
