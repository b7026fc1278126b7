import { type OutputUnit, Validator } from '@cfworker/json-schema'
import { maximumMatchedLength } from './is-bounded-pattern.ts'
import type { ClaimSchema, Template } from './template.ts'
import { isSafeText } from './text-syntax.ts'

export type ClaimProblemCode =
  | 'missing'
  | 'unknown'
  | 'wrong-type'
  | 'empty'
  | 'too-short'
  | 'too-long'
  | 'wrong-pattern'
  | 'wrong-format'
  | 'not-allowed'
  | 'out-of-range'
  | 'unsafe-text'

/** What is wrong with one claim. `message` says in English what is wanted; it never repeats the value. */
export interface ClaimProblem {
  readonly claim: string
  readonly code: ClaimProblemCode
  readonly message: string
}

// A card has no room for more.
const maximumTextLength = 5_000

/** Everything that keeps `claims` from being claims of the template, at most one problem for each claim, in the
 *  template's order; an empty list when all is well. Absent optional claims are left out or undefined, not ''. */
export function validateClaims(
  template: Template,
  claims: Readonly<Record<string, unknown>>,
): ClaimProblem[] {
  const { properties, required } = template.schema
  const known = template.order.flatMap((claim): ClaimProblem[] => {
    const schema = properties[claim]
    const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined
    if (value === undefined || schema === undefined) {
      return required.includes(claim) ? [{ claim, code: 'missing', message: 'This claim is required.' }] : []
    }
    const problem = problemOf(schema, value)
    return problem === undefined ? [] : [{ claim, ...problem }]
  })
  const unknown = Object.keys(claims)
    .filter((claim) => !Object.hasOwn(properties, claim))
    .map((claim): ClaimProblem => ({ claim, code: 'unknown', message: 'The template has no such claim.' }))
  return [...known, ...unknown]
}

type Problem = Omit<ClaimProblem, 'claim'>

function problemOf(schema: ClaimSchema, value: unknown): Problem | undefined {
  if (value === '') return { code: 'empty', message: 'This must not be empty; leave out an optional claim.' }
  if (typeof value === 'string') {
    const longest = schema.pattern === undefined ? maximumTextLength : maximumMatchedLength
    if (value.length > longest) {
      return { code: 'too-long', message: `This may have at most ${longest} characters.` }
    }
    if (!isSafeText(value)) {
      return {
        code: 'unsafe-text',
        message: 'This holds "_:", "<urn:bnid:" or a broken character, which cannot be signed.',
      }
    }
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    return { code: 'wrong-type', message: 'This must be a whole number.' }
  }
  const { valid, errors } = validatorOf(schema).validate(value)
  return valid ? undefined : problemFor(schema, errors)
}

function validatorOf({ enum: allowed, ...schema }: ClaimSchema): Validator {
  return new Validator({ ...schema, ...(allowed !== undefined && { enum: [...allowed] }) }, '2020-12', false)
}

const problems: Readonly<Record<string, (schema: ClaimSchema) => Problem>> = {
  type: ({ type }) => ({ code: 'wrong-type', message: `This must be ${typeWords[type]}.` }),
  minLength: ({ minLength }) => ({
    code: 'too-short',
    message: `This must have at least ${minLength} characters.`,
  }),
  maxLength: ({ maxLength }) => ({
    code: 'too-long',
    message: `This may have at most ${maxLength} characters.`,
  }),
  format: () => ({
    code: 'wrong-format',
    message: 'This must be a date that exists, written like 1987-06-05.',
  }),
  pattern: ({ pattern }) => ({ code: 'wrong-pattern', message: `This must match the pattern ${pattern}.` }),
  enum: ({ enum: values }) => ({
    code: 'not-allowed',
    message: `This must be one of ${values?.join(', ')}.`,
  }),
  minimum: ({ minimum }) => ({ code: 'out-of-range', message: `This must be at least ${minimum}.` }),
  maximum: ({ maximum }) => ({ code: 'out-of-range', message: `This may be at most ${maximum}.` }),
}

const typeWords = { string: 'text', integer: 'a whole number', boolean: 'true or false' } as const

// The first problem in the order above, since a wrong type makes every other complaint beside the point.
function problemFor(schema: ClaimSchema, errors: readonly OutputUnit[]): Problem {
  const failed = new Set(errors.map(({ keyword }) => keyword))
  const [, describe] = Object.entries(problems).find(([keyword]) => failed.has(keyword)) ?? []
  return describe?.(schema) ?? { code: 'not-allowed', message: 'This does not fit the template.' }
}
