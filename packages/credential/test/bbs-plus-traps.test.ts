import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { bbsPlusNonce } from '../src/bbs-plus/bbs-plus-nonce.ts'
import { bbsPlusMessages, documentStatements, proofStatements } from '../src/bbs-plus/bbs-plus-statements.ts'
import {
  type BbsPlusCredential,
  type DerivedBbsPlusCredential,
  residentIdTemplate,
  verifyIssued,
} from '../src/index.ts'
import { oracleAcceptsDerived, oracleDerives } from './bbs-plus-oracle.ts'
import { createTrapWorld, type TrapWorld, type Writable } from './bbs-plus-trap-world.ts'
import { deriveBbsPlus, header, issueBbsPlus } from './bbs-plus-world.ts'
import { createIssuer, documentsOf, type Issuer, type Mutable, mutable, resolverOf, today } from './world.ts'

// What the library of this suite lets through, and that we do not.

interface ProofToVerify {
  readonly publicKey: Uint8Array
  readonly proof: Uint8Array
  readonly messages: readonly Uint8Array[]
  readonly nonce: Uint8Array
}

/** The whole library: the product knows the functions with `bls` alone. */
const library = createRequire(import.meta.url)('@mattrglobal/bbs-signatures') as {
  bls12381toBbs(request: {
    keyPair: { publicKey: Uint8Array }
    messageCount: number
  }): Promise<{ publicKey: Uint8Array }>
  blsCreateProof(request: {
    publicKey: Uint8Array
    signature: Uint8Array
    messages: readonly Uint8Array[]
    revealed: readonly number[]
    nonce: Uint8Array
  }): Promise<Uint8Array>
  blsVerifyProof(request: ProofToVerify): Promise<{ verified: boolean }>
  verifyProof(request: ProofToVerify): Promise<{ verified: boolean }>
}

let issuer: Issuer
let credential: BbsPlusCredential
let derived: DerivedBbsPlusCredential
let reasonFor: TrapWorld['reasonFor']
let changed: TrapWorld['changed']

beforeAll(async () => {
  ;({ issuer, credential, derived, reasonFor, changed } = await createTrapWorld(51))
})

function changedProof(change: (bytes: Buffer) => Uint8Array): Writable {
  return changed(({ proof }) => {
    proof.proofValue = Buffer.from(change(Buffer.from(proof.proofValue, 'base64'))).toString('base64')
  })
}

/** A proof of the right form for so many signed statements, of which the first ones are those that are shown. */
function sayingItSigned(count: number): Writable {
  const shown = 4 + 14 + 1 + 2
  const bits = Buffer.alloc(Math.floor(count / 8) + 1)
  for (let place = 0; place < shown; place++) {
    const at = bits.length - 1 - (place >> 3)
    bits.writeUInt8(bits.readUInt8(at) | (1 << (place & 7)), at)
  }
  const head = Buffer.alloc(2)
  head.writeUInt16BE(count)
  const responses = Buffer.alloc(4 + 32 * (count - shown + 2))
  responses.writeUInt32BE(count - shown + 2)
  return changedProof((bytes) => {
    const start = 2 + Math.floor(bytes.readUInt16BE(0) / 8) + 1
    return Buffer.concat([head, bits, bytes.subarray(start, start + 144 + 4 + 116 + 48), responses])
  })
}

/** What the library says to the statements of `shown` under `nonce`. */
async function libraryAccepts(shown: DerivedBbsPlusCredential | Writable, nonce = bbsPlusNonce(header)) {
  const { proof: signed, ...document } = shown as DerivedBbsPlusCredential
  const messages = bbsPlusMessages([...proofStatements(signed), ...(await documentStatements(document))])
  const proof = new Uint8Array(Buffer.from(signed.proofValue, 'base64'))
  const { publicKey } = issuer.key
  const { verified } = await library.blsVerifyProof({ proof, publicKey, messages, nonce })
  return verified
}

