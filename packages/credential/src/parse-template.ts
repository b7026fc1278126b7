import { isBindingMember } from './binding/binding-member.ts'
import { parseTemplateBinding } from './binding/parse-template-binding.ts'
import { CredentialError } from './credential-error.ts'
import { isBoundedPattern } from './is-bounded-pattern.ts'
import type { ClaimSchema, ClaimsSchema, LocalizedText, Template } from './template.ts'
import { maximumClaims } from './template-layout.ts'
import { isClaimName, isSafeText, isTimestamp, isTypeName } from './text-syntax.ts'

type Json = Readonly<Record<string, unknown>>

/** Parses a template from JSON and freezes it. Throws CredentialError 'template-invalid', which says what is wrong
 *  and where. */
export function parseTemplate(json: unknown): Template {
  const template = copyOf(json)
  const optional = ['binding', 'appearance'].filter((member) => member in template)
  requireMembers(template, 'The template', [
    ...['name', 'version', 'type', 'subjectType', 'title', 'validFrom', 'validUntil'],
    ...['schema', 'labels', 'order', 'alwaysDisclosed', ...optional],
  ])
  const { name, version, type, subjectType, validFrom, validUntil } = template

  if (typeof name !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 64) {
    throw invalid('`name` must be in kebab case, such as "resident-id", and at most 64 characters long.')
  }
  if (!Number.isSafeInteger(version) || (version as number) < 1) {
    throw invalid('`version` must be a whole number from 1.')
  }
  if (!isTypeName(type) || !isTypeName(subjectType) || type === subjectType) {
    throw invalid(
      '`type` and `subjectType` must be two names such as "ResidentIdCredential" and "ResidentId".',
    )
  }
  if (!isTimestamp(validFrom) || !isTimestamp(validUntil) || validFrom >= validUntil) {
    throw invalid(
      '`validFrom` and `validUntil` must be times such as "2026-01-01T00:00:00Z", the first one earlier.',
    )
  }
  requireText(template.title, '`title`')
  requireSchema(template.schema)
  const claims = Object.keys((template.schema as ClaimsSchema).properties)
  requireMembers(template.labels, '`labels`', claims)
  for (const claim of claims) requireText((template.labels as Json)[claim], `The label of "${claim}"`)
  if (!isListOf(template.order, claims) || template.order.length !== claims.length) {
    throw invalid('`order` must name every claim of the schema once.')
  }
  if (!isListOf(template.alwaysDisclosed, claims)) {
    throw invalid('`alwaysDisclosed` must be a list of claims of the schema, each at most once.')
  }
  requireAppearance(template.appearance)
  if (template.binding !== undefined) {
    parseTemplateBinding(template.binding, {
      schema: template.schema,
      validUntil,
    })
  }
  return deepFreeze(template) as unknown as Template
}

function requireSchema(schema: unknown): asserts schema is ClaimsSchema {
  requireMembers(schema, '`schema`', ['$schema', 'type', 'properties', 'required', 'additionalProperties'])
  if (schema.$schema !== 'https://json-schema.org/draft/2020-12/schema') {
    throw invalid('`schema.$schema` must be "https://json-schema.org/draft/2020-12/schema".')
  }
  if (schema.type !== 'object' || schema.additionalProperties !== false) {
    throw invalid('`schema` must have `type` "object" and `additionalProperties` false.')
  }
  const { properties, required } = schema
  if (!isObject(properties)) throw invalid('`schema.properties` must be an object.')
  const claims = Object.keys(properties)
  if (claims.length === 0 || claims.length > maximumClaims) {
    throw invalid(`A template has from 1 to ${maximumClaims} claims.`)
  }
  for (const claim of claims) requireClaimSchema(claim, properties[claim])
  if (!isListOf(required, claims)) {
    throw invalid('`schema.required` must be a list of claims of the schema, each at most once.')
  }
}

const keywords: Readonly<Record<ClaimSchema['type'], Readonly<Record<string, (value: unknown) => boolean>>>> =
  {
    string: {
      minLength: isCount,
      maxLength: isCount,
      pattern: isPattern,
      format: (value) => value === 'date',
      enum: (value) => isEnum(value, (item) => typeof item === 'string' && item !== '' && isSafeText(item)),
    },
    integer: {
      minimum: Number.isSafeInteger,
      maximum: Number.isSafeInteger,
      enum: (value) => isEnum(value, Number.isSafeInteger),
    },
    boolean: {},
  }

function requireClaimSchema(claim: string, schema: unknown): void {
  if (!isClaimName(claim) || isBindingMember(claim)) {
    throw invalid(
      `"${claim}" cannot name a claim: use letters and digits, a small letter first, no reserved name.`,
    )
  }
  if (!isObject(schema) || !Object.hasOwn(keywords, String(schema.type))) {
    throw invalid(`The claim "${claim}" must have the type string, integer or boolean.`)
  }
  const { type, ...rest } = schema
  for (const [keyword, value] of Object.entries(rest)) {
    const allowed = keywords[type as ClaimSchema['type']]
    const known = Object.hasOwn(allowed, keyword) ? allowed[keyword] : undefined
    if (known === undefined)
      throw invalid(`The claim "${claim}" has "${keyword}", which is not supported there.`)
    if (!known(value)) throw invalid(`The claim "${claim}" has a "${keyword}" that does not fit.`)
  }
}

function requireAppearance(appearance: unknown): void {
  if (appearance === undefined) return
  requireMembers(appearance, '`appearance`', ['hue'])
  const { hue } = appearance
  if (!Number.isSafeInteger(hue) || (hue as number) < 0 || (hue as number) >= 360) {
    throw invalid('`appearance.hue` must be a whole number from 0 to 359.')
  }
}

function requireText(value: unknown, where: string): asserts value is LocalizedText {
  requireMembers(value, where, ['en', 'zh'])
  const texts = [value.en, value.zh]
  if (!texts.every((text) => typeof text === 'string' && text.length > 0 && text.length <= 200)) {
    throw invalid(`${where} must have texts of 1 to 200 characters in en and zh.`)
  }
}

function requireMembers(value: unknown, where: string, members: readonly string[]): asserts value is Json {
  if (!isObject(value)) throw invalid(`${where} must be an object.`)
  const missing = members.find((member) => !Object.hasOwn(value, member))
  if (missing !== undefined) throw invalid(`${where} lacks "${missing}".`)
  const extra = Object.keys(value).find((member) => !members.includes(member))
  if (extra !== undefined) throw invalid(`${where} has "${extra}", which no template has.`)
}

// A copy through JSON: no getters, no prototypes, nothing that changes under our feet.
function copyOf(json: unknown): Json {
  const text = JSON.stringify(json) as string | undefined
  const copy: unknown = text === undefined ? undefined : JSON.parse(text)
  if (!isObject(copy)) throw invalid('A template is a JSON object.')
  return copy
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOf(value: unknown, names: readonly string[]): value is string[] {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return false
  return value.every((item) => names.includes(item))
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isEnum(value: unknown, fits: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && new Set(value).size === value.length && value.every(fits)
}

function isPattern(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 200) return false
  try {
    new RegExp(value, 'u')
    return isBoundedPattern(value)
  } catch {
    // The only way JavaScript has to say that a pattern is none.
    return false
  }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member)
    Object.freeze(value)
  }
  return value
}

function invalid(message: string): CredentialError {
  return new CredentialError('template-invalid', message)
}
