// Milliseconds of issue, derive and verify for a credential of 21 claims, ours beside Digital Bazaar's unmodified stack, both through
// the same calls of @digitalbazaar/vc and jsonld-signatures. Build first: `npx tsc -b packages/credential`.
// node packages/credential/bench/bench.mjs [--json]

import { randomBytes } from 'node:crypto'
import {
  createDiscloseCryptosuite,
  createSignCryptosuite,
  createVerifyCryptosuite,
} from '@digitalbazaar/bbs-2023-cryptosuite'
import { sign } from '@digitalbazaar/bbs-signatures'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { derive, issue } from '@digitalbazaar/vc'
import { createBlsKeyPair, presentationHeader as headerOf, residentIdTemplate } from '@velum/credential'
import jsigs from 'jsonld-signatures'
import { deriveProof, signBaseProof, verifyDerivedProof } from '../dist/bbs-2023-suite.js'
import { createDocumentLoader } from '../dist/document-loader.js'
import { unsignedCredential } from '../dist/issue-credential.js'
import { claimPointer, mandatoryPointers as pointersOf } from '../dist/template-layout.js'

const random = (length) => new Uint8Array(randomBytes(length))
const key = await createBlsKeyPair({ random })
const issuer = `did:ethr:0x7a69:0x${randomBytes(20).toString('hex')}`
const verificationMethod = `${issuer}#${key.publicKeyMultibase}`
const method = {
  id: verificationMethod,
  type: 'Multikey',
  controller: issuer,
  publicKeyMultibase: key.publicKeyMultibase,
}
const didDocument = {
  '@context': ['https://www.w3.org/ns/did/v1'],
  id: issuer,
  verificationMethod: [method],
  assertionMethod: [method.id],
}
const documentLoader = createDocumentLoader({ resolve: async () => didDocument })

const claims = Object.fromEntries(residentIdTemplate.order.map((name) => [name, `invented ${name}`]))
const document = unsignedCredential({
  template: residentIdTemplate,
  templateUrl: 'http://localhost:4020/templates/resident-id/1',
  claims,
  issuer,
  status: { listUrl: 'http://localhost:4020/status/1', index: 42 },
})
const mandatoryPointers = pointersOf(residentIdTemplate, { withStatus: true })
// Half of the claims, as in the measurements of BBS alone.
const selectivePointers = residentIdTemplate.order
  .filter((_, position) => position % 2 === 0)
  .map(claimPointer)
const presentationHeader = headerOf({
  challenge: randomBytes(16).toString('base64url'),
  domain: 'did:web:example.org',
})

const ours = {
  issue: async () => {
    const options = { document, mandatoryPointers, key, verificationMethod, random, documentLoader }
    const { signed } = await signBaseProof(options)
    return signed
  },
  derive: (credential) =>
    deriveProof({ document: credential, selectivePointers, presentationHeader, documentLoader }),
  verify: (derived) => verifyDerivedProof({ document: derived, presentationHeader, documentLoader }),
}

const ciphersuite = 'BLS12-381-SHA-256'
const { publicKey, secretKey } = key
const signer = {
  id: verificationMethod,
  algorithm: `BBS-${ciphersuite}`,
  publicKey,
  multisign: (input) => sign({ ...input, secretKey, publicKey, ciphersuite }),
  sign: () => Promise.reject(new TypeError('bbs-2023 signs several messages at once.')),
}
const digitalbazaar = {
  issue: () => {
    const suite = new DataIntegrityProof({
      signer,
      cryptosuite: createSignCryptosuite({ mandatoryPointers }),
    })
    return issue({ credential: structuredClone(document), suite, documentLoader })
  },
  derive: (credential) => {
    const cryptosuite = createDiscloseCryptosuite({ selectivePointers, presentationHeader })
    const suite = new DataIntegrityProof({ cryptosuite })
    return derive({ verifiableCredential: structuredClone(credential), suite, documentLoader })
  },
  verify: async (derived) => {
    const cryptosuite = createVerifyCryptosuite({ expectedPresentationHeader: presentationHeader })
    const suite = new DataIntegrityProof({ cryptosuite })
    const purpose = new jsigs.purposes.AssertionProofPurpose()
    const { verified } = await jsigs.verify(structuredClone(derived), { suite, purpose, documentLoader })
    return verified
  },
}

// Milliseconds of each run.
async function time(runs, operation) {
  const times = []
  for (let i = 0; i < runs; i++) {
    const start = performance.now()
    if ((await operation()) === false) throw new Error('an operation that must succeed failed')
    times.push(performance.now() - start)
  }
  return times
}

// Median and best: on a busy machine the best is nearer to the cost of the operation.
function figures(times) {
  const sorted = times.toSorted((a, b) => a - b)
  return { median: sorted[sorted.length >> 1], best: sorted[0] }
}

async function stepsOf(stack) {
  const credential = await stack.issue()
  const derived = await stack.derive(credential)
  return { issue: stack.issue, derive: () => stack.derive(credential), verify: () => stack.verify(derived) }
}

// Turn by turn, so that whatever else the machine does slows both alike.
async function measure() {
  const [our, their] = [await stepsOf(ours), await stepsOf(digitalbazaar)]
  const measured = { our: {}, their: {} }
  for (const name of Object.keys(our)) {
    await time(60, our[name])
    await time(2, their[name])
    const times = { our: [], their: [] }
    for (let round = 0; round < 11; round++) {
      times.our.push(...(await time(9, our[name])))
      times.their.push(...(await time(1, their[name])))
    }
    for (const side of ['our', 'their']) measured[side][name] = figures(times[side])
  }
  return measured
}

// Each must accept what the other made, or the comparison means nothing.
for (const [maker, judge] of [
  [ours, digitalbazaar],
  [digitalbazaar, ours],
]) {
  if (!(await judge.verify(await maker.derive(await maker.issue())))) throw new Error('the stacks disagree')
}

const { our, their } = await measure()
const median = (measured) =>
  Object.fromEntries(Object.entries(measured).map(([name, { median }]) => [name, median]))
if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ w3c: { ours: median(our), digitalbazaar: median(their) } }))
} else {
  console.log('bbs-2023, 21 claims, half of them shown')
  console.table(
    Object.fromEntries(
      Object.keys(our).map((name) => [
        name,
        {
          'ours ms': our[name].median.toFixed(2),
          best: our[name].best.toFixed(2),
          'digitalbazaar ms': their[name].median.toFixed(0),
          'their best': their[name].best.toFixed(0),
          ratio: (their[name].median / our[name].median).toFixed(1),
          'ratio of best': (their[name].best / our[name].best).toFixed(1),
        },
      ]),
    ),
  )
}