/** A derived proof made by hand over the statements of `credential`, as somebody with their own program would. */
async function derivedByHand(nonce: Uint8Array): Promise<Writable> {
  const { proof: signed, ...document } = credential
  const statements = [...proofStatements(signed), ...(await documentStatements(document))]
  const { proof: _, ...shown } = derived
  const shownStatements = [...proofStatements(signed), ...(await documentStatements(shown))]
  const bytes = await library.blsCreateProof({
    publicKey: issuer.key.publicKey,
    signature: new Uint8Array(Buffer.from(signed.proofValue, 'base64')),
    messages: bbsPlusMessages(statements),
    revealed: shownStatements.map((statement) => statements.indexOf(statement)),
    nonce,
  })
  return changed(({ proof }) => {
    proof.proofValue = Buffer.from(bytes).toString('base64')
    proof.nonce = Buffer.from(nonce).toString('base64')
  })
}

test('what is changed below is accepted unchanged', async () => {
  expect(await reasonFor(derived)).toBe('accepted')
  expect(await reasonFor(await derivedByHand(bbsPlusNonce(header)))).toBe('accepted')
})

describe('the nonce', () => {
  test('of another request passes with the published library, and not with us', async () => {
    const nonce = new Uint8Array(32).fill(9)
    const theirs = await oracleDerives(credential, { issuer, claims: ['sex'], nonce })
    expect(await oracleAcceptsDerived(theirs, issuer)).toBe(true)
    expect(await reasonFor(theirs)).toBe('wrong-presentation-header')
  })

  test('may be empty or nothing but zeros for the library, and not for us', async () => {
    for (const nonce of [new Uint8Array(0), new Uint8Array(32)]) {
      const shown = await derivedByHand(nonce)
      expect(await libraryAccepts(shown, nonce)).toBe(true)
      expect(await reasonFor(shown)).toBe('wrong-presentation-header')
    }
  })

  test('said to be ours over a proof for another one is no help', async () => {
    const shown = await derivedByHand(new Uint8Array(32).fill(9))
    shown.proof.nonce = derived.proof.nonce
    expect(await reasonFor(shown)).toBe('proof-invalid')
  })
})

describe('the number of statements', () => {
  test('may be too large for a function of the library, and not for us', async () => {
    const { publicKey } = await library.bls12381toBbs({
      keyPair: { publicKey: issuer.key.publicKey },
      messageCount: 4 + 14 + 1 + 21,
    })
    const { proof: signed, ...document } = derived
    const statements = [...proofStatements(signed), ...(await documentStatements(document))]
    const verdict = await library.verifyProof({
      proof: new Uint8Array(Buffer.from(signed.proofValue, 'base64')),
      publicKey,
      messages: bbsPlusMessages([...statements, '_:c14n0 <https://w3id.org/velum/vocab#sex> "X" .']),
      nonce: bbsPlusNonce(header),
    })
    expect(verdict.verified).toBe(true)
    expect(await reasonFor(changed((it) => Object.assign(it.credentialSubject, { sex: 'X' })))).toBe(
      'indexes-out-of-range',
    )
  })

  test('may not be smaller either, nor may a statement stand for another one', async () => {
    expect(await reasonFor(changed(({ credentialSubject }) => delete credentialSubject.nationality))).toBe(
      'indexes-out-of-range',
    )
    const claims = derived.credentialSubject
    expect(await reasonFor(changed((it) => (it.credentialSubject = { ...claims, nationality: 'ATL' })))).toBe(
      'proof-invalid',
    )
    const { nationality = '', ...others } = claims
    expect(
      await reasonFor(
        changed((it) => (it.credentialSubject = { ...others, type: others.type, sex: nationality })),
      ),
    ).toBe('proof-invalid')
  })

  test('is bounded before the library makes a generator for each', async () => {
    expect(await reasonFor(sayingItSigned(2000))).toBe('proof-malformed')
    // A number that the library would work on, and still more than any template has.
    expect(await reasonFor(sayingItSigned(300))).toBe('indexes-out-of-range')
  })

  test('no statement can be hidden that every presentation shows', async () => {
    const members = ['credentialStatus', 'credentialSchema', 'expirationDate', 'issuanceDate', 'issuer', 'id']
    for (const member of members) {
      const without = changed((it) => delete (it as Record<string, unknown>)[member])
      expect([member, await reasonFor(without)]).toEqual([member, 'malformed'])
    }
  })
})

