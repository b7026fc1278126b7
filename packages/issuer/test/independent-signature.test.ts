import {
  createRegistration,
  type HolderSecrets,
  openSealedRecord,
  recordStatement,
  registrationPoints,
} from '@velum/binding'
import { fetchRecordStatus } from '@velum/exchange'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { type Certifier, createCertifier } from '../../binding/test/support/certificates.ts'
import {
  authorize,
  boundTemplate,
  freshNonce,
  newSecrets,
  offerBound,
  openSession,
  registrationOptions,
  residentNumbered,
  sendRegistration,
} from './bound-support.ts'
import { startTestIssuer, type TestIssuer } from './support.ts'

let world: TestChain
let court: TestAuthority
let setup: TestIssuer
let certifier: Certifier
beforeAll(async () => {
  world = await startTestChain()
  court = await startAuthority(world)
  setup = await startTestIssuer({ chain: world.chain, authority: court.id })
  await setup.issuer.addTemplate(boundTemplate)
  certifier = await createCertifier()
})
afterAll(async () => {
  await setup?.stop()
  await world?.stop()
})

async function collect(person: number, options: { secrets: HolderSecrets; certified: boolean }) {
  const { secrets, certified } = options
  const { issuer } = setup
  const offer = await offerBound(issuer, residentNumbered(person), { reference: `case ${person}` })
  const wallet = await authorize(offer)
  const session = await openSession(wallet)
  const nonce = await freshNonce(wallet)
  const { chain } = world
  const application = registrationOptions({ issuer, chain, session, secrets, nonce })
  const { parameters, record } = application
  const { reg } = await registrationPoints({ parameters, secrets })
  const statement = recordStatement({ parameters, reg, record })
  const key = await certifier.certify({ subject: `CN=Resident ${person}` })
  const independent = { certificate: key.certificate, signature: await key.sign(statement) }
  const { registration } = await createRegistration({ ...application, ...(certified && { independent }) })
  const bound = await sendRegistration(wallet, { session: session.session, nonce, registration })

  /** What the authority would find of this person. */
  const served = async () => {
    await issuer.anchorRecords()
    const { address } = bound.record
    const status = await fetchRecordStatus({ issuerUrl: issuer.url, address, fetch })
    if (status.state !== 'anchored') throw new TypeError('the record is not anchored')
    const { chainId, authority } = parameters
    return openSealedRecord({ chainId, issuer: issuer.did, authority, reg, ciphertext: status.ciphertext })
  }
  return { independent, bound, served }
}

test('a record with an independent signature is replaced by another with one, and by none without', async () => {
  const secrets = newSecrets()
  const first = await collect(1, { secrets, certified: true })
  await expect(collect(1, { secrets, certified: false })).rejects.toMatchObject({
    code: 'independent-signature-missing',
  })
  expect(setup.events).toContainEqual(
    expect.objectContaining({ type: 'registration-refused', reason: 'independent-signature-missing' }),
  )
  expect((await first.served())?.independent).toEqual(first.independent)

  const second = await collect(1, { secrets, certified: true })
  expect(second.bound.record.address).toEqual(first.bound.record.address)
  expect((await second.served())?.independent).toEqual(second.independent)
})

test('a record without one may be followed by any', async () => {
  const secrets = newSecrets()
  for (const certified of [false, false, true]) {
    const { served, independent } = await collect(2, { secrets, certified })
    expect((await served())?.independent).toEqual(certified ? independent : undefined)
  }
})

test('whoever has lost the certified key registers without it once the loss of the device is declared', async () => {
  const secrets = newSecrets()
  const before = await collect(3, { secrets, certified: true })
  await setup.issuer.reportLoss({ target: { reference: 'case 3' }, kind: 'device' })
  const fresh = { ...newSecrets(), nymSecret: secrets.nymSecret }
  const after = await collect(3, { secrets: fresh, certified: false })
  expect(after.bound.record.address).not.toEqual(before.bound.record.address)
  expect((await before.served())?.independent).toEqual(before.independent)
})
