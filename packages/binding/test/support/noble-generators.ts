import { expand_message_xmd } from '@noble/curves/abstract/hash-to-curve.js'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { utf8 } from './applicant.ts'

const { Point } = bls12_381.G1
export type NoblePoint = InstanceType<typeof Point>

export const bindingApiId = 'BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_VELUM_BINDING_V1_H2G_HM2S_'

/** create_generators of the BBS draft (§4.1.1), a second time and over another library. */
function generators(apiId: string, count: number): NoblePoint[] {
  const seedTag = utf8(`${apiId}SIG_GENERATOR_SEED_`)
  let seed = expand_message_xmd(utf8(`${apiId}MESSAGE_GENERATOR_SEED`), seedTag, 48, sha256)
  return Array.from({ length: count }, (_, i) => {
    const number = new Uint8Array(8)
    number[7] = i + 1
    seed = expand_message_xmd(concatBytes(seed, number), seedTag, 48, sha256)
    const hashed = bls12_381.G1.hashToCurve(seed, { DST: `${apiId}SIG_GENERATOR_DST_` })
    return Point.fromBytes(hashed.toBytes())
  })
}

/** Q_1, then the bases of what the issuer knows. */
export const knownGenerators = (count: number): NoblePoint[] => generators(bindingApiId, count)

/** Q_2, J_1, J_2, … */
export const blindGenerators = (count: number): NoblePoint[] => generators(`BLIND_${bindingApiId}`, count)