describe('the bytes of a proof', () => {
  test('cut short stop a process that gives them to the library, and are refused by us', async () => {
    const code = `const { blsVerifyProof } = require('@mattrglobal/bbs-signatures')
      blsVerifyProof({ proof: new Uint8Array(1), publicKey: new Uint8Array(96), messages: [], nonce: new Uint8Array(32) })
        .then(() => process.exit(0), () => process.exit(0))
      setTimeout(() => process.exit(0), 5000)`
    const cwd = fileURLToPath(new URL('..', import.meta.url))
    await expect(promisify(execFile)(process.execPath, ['-e', code], { cwd })).rejects.toMatchObject({
      stderr: expect.stringContaining('unreachable'),
    })
    const { length } = Buffer.from(derived.proof.proofValue, 'base64')
    for (const end of [0, 1, 2, 3, 10, 100, 300, length - 33, length - 32, length - 1]) {
      expect(await reasonFor(changedProof((bytes) => bytes.subarray(0, end)))).toBe('proof-malformed')
    }
  })

  test('with more behind them pass with the library, and not with us', async () => {
    const longer = changedProof((bytes) => Buffer.concat([bytes, Buffer.from([0])]))
    expect(await libraryAccepts(longer)).toBe(true)
    expect(await reasonFor(longer)).toBe('proof-malformed')
  })

  test('in another spelling of base64 are refused', async () => {
    const spellings = [
      derived.proof.proofValue.replace(/=*$/, ''),
      `${derived.proof.proofValue}\n`,
      derived.proof.proofValue.replaceAll('+', '-').replaceAll('/', '_'),
    ].filter((spelling) => spelling !== derived.proof.proofValue)
    expect(spellings.length).toBeGreaterThan(1)
    for (const spelling of spellings) {
      expect(await reasonFor(changed((it) => (it.proof.proofValue = spelling)))).toBe('proof-malformed')
    }
  })

  test('with no point where a point must be are refused', async () => {
    const { messageCount } = { messageCount: Buffer.from(derived.proof.proofValue, 'base64').readUInt16BE(0) }
    const start = 2 + Math.floor(messageCount / 8) + 1
    for (const point of [0, 1, 2]) {
      const shown = changedProof((bytes) => {
        bytes.fill(0, start + 48 * point, start + 48 * (point + 1))
        bytes[start + 48 * point] = 0xc0
        return bytes
      })
      expect(await reasonFor(shown)).toBe('proof-malformed')
    }
  })

  test('changed anywhere are refused, and stop nothing', async () => {
    const { length } = Buffer.from(derived.proof.proofValue, 'base64')
    await fc.assert(
      fc.asyncProperty(fc.nat(length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const shown = changedProof((bytes) => {
          bytes[at] = (bytes[at] ?? 0) ^ bits
          return bytes
        })
        expect(await reasonFor(shown)).not.toBe('accepted')
      }),
      { numRuns: 60 },
    )
  })
})

test('the key comes from the issuer’s document alone', async () => {
  // Somebody signs in the issuer's name, under a key of theirs that the proof names.
  const thief = { ...(await createIssuer(52)), did: issuer.did }
  const stolen = await issueBbsPlus(thief)
  expect(await reasonFor(await deriveBbsPlus(stolen))).toBe('issuer-key-unknown')
  // The same, under the issuer's own key's name.
  const named = mutable(stolen) as Mutable<BbsPlusCredential>
  named.proof.verificationMethod = credential.proof.verificationMethod
  await expect(deriveBbsPlus(named as unknown as BbsPlusCredential)).rejects.toMatchObject({
    code: 'derivation-failed',
  })
  const verdict = await verifyIssued({
    credential: named,
    template: residentIdTemplate,
    resolver: resolverOf([documentsOf(issuer)]),
    now: () => today,
  })
  expect(verdict).toMatchObject({ accepted: false, reason: 'proof-invalid' })
  const shown = await deriveBbsPlus(stolen)
  const claimed = mutable(shown) as Writable
  claimed.proof.verificationMethod = credential.proof.verificationMethod
  expect(await reasonFor(claimed)).toBe('proof-invalid')
})
