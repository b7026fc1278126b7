import {
  ascendStrictly,
  hasZeroScalar,
  messageCount,
  parseDerivedProof,
  proofKind,
} from './bbs-2023-proof-value.ts'
import type { Checklist } from './checklist.ts'
import type { SignedCredential } from './credential.ts'
import type { HeaderForm } from './header-form.ts'
import { maximumStatements, statementCount } from './template-layout.ts'

/** Checks what can be seen without JSON-LD and without cryptography, and names what is wrong. Some of it no engine may be
 *  left alone with: a published one accepts statements that nobody signed when indexes repeat. */
export function checkDerivedProof(checks: Checklist, credential: SignedCredential, header: HeaderForm): void {
  const { proofValue } = credential.proof
  const kind = proofKind(proofValue)
  checks.check({
    name: 'proof-kind',
    passed: kind !== 'base',
    reason: 'base-proof-presented',
    expected: 'derived',
    actual: kind,
  })

  const proof = checks.need(parseDerivedProof(proofValue), {
    name: 'proof-encoding',
    reason: 'proof-malformed',
  })
  const signed = checks.need(messageCount(proof), { name: 'proof-length', reason: 'proof-malformed' })
  checks.check({ name: 'proof-scalars', passed: !hasZeroScalar(proof), reason: 'proof-malformed' })

  const { mandatoryIndexes, selectiveIndexes } = proof
  // A generator is made for each of them before it shows that the proof is none.
  const claimed = signed + mandatoryIndexes.length
  checks.check({
    name: 'statements',
    passed: claimed <= maximumStatements,
    reason: 'indexes-out-of-range',
    expected: `at most ${maximumStatements}`,
    actual: String(claimed),
  })

  const statements = statementCount(credential)
  checkIndexes(checks, 'mandatory-indexes', mandatoryIndexes, statements)
  checkIndexes(checks, 'selective-indexes', selectiveIndexes, signed)
  checks.check({
    name: 'index-count',
    passed: mandatoryIndexes.length + selectiveIndexes.length === statements,
    reason: 'indexes-out-of-range',
    expected: `${statements} statements`,
    actual: `${mandatoryIndexes.length} + ${selectiveIndexes.length}`,
  })

  const nodes = credential.credentialStatus === undefined ? 2 : 3
  checks.check({
    name: 'label-map',
    passed:
      isPermutation([...proof.labelMap.keys()], nodes) && isPermutation([...proof.labelMap.values()], nodes),
    reason: 'label-map-invalid',
    expected: `a permutation of ${nodes} labels`,
    actual: [...proof.labelMap].map(([canonical, label]) => `c14n${canonical}=b${label}`).join(' '),
  })

  checks.check({
    name: 'presentation-header',
    passed: header.fits(proof.presentationHeader),
    reason: 'wrong-presentation-header',
    expected: header.expected,
    actual: new TextDecoder().decode(proof.presentationHeader),
  })
}

function checkIndexes(
  checks: Checklist,
  name: 'mandatory-indexes' | 'selective-indexes',
  indexes: readonly number[],
  limit: number,
): void {
  const ascending = ascendStrictly(indexes)
  const expected = `strictly ascending, below ${limit}`
  const actual = indexes.join(' ')
  checks.check({
    name,
    passed: ascending && indexes.every((index) => index < limit),
    reason: ascending ? 'indexes-out-of-range' : 'indexes-not-ascending',
    expected,
    actual,
  })
}

function isPermutation(numbers: readonly number[], length: number): boolean {
  return numbers.length === length && new Set(numbers).size === length && numbers.every((n) => n < length)
}
