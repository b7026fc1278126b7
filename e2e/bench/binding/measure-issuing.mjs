import { createHolderSecrets, createRegistration, verifyRegistration } from '@velum/binding'
import { bindingParametersOf, boundResidentIdTemplate, issueBoundCredential } from '@velum/credential'
import { random } from '../sample.mjs'
import { createWorld } from '../w3c/world.mjs'

/** Whole bound credentials issued one after the other on one core, `{count, seconds}`: each a W3C document of 21 claims, canonicalised
 *  and signed, with the signature of its binding. Every hundredth is of a registration of its own, which is checked. */
export async function measureIssuing({ count }) {
  const { issuance } = await createWorld()
  const template = boundResidentIdTemplate
  const terms = { template, chainId: 31337, issuer: issuance.issuer, authority: `0x${'5e'.repeat(32)}` }
  const order = {
    ...issuance,
    ...terms,
    templateUrl: 'http://localhost:4020/templates/bound-resident-id/1',
  }
  const parameters = bindingParametersOf(terms)
  await issueBoundCredential({ ...order, commitment: await register(parameters) })

  const start = performance.now()
  let commitment
  for (let made = 0; made < count; made++) {
    if (made % 100 === 0) commitment = await register(parameters)
    const { index } = order.status
    await issueBoundCredential({
      ...order,
      status: { ...order.status, index: (index + made) % 131_072 },
      commitment,
    })
  }
  return { count, seconds: (performance.now() - start) / 1000 }
}

async function register(parameters) {
  const application = {
    parameters,
    secrets: createHolderSecrets(random),
    nonce: 'c-nonce',
    session: 'session',
    record: new TextEncoder().encode('{"version":1}'),
    date: '2026-11-23',
    publish: false,
  }
  const { registration } = await createRegistration(application)
  const verdict = await verifyRegistration({ ...application, registration })
  if (!verdict.valid) throw new Error('An honest registration was refused.')
  return verdict.registration.commitment
}
