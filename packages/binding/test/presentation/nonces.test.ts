import {
  addScalars,
  encodeScalar,
  multiplyScalars,
  negateScalar,
  type Scalar,
  subtractScalars,
} from '@velum/curve'
import { describe, expect, it } from 'vitest'
import { createHolderSecrets, provePresentation, registrationPoints } from '../../src/index.ts'
import { decodeExtension } from '../../src/presentation/extension.ts'
import { initPossession } from '../../src/presentation/possession.ts'
import { once } from '../../src/presentation/statement-kind.ts'
import { escrow } from '../../src/presentation/statements/escrow.ts'
import { acceptedByDigitalBazaar, contextOf, present, toProve, toVerify } from './support/present.ts'
import {
  bbs,
  createAuthority,
  createIssuer,
  curve,
  g1,
  hex,
  issue,
  pointOf,
  random,
  scalarOf,
  seededRandom,
} from './support/world.ts'

const authority = createAuthority()
const secrets = createHolderSecrets(random)
const residence = await issue({ issuer: await createIssuer('did:ethr:0x7a69:0x01'), authority, secrets })
const diploma = await issue({ issuer: await createIssuer('did:ethr:0x7a69:0x02'), authority, secrets })

const scalarsOf = (octets: Uint8Array): Scalar[] =>
  Array.from({ length: octets.length / 32 }, (_, i) => scalarOf(octets.slice(32 * i, 32 * (i + 1))))

/** (x^ − y^) / (c − c'): the secret, where both responses have one nonce. */
function extract(left: Scalar, right: Scalar, c: Scalar, other: Scalar): string {
  const [inverse] = curve.invertScalars([subtractScalars(c, other)]) as [Scalar]
  return hex(encodeScalar(multiplyScalars(subtractScalars(left, right), inverse)))
}

describe('a nonce that two challenges share', () => {
  it('gives the secrets away: a prover that draws the same nonces for both credentials', () => {
    const answers = [residence, diploma].map((issued, i) => {
      const { proof, answer } = initPossession({
        bbs,
        publicKey: issued.issuer.publicKey,
        parameters: issued.parameters,
        link: { secret: BigInt(11 + i) as Scalar, nonce: BigInt(77 + i) as Scalar },
        binding: issued.binding,
        secrets,
        random: seededRandom(5),
      })
      const challenge = proof.challenge(new Uint8Array([i]))
      return { challenge, scalars: scalarsOf(answer(challenge).scalars) }
    })
    const [one, other] = answers as [(typeof answers)[0], (typeof answers)[0]]
    const extracted = [-2, -1].map((at) =>
      extract(one.scalars.at(at) as Scalar, other.scalars.at(at) as Scalar, one.challenge, other.challenge),
    )
    expect(extracted).toEqual([hex(secrets.holderSecret), hex(secrets.nymSecret)])
  })

  it('gives the secrets away: a source of randomness that starts anew', async () => {
    const proved = await Promise.all(
      ['first', 'second'].map((challenge) =>
        provePresentation({
          context: contextOf(null, { challenge }),
          credentials: [toProve({ issued: residence })],
          random: seededRandom(6),
        }),
      ),
    )
    for (const { proofs, presentationHeader } of proved) {
      const credentials = [toVerify({ issued: residence }, proofs[0] as Uint8Array)]
      expect(await acceptedByDigitalBazaar(credentials, presentationHeader)).toEqual([true])
    }
    const parts = proved.map(({ proofs, extension }) => {
      const part = decodeExtension(extension as Uint8Array)?.credentials[0]
      if (!part) throw new Error('not bound')
      return { scalars: scalarsOf(part.scalars), c: scalarOf((proofs[0] as Uint8Array).slice(-32)) }
    })
    const [one, other] = parts as [(typeof parts)[0], (typeof parts)[0]]
    expect(extract(one.scalars.at(-1) as Scalar, other.scalars.at(-1) as Scalar, one.c, other.c)).toBe(
      hex(secrets.nymSecret),
    )
  })

  it('is none of ours: no two responses of two credentials, or of two presentations, give a secret', async () => {
    const context = contextOf(authority, { sameHolder: true })
    const shown = [
      { issued: residence, statements: [{ type: 'escrow' as const }] },
      { issued: diploma, statements: [{ type: 'escrow' as const }] },
    ]
    const answers: { scalars: Scalar[]; c: Scalar }[] = []
    for (const challenge of ['first', 'second']) {
      const { proved } = await present({ ...context, challenge }, shown)
      const extension = decodeExtension(proved.extension as Uint8Array)
      extension?.credentials.forEach((part, i) => {
        if (!part) throw new Error('not bound')
        const proof = proved.proofs[i] as Uint8Array
        const kappa = extension.sameHolder?.scalars.slice(32 * i, 32 * (i + 1)) as Uint8Array
        const octets = [proof.slice(144, -32), part.scalars, part.statements[0]?.scalars as Uint8Array, kappa]
        answers.push({ scalars: octets.flatMap(scalarsOf), c: scalarOf(proof.slice(-32)) })
      })
    }
    const known = new Set([
      ...[residence, diploma].flatMap(({ binding }) => [binding.handle, binding.blind].map(hex)),
      hex(secrets.holderSecret),
      hex(secrets.nymSecret),
    ])
    let tried = 0
    for (const [i, one] of answers.entries()) {
      for (const other of answers.slice(i + 1)) {
        for (const left of one.scalars) {
          for (const right of other.scalars) {
            tried++
            expect(known.has(extract(left, right, one.c, other.c))).toBe(false)
          }
        }
      }
    }
    expect(tried).toBeGreaterThan(1000)
  })

  it('answers one challenge only', () => {
    const answer = once((challenge) => addScalars(challenge, 5n as Scalar))
    expect(answer(1n as Scalar)).toBe(6n)
    expect(() => answer(2n as Scalar)).toThrow(expect.objectContaining({ code: 'already-answered' }))
    const statement = escrow.prove(
      { type: 'escrow' },
      { curve, context: contextOf(authority), parameters: residence.parameters },
      { holderSecret: hidden(1n, 2n), nymSecret: hidden(3n, 4n) },
      random,
    )
    statement.answer(7n as Scalar)
    expect(() => statement.answer(8n as Scalar)).toThrow(
      expect.objectContaining({ code: 'already-answered' }),
    )
  })
})

