import { computeB, openInterface, proofInit, standardApiId } from '@velum/bbs'
import {
  addScalars,
  encodeScalar,
  type G1,
  multiplyScalars,
  negateScalar,
  randomScalar,
  type Scalar,
} from '@velum/curve'
import { bindingGenerators } from '../../../src/binding-interface.ts'
import { bindingHeader } from '../../../src/binding-parameters.ts'
import type {
  HolderSecrets,
  PresentationContext,
  VerifyBoundPresentationOptions,
} from '../../../src/index.ts'
import { encodeExtension } from '../../../src/presentation/extension.ts'
import { presentationHeaderOf, transcriptHash, transcriptOf } from '../../../src/presentation/transcript.ts'
import { type Path, put, type Transcript } from './leave-out.ts'
import { toProve, toVerify } from './present.ts'
import { bbs, curve, g1, type Issued, pointOf, random, scalarOf } from './world.ts'

const standard = await openInterface({
  ciphersuite: 'BLS12-381-SHA-256',
  apiId: standardApiId('BLS12-381-SHA-256'),
})

/** B of a credential's signature and a pair (A, sk·A) of its issuer: all that a thief of the credential file has. */
export function ofTheCredential(issued: Issued): { b: G1; pair: [G1, G1] } {
  const b = computeB({
    bbs: standard,
    publicKey: issued.issuer.publicKey,
    generators: standard.generators.first(issued.messages.length + 1),
    header: issued.header,
    messages: standard.messagesToScalars(issued.messages),
  })
  const a = pointOf(issued.signature.slice(0, 48))
  const e = scalarOf(issued.signature.slice(48))
  return { b, pair: [a, g1.subtract(b, g1.multiply(a, e))] }
}

/** A presentation of a stolen credential with a binding that nobody signed, over secrets of the thief's own, for a verifier whose
 *  transcript lacks Abar' and Bbar': both are chosen when the challenge is known.
 *
 *  With B* the sum over the wished messages and (A, sk·A) any pair of the issuer: D' = B*, T1' = t1·B* + a·A + β·sk·A and
 *  T2' = Σ m~·H. For c: k = β/c, Abar' = k·A, Bbar' = k·sk·A, e^ = a/k, r1^ = t1, r3^ = −c. Every equation holds. */
export function forgeBinding(
  issued: Issued,
  thief: HolderSecrets,
  context: PresentationContext,
  leftOut: readonly Path[],
): VerifyBoundPresentationOptions {
  const shown = { issued }
  const { publicKey, signature, header, messages, disclosedIndexes, documentHash } = toProve(shown)
  const scalars = standard.messagesToScalars(messages)
  const { parameters, linkIndex, binding } = issued
  const generators = bindingGenerators(bbs, parameters.numbers.length)

  const wished = [
    scalars[linkIndex] as Scalar,
    scalarOf(binding.handle),
    ...parameters.numbers.map(({ lo }, i) => BigInt((binding.numbers[i] as number) - lo) as Scalar),
    ...[binding.blind, thief.holderSecret, thief.nymSecret].map(scalarOf),
  ]
  const bStar = computeB({ bbs, publicKey, generators, header: bindingHeader(parameters), messages: wished })
  const { pair } = ofTheCredential(issued)
  const [t1, a, beta] = [0, 1, 2].map(() => randomScalar(random)) as [Scalar, Scalar, Scalar]
  const nonces = wished.map(() => randomScalar(random))
  const firstMessages = [
    g1.msm([
      [bStar, t1],
      [pair[0], a],
      [pair[1], beta],
    ]),
    g1.msm(nonces.map((nonce, i) => [(generators[i + 1] as (typeof generators)[0]).base, nonce] as const)),
  ]

  const proof = proofInit({
    bbs: standard,
    publicKey,
    signature,
    generators: standard.generators.first(messages.length + 1),
    header,
    messages: scalars,
    disclosedIndexes,
    sharedNonces: new Map([[linkIndex, nonces[0] as Scalar]]),
    random,
  })
  const bound = {
    linkIndex,
    bindingHeader: bindingHeader(parameters),
    points: [...pair, bStar].map(g1.encode),
    firstMessages: firstMessages.map(g1.encode),
    statements: [],
  }
  const transcript = transcriptOf(context, [{ issuerKey: publicKey, documentHash, bound }], undefined)
  const hashed = leftOut.reduce<Transcript>((all, path) => put(all, path, null), transcript)
  const challenge = proof.challenge(presentationHeaderOf(context, transcriptHash(hashed)))

  const [inverse] = curve.invertScalars([challenge]) as [Scalar]
  const k = multiplyScalars(beta, inverse)
  const [kInverse] = curve.invertScalars([k]) as [Scalar]
  const answers = wished.map((value, i) => addScalars(nonces[i] as Scalar, multiplyScalars(challenge, value)))
  const responses = [multiplyScalars(a, kInverse), t1, negateScalar(challenge), ...answers.slice(1)]
  const points = [...pair.map((point) => g1.multiply(point, k)), bStar]
  const part = {
    points: new Uint8Array(Buffer.concat(points.map(g1.encode))),
    scalars: new Uint8Array(Buffer.concat(responses.map(encodeScalar))),
    statements: [],
  }
  return {
    context,
    credentials: [toVerify(shown, proof.finalise(challenge))],
    extension: encodeExtension({ credentials: [part], sameHolder: null }),
  }
}
