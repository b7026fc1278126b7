import { generateKeyPair, sign } from '@velum/bbs'
import {
  bindingB,
  createHolderSecrets,
  createRegistration,
  signatureB,
  signBinding,
  verifyRegistration,
} from '@velum/binding'
import { encodeScalar, loadCurve, randomScalar } from '@velum/curve'
import { random } from '../sample.mjs'

const ciphersuite = 'BLS12-381-SHA-256'
const text = (value) => new TextEncoder().encode(value)

/** An issuer, an authority and a holder with a bound credential of 26 messages, of which 15 stay hidden. */
export async function createBindingSample() {
  const { g1 } = await loadCurve()
  const keys = await generateKeyPair({ ciphersuite })
  const authority = {
    id: random(32),
    epoch: 1,
    key: g1.encode(g1.multiply(g1.generator, randomScalar(random))),
  }
  const parameters = {
    chainId: 31337,
    templateHash: random(32),
    issuer: 'did:ethr:0x7a69:0x8d12a197cb00d4747a1fe03395095ce2a5cc6819',
    numbers: [
      { name: 'expiry', unit: 'day', lo: 18262, hi: 47482 },
      { name: 'birthDate', unit: 'day', lo: -43829, hi: 47482 },
    ],
    authority: authority.id,
  }
  const secrets = createHolderSecrets(random)
  const application = {
    parameters,
    secrets,
    nonce: 'c-nonce',
    session: 'session',
    record: text(JSON.stringify({ version: 1, claims: { familyName: 'Varga', givenName: 'Lena' } })),
    date: '2026-11-23',
    publish: false,
  }
  const { registration, blind } = await createRegistration(application)
  const opened = await verifyRegistration({ ...application, registration })
  if (!opened.valid) throw new Error('An honest registration was refused.')

  const messages = Array.from({ length: 26 }, () => random(48))
  const header = random(64)
  const linkIndex = messages.length - 1
  const toBind = {
    parameters,
    ...keys,
    commitment: opened.registration.commitment,
    linkMessage: messages[linkIndex],
    handle: encodeScalar(randomScalar(random)),
    numbers: [22000, 9000],
  }
  const binding = {
    signature: await signBinding(toBind),
    handle: toBind.handle,
    numbers: toBind.numbers,
    blind,
  }
  const { publicKey } = keys
  const credential = {
    publicKey,
    header,
    messages,
    signature: await sign({ ciphersuite, ...keys, header, messages }),
  }
  return {
    application,
    registration,
    toBind,
    authority,
    toSign: { ciphersuite, ...keys, header, messages },
    credential: {
      ...credential,
      disclosedIndexes: messages.map((_, index) => index).slice(0, 11),
      documentHash: random(32),
      b: await signatureB(credential),
    },
    bound: {
      binding,
      parameters,
      linkIndex,
      secrets,
      b: await bindingB({ publicKey, parameters, linkMessage: toBind.linkMessage, binding, secrets }),
    },
  }
}