const hidden = (secret: bigint, nonce: bigint) => ({ secret: secret as Scalar, nonce: nonce as Scalar })

describe('randomness of the encryption that is the nonce of a message', () => {
  // ρ = holderSecret~: then R = g^ρ, and g^(holderSecret^) / R = (g^holderSecret)^c.
  const nameTag = (r: Uint8Array, response: Scalar, challenge: Scalar) => {
    const [inverse] = curve.invertScalars([challenge]) as [Scalar]
    const power = g1.subtract(g1.multiply(g1.generator, response), pointOf(r))
    return hex(g1.encode(g1.multiply(power, inverse)))
  }
  const badly = (nonce: Scalar, challenge: Scalar) => {
    const holderSecret = { secret: scalarOf(secrets.holderSecret), nonce }
    const drawn = [nonce, BigInt(random(1)[0] as number) + 9n].map((scalar) => {
      const octets = new Uint8Array(48)
      octets.set(encodeScalar(scalar as Scalar), 16)
      return octets
    })
    const { entry } = escrow.prove(
      { type: 'escrow' },
      { curve, context: contextOf(authority), parameters: residence.parameters },
      { holderSecret, nymSecret: hidden(3n, 4n) },
      () => drawn.shift() as Uint8Array,
    )
    const response = addScalars(nonce, multiplyScalars(challenge, holderSecret.secret))
    return nameTag(entry.sent[0] as Uint8Array, response, challenge)
  }

  it('is a name tag on every presentation, which anybody can read', () => {
    const tag = hex(g1.encode(g1.multiply(g1.generator, scalarOf(secrets.holderSecret))))
    expect(badly(1234567n as Scalar, 99n as Scalar)).toBe(tag)
    expect(badly(7654321n as Scalar, 77n as Scalar)).toBe(tag)
  })

  it('is none of ours: presentations have no such tag, nor does the difference of responses open one', async () => {
    const tags: string[] = []
    const opened: string[] = []
    const { reg } = await registrationPoints({ parameters: residence.parameters, secrets })
    for (const challenge of ['first', 'second', 'third']) {
      const { proved } = await present(contextOf(authority, { challenge }), [
        { issued: residence, statements: [{ type: 'escrow' }] },
      ])
      const part = decodeExtension(proved.extension as Uint8Array)?.credentials[0]
      const sent = part?.statements[0]
      if (!part || !sent) throw new Error('no token')
      const c = scalarOf((proved.proofs[0] as Uint8Array).slice(-32))
      const [e, rho] = [pointOf(sent.points.slice(96)), scalarOf(sent.scalars)]
      for (const response of scalarsOf(part.scalars)) {
        tags.push(nameTag(sent.points.slice(0, 48), response, c))
        // ρ~ = m~ would give ρ − m, and with it E / Y^(ρ−m).
        const [inverse] = curve.invertScalars([c]) as [Scalar]
        const difference = multiplyScalars(subtractScalars(rho, response), inverse)
        opened.push(hex(g1.encode(g1.add(e, g1.multiply(pointOf(authority.key), negateScalar(difference))))))
      }
    }
    expect(new Set([...tags, ...opened]).size).toBe(tags.length + opened.length)
    expect(opened).not.toContain(hex(reg))
  })
})
