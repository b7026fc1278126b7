import { beforeAll, expect, test } from 'vitest'
import { contextLoader } from '../src/document-loader.ts'
import {
  type Claims,
  deriveCredential,
  inspectDerivedProof,
  issueCredential,
  parseCredential,
  presentationHeader,
  residentIdTemplate,
  validateClaims,
} from '../src/index.ts'
import { unsignedCredential } from '../src/issue-credential.ts'
import { drawStatements, groupStatements } from '../src/statements.ts'
import { mandatoryPointers } from '../src/template-layout.ts'
import { inventResidents } from './residents.ts'
import {
  challenge,
  createIssuer,
  documentsOf,
  domain,
  type Issuer,
  issueTo,
  listUrl,
  resolverOf,
  seededRandom,
  templateUrl,
} from './world.ts'

// What a derived proof always shows must not tell holders apart.

const residents = inventResidents(200)
const header = presentationHeader({ challenge, domain })
let issuer: Issuer

beforeAll(async () => {
  issuer = await createIssuer(1)
})

// The statements that get signed, as `issueCredential` makes them, without the time a signature takes.
async function statementsOf(claims: Claims, number: number, withStatus: boolean) {
  const document = unsignedCredential({
    template: residentIdTemplate,
    templateUrl,
    claims,
    issuer: issuer.did,
    ...(withStatus && { status: { listUrl, index: number * 601 } }),
  })
  const random = seededRandom(number + 1)
  const { statements } = await drawStatements({ document, random, documentLoader: contextLoader })
  return groupStatements(statements, mandatoryPointers(residentIdTemplate, { withStatus }))
}

// Which statement stands where: all of it but the value. An index list is a function of this and of the names of
// the claims that are shown, so where this is equal, so is every index list.
const layoutOf = (statements: readonly string[]) =>
  statements.map((statement) => statement.split(' ', 2).join(' '))

test('the statements of 200 residents stand in one order, whoever they are', async () => {
  for (const withStatus of [true, false]) {
    const layouts = new Set<string>()
    for (const [number, claims] of residents.entries()) {
      expect(validateClaims(residentIdTemplate, claims)).toEqual([])
      const { all, mandatory, optional } = await statementsOf(claims, number, withStatus)
      const positions = mandatory.map((statement) => all.indexOf(statement))
      layouts.add(JSON.stringify([layoutOf(all), positions, layoutOf(optional)]))
    }
    expect(layouts.size).toBe(1)
  }
})

test('there are 36 statements with a status and 31 without, of which the 21 claims are hidden', async () => {
  const [first = {}] = residents
  const withStatus = await statementsOf(first, 0, true)
  expect([withStatus.all.length, withStatus.mandatory.length, withStatus.optional.length]).toEqual([
    36, 15, 21,
  ])
  const without = await statementsOf(first, 0, false)
  expect([without.all.length, without.mandatory.length, without.optional.length]).toEqual([31, 10, 21])
  expect(withStatus.optional.every((statement) => statement.startsWith('_:b1 '))).toBe(true)
})

test('the derived proofs of different residents carry one list of indexes', async () => {
  const lists = new Set<string>()
  for (const [number, claims] of residents.slice(0, 5).entries()) {
    const credential = await issueTo(issuer, { claims, seed: number + 1, index: number * 601 })
    const shown = ['nationality', 'birthDate', 'sex']
    const derived = await deriveCredential({ credential, claims: shown, presentationHeader: header })
    const { mandatoryIndexes, selectiveIndexes } = inspectDerivedProof(derived)
    lists.add(JSON.stringify({ mandatoryIndexes, selectiveIndexes }))
  }
  // 18 statements are shown, the three claims among them are in places 11 to 13; of the 21 claims in alphabetical
  // order, birthDate is number 1, nationality number 11 and sex number 19, counted from 0.
  expect([...lists]).toEqual([
    '{"mandatoryIndexes":[0,1,2,3,4,5,6,7,8,9,10,14,15,16,17],"selectiveIndexes":[1,11,19]}',
  ])
})

test('label maps are equal where the disclosed values are', async () => {
  const maps = new Set<string>()
  const proofs = new Set<string>()
  for (const [number, claims] of residents.slice(5, 9).entries()) {
    const alike = { ...claims, nationality: 'UTO', sex: 'X' }
    const credential = await issueTo(issuer, { claims: alike, seed: number + 1, index: null })
    const derived = await deriveCredential({
      credential,
      claims: ['nationality', 'sex'],
      presentationHeader: header,
    })
    const { labelMap, bbsProof } = inspectDerivedProof(derived)
    maps.add(JSON.stringify([...labelMap]))
    proofs.add(Buffer.from(bbsProof).toString('hex'))
  }
  expect(maps.size).toBe(1)
  expect(proofs.size).toBe(4)
})

test('an issuer cannot mark a holder by the order in which it writes the members of a credential', async () => {
  const credential = await issueTo(issuer, { index: 601 })
  const turned = (value: object) => Object.fromEntries(Object.entries(value).toReversed())
  const { type, ...subject } = credential.credentialSubject
  const marked = parseCredential({
    ...turned(credential),
    credentialSchema: turned(credential.credentialSchema),
    credentialStatus: turned(credential.credentialStatus ?? {}),
    credentialSubject: { ...subject, type },
    proof: turned(credential.proof),
  })
  const shown = { claims: ['sex', 'region'], presentationHeader: header }
  const membersOf = (value: object): unknown[] =>
    Object.entries(value).map(([name, member]) =>
      typeof member === 'object' ? [name, membersOf(member)] : name,
    )
  expect(membersOf(marked)).not.toEqual(membersOf(credential))
  expect(membersOf(await deriveCredential({ credential: marked, ...shown }))).toEqual(
    membersOf(await deriveCredential({ credential, ...shown })),
  )
})

test('a generator that always gives the same bytes ends in an error, not in an endless search', async () => {
  // For one resident in six a constant key happens to fit.
  const issuing = residents.slice(0, 8).map((claims) =>
    issueCredential({
      template: residentIdTemplate,
      templateUrl,
      claims,
      issuer: issuer.did,
      key: issuer.key,
      status: { listUrl, index: 1 },
      resolver: resolverOf([documentsOf(issuer)]),
      random: (length) => new Uint8Array(length),
    }).then(
      () => 'signed',
      (error) => error.code,
    ),
  )
  expect(new Set(await Promise.all(issuing))).toContain('randomness-broken')
})
