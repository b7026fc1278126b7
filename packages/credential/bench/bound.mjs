// Processor milliseconds of issuing, accepting, presenting and verifying a bound credential of 21 claims, beside an unbound one of
// the same claims; JSON-LD included. Build first: `npx tsc -b packages/credential`. node packages/credential/bench/bound.mjs

import { randomBytes } from 'node:crypto'
import { createHolderSecrets, createRegistration, verifyRegistration } from '@velum/binding'
import {
  bindingParametersOf,
  boundResidentIdTemplate,
  createBlsKeyPair,
  createBoundPresentation,
  createEd25519KeyPair,
  createPresentation,
  deriveCredential,
  issueBoundCredential,
  issueCredential,
  presentationHeader,
  residentIdTemplate,
  templateProfile,
  verifyIssued,
  verifyPresentation,
} from '@velum/credential'
import { loadCurve, randomScalar } from '@velum/curve'
import { createDidResolver } from '@velum/did'

const resident = {
  familyName: 'Tanaka',
  givenName: 'Mei',
  familyNameZh: '田中',
  givenNameZh: '美',
  birthDate: '1987-06-05',
  sex: 'F',
  nationality: 'UTO',
  residentNumber: 'VL0000000042',
  documentNumber: 'R00000042',
  regionCode: '310101',
  region: 'Lantern Coast',
  streetAddress: '8 Heron Quay',
  locality: 'Harbourtown',
  postalCode: '200001',
  residentSince: '2001-02-03',
  residencyStatus: 'citizen',
  photoHash: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  issueDate: '2026-01-15',
  expiryDate: '2035-12-31',
}

const random = (length) => new Uint8Array(randomBytes(length))
const now = () => new Date('2026-11-23T12:00:00Z')
const chainId = 31_337
const request = { challenge: randomBytes(16).toString('base64url'), domain: 'did:web:example.org' }

const key = await createBlsKeyPair({ random })
const issuer = `did:ethr:0x7a69:0x${randomBytes(20).toString('hex')}`
const method = { id: `${issuer}#${key.publicKeyMultibase}`, type: 'Multikey', controller: issuer }
const document = {
  '@context': ['https://www.w3.org/ns/did/v1'],
  id: issuer,
  verificationMethod: [{ ...method, publicKeyMultibase: key.publicKeyMultibase }],
  assertionMethod: [method.id],
}
const keys = createDidResolver({ networks: [], fetch })
const resolver = {
  resolve: async (did) => (did.startsWith('did:key:') ? keys.resolve(did) : document),
}

const { g1 } = await loadCurve()
const id = `0x${randomBytes(32).toString('hex')}`
const epochKey = g1.encode(g1.multiply(g1.generator, randomScalar(random)))
const authority = { id, name: 'Court', threshold: 3, trustees: 5, epoch: 1, key: epochKey }
const subject = { template: boundResidentIdTemplate, chainId, issuer, authority: id }
const templateUrl = 'http://localhost:4020/templates/1'
const profile = templateProfile({
  ...subject,
  templateUrl,
  issuerKey: key.publicKeyMultibase,
  withStatus: false,
})
const boundSources = {
  chainId,
  templates: [boundResidentIdTemplate],
  profileSource: { profiles: async () => ({ current: profile.hash, published: [profile.document] }) },
  authoritySource: { current: async () => authority },
}

const parameters = bindingParametersOf(subject)
const secrets = createHolderSecrets(random)
const session = { parameters, nonce: 'nonce', session: 'session', record: random(500) }
const created = await createRegistration({ ...session, secrets, date: '2026-11-23', publish: false })
const { registration } = await verifyRegistration({ ...session, registration: created.registration })

const terms = {
  templateUrl,
  claims: resident,
  issuer,
  key,
  resolver,
  random,
}
const issue = () => issueCredential({ ...terms, template: residentIdTemplate })
const issueBound = () => issueBoundCredential({ ...terms, ...subject, commitment: registration.commitment })
const unbound = await issue()
const { credential, binding: issuedBinding } = await issueBound()
const awaited = { ...boundSources, authority: id, secrets, blind: created.blind, issuedBinding }
const accept = () =>
  must(verifyIssued({ credential, template: boundResidentIdTemplate, resolver, now, bound: awaited }))
const { binding, kept } = await accept()

const claims = ['nationality', 'regionCode']
const present = async () => {
  const derived = await deriveCredential({
    credential: unbound,
    claims,
    presentationHeader: presentationHeader(request),
  })
  return createPresentation({
    credentials: [derived],
    holderKey: await createEd25519KeyPair({ random }),
    ...request,
  })
}
const statements = [{ type: 'pseudonym', label: 'account' }, { type: 'escrow' }]
const presentBound = (asked, withHolderProof) => async () => {
  const time = now().getTime() / 1000
  const key = asked.length === 0 ? null : { ...authority, id: Buffer.from(id.slice(2), 'hex') }
  const context = { ...request, time, transactionHash: null, authority: key, sameHolder: false }
  const bound = { binding, parameters, secrets, statements: asked, kept }
  const credentials = [{ credential, claims, bound }]
  const { presentation } = await createBoundPresentation({ credentials, context, withHolderProof, random })
  return presentation
}
const verify = (presentation, asked) => () =>
  must(
    verifyPresentation({
      presentation,
      ...request,
      resolver,
      now,
      boundSources,
      trustedIssuers: [issuer],
      statusSource: {},
      bound: {
        time: now().getTime() / 1000,
        transactionHash: null,
        authority: asked.length === 0 ? null : { id, epoch: 1 },
        statements: [asked],
        sameHolder: false,
      },
    }),
  )

async function must(verdict) {
  const decided = await verdict
  if (!decided.accepted) throw new Error(`Refused: ${decided.reason}`)
  return decided
}

const rows = {
  'issue, unbound': issue,
  'issue, bound': issueBound,
  'accept, bound': accept,
  'present, unbound under a one-time key': present,
  'present, bound: possession': presentBound([], false),
  'present, bound: possession, pseudonym, escrow': presentBound(statements, false),
  'present, bound: the same beside a one-time key': presentBound(statements, true),
  'verify, unbound under a one-time key': verify(await present(), []),
  'verify, bound: possession': verify(await presentBound([], false)(), []),
  'verify, bound: possession, pseudonym, escrow': verify(await presentBound(statements, false)(), statements),
  'verify, bound: the same beside a one-time key': verify(await presentBound(statements, true)(), statements),
}

// Turn by turn, so that whatever else the machine does slows all alike.
const times = Object.fromEntries(Object.keys(rows).map((name) => [name, []]))
for (let round = 0; round < 60; round++) {
  for (const [name, operation] of Object.entries(rows)) {
    const start = process.cpuUsage()
    await operation()
    const { user, system } = process.cpuUsage(start)
    if (round >= 20) times[name].push((user + system) / 1000)
  }
}
console.table(
  Object.fromEntries(
    Object.entries(times).map(([name, list]) => {
      const sorted = list.toSorted((a, b) => a - b)
      return [name, { median: sorted[sorted.length >> 1].toFixed(1), best: sorted[0].toFixed(1) }]
    }),
  ),
)
const bytes = async (made) => JSON.stringify(await made()).length
console.log(
  `bytes: unbound ${await bytes(present)}, bound with pseudonym and escrow ${await bytes(presentBound(statements, false))}`,
)
