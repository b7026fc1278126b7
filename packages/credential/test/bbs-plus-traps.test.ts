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
  verifyIssued,
  verifyPresentation,
} from '../src/index.ts'
import { oracleAcceptsDerived, oracleDerives } from './bbs-plus-oracle.ts'
import {
  deriveBbsPlus,
  header,
  issueBbsPlus,
  oddClaims,
  oddTemplate,
  tolerantVerifier,
  wrap,
} from './bbs-plus-world.ts'
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

beforeAll(async () => {
  issuer = await createIssuer(51)
  credential = await issueBbsPlus(issuer)
  derived = await deriveBbsPlus(credential)
})

async function reasonFor(shown: object): Promise<string> {
  return judge(await wrap(shown))
}

/** For what cannot be signed over, since it is no JSON-LD, or none in safe mode: it is refused before signatures are. */
async function reasonInside(shown: object): Promise<string> {
  return judge({ ...(await wrap(derived)), verifiableCredential: [shown] })
}

async function judge(presentation: object): Promise<string> {
  const verdict = await verifyPresentation({ presentation, ...(await tolerantVerifier(issuer)) })
  return verdict.accepted ? 'accepted' : verdict.reason
}

type Writable = Mutable<DerivedBbsPlusCredential>

function changed(change: (document: Writable) => void): Writable {
  const document = mutable(derived) as Writable
  change(document)
  return document
}

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
    template: (await import('../src/index.ts')).residentIdTemplate,
    resolver: resolverOf([documentsOf(issuer)]),
    now: () => today,
  })
  expect(verdict).toMatchObject({ accepted: false, reason: 'proof-invalid' })
  const shown = await deriveBbsPlus(stolen)
  const claimed = mutable(shown) as Writable
  claimed.proof.verificationMethod = credential.proof.verificationMethod
  expect(await reasonFor(claimed)).toBe('proof-invalid')
})

describe('what the JSON says twice or otherwise', () => {
  test('types, claims and contexts that nobody signed are refused', async () => {
    const refused = (change: (document: Writable) => void) => reasonInside(changed(change))
    expect(await refused((it) => (it.type as unknown as string[]).push('ResidentIdCredential'))).toBe(
      'malformed',
    )
    expect(
      await refused((it) => ((it as Record<string, unknown>).credentialSubject = [it.credentialSubject])),
    ).toBe('malformed')
    expect(await refused((it) => Object.assign(it.credentialSubject, { nationality: ['UTO', 'UTO'] }))).toBe(
      'malformed',
    )
    expect(await refused((it) => (it['@context'] as unknown as unknown[]).push({ sex: 'x:y' }))).toBe(
      'unknown-context',
    )
    expect(await refused((it) => (it.proof.created = '2026-01-01T00:00:01Z'))).toBe('statements-differ')
    expect(await refused((it) => ((it as Record<string, unknown>).proof = [it.proof, it.proof]))).not.toBe(
      'accepted',
    )
  })

  test('the subject has the one id that derived proofs give it', async () => {
    for (const id of ['urn:bnid:_:c14n1', 'did:key:z6Mk', 'urn:bnid:_:c14n0 ']) {
      expect(await reasonInside(changed((it) => Object.assign(it.credentialSubject, { id })))).toBe(
        'malformed',
      )
    }
    expect(await reasonFor(changed((it) => delete it.credentialSubject.id))).toBe('malformed')
  })

  test('text cannot stand for a label of the canonicalisation', async () => {
    for (const text of ['_:c14n0', '<urn:bnid:_:c14n0>']) {
      await expect(
        issueBbsPlus(issuer, { template: oddTemplate, claims: { ...oddClaims, note: text } }),
      ).rejects.toMatchObject({ name: 'CredentialError' })
    }
  })

  test('a typed value is taken in the spelling that framing gives it, and in no other', async () => {
    const odd = await issueBbsPlus(issuer, { template: oddTemplate, claims: oddClaims })
    const shown = await deriveBbsPlus(odd, ['adult', 'age'])
    const typed = (name: string, text: unknown) => ({
      type: `http://www.w3.org/2001/XMLSchema#${name}`,
      '@value': text,
    })
    const withClaims = (claims: object) => ({
      ...shown,
      credentialSubject: { ...shown.credentialSubject, ...claims },
    })
    expect(
      await reasonFor(withClaims({ adult: typed('boolean', 'true'), age: typed('integer', '30') })),
    ).toBe('accepted')
    for (const claims of [
      { adult: typed('boolean', true) },
      { adult: typed('boolean', '1') },
      { age: typed('integer', '+30') },
      { age: typed('integer', '030') },
      { age: typed('decimal', '30') },
      { age: { ...typed('integer', '30'), id: 'urn:x' } },
    ]) {
      expect(await reasonInside(withClaims(claims))).toBe('malformed')
    }
    // A text that looks like the number is another statement.
    expect(await reasonFor(withClaims({ age: '30' }))).toBe('proof-invalid')
  })
})

describe('randomness', () => {
  // Unpatched, two processes of Node sign and prove with the same numbers: then two proofs have A' in common, and with two
  // nonces under one set of draws anybody computes what they hide.
  const drawing = (start: string) => `import { createRequire } from 'node:module'
    import { readFileSync } from 'node:fs'
    const { publicKey, secretKey } = JSON.parse(readFileSync(0, 'utf8'))
    const keyPair = { publicKey: Uint8Array.from(publicKey), secretKey: Uint8Array.from(secretKey) }
    const { blsSign, blsCreateProof } = ${start}
    const messages = [new Uint8Array([1]), new Uint8Array([2])]
    const signature = await blsSign({ keyPair, messages })
    const nonce = new Uint8Array(32)
    const proof = await blsCreateProof({ publicKey: keyPair.publicKey, signature, messages, revealed: [0], nonce })
    console.log(Buffer.from(signature).toString('hex'), Buffer.from(proof).toString('hex'))`

  async function drawn(start: string): Promise<string> {
    const cwd = fileURLToPath(new URL('..', import.meta.url))
    const running = promisify(execFile)(process.execPath, ['--input-type=module', '-e', drawing(start)], {
      cwd,
    })
    const { publicKey, secretKey } = issuer.key
    running.child.stdin?.end(JSON.stringify({ publicKey: [...publicKey], secretKey: [...secretKey] }))
    return (await running).stdout
  }

  test('is the same in every process for the library alone', async () => {
    const alone = `createRequire(process.cwd() + '/')('@mattrglobal/bbs-signatures')`
    expect(await drawn(alone)).toBe(await drawn(alone))
  })

  test('differs between processes as we start the library, which leaves nothing behind', async () => {
    // As it is shipped: another process does not read TypeScript.
    const root = fileURLToPath(new URL('../../..', import.meta.url))
    await promisify(execFile)(
      process.execPath,
      [`${root}/node_modules/typescript/bin/tsc`, '-b', 'packages/credential'],
      { cwd: root },
    )
    const ours = "await (await import('./dist/bbs-plus/load-bbs-plus.js')).loadBbsPlus()"
    const [first = '', second = ''] = [await drawn(ours), await drawn(ours)]
    expect(first).toMatch(/^[0-9a-f]{224} [0-9a-f]+\n$/)
    expect(first).not.toBe(second)
    // Not even the exponent of the first signature, nor A' of the first proof.
    expect(first.slice(96, 160)).not.toBe(second.slice(96, 160))
    expect('self' in globalThis).toBe(false)
  }, 60_000)
})
