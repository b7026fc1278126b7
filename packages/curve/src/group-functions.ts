import { sizeOf } from './engine.ts'
import type { GroupFunctions } from './group.ts'
import type { MclModule } from './mcl-module.ts'

// mcl's getBasePoint fails on pairing curves, so the generators of RFC 9380 §8.8 are stated here, compressed.
const generatorOfG1 =
  '97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb'
const generatorOfG2 =
  '93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e' +
  '024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8'

export function functionsOfG1(mcl: MclModule): GroupFunctions {
  return {
    pointBytes: sizeOf.g1,
    encodedLength: 48,
    generator: fromHex(generatorOfG1),
    clear: mcl._mclBnG1_clear,
    deserialize: mcl._mclBnG1_deserialize,
    serialize: mcl._mclBnG1_serialize,
    isZero: mcl._mclBnG1_isZero,
    isEqual: mcl._mclBnG1_isEqual,
    neg: mcl._mclBnG1_neg,
    add: mcl._mclBnG1_add,
    sub: mcl._mclBnG1_sub,
    mul: mcl._mclBnG1_mul,
    mulCT: mcl._mclBnG1_mulCT,
    mulVec: mcl._mclBnG1_mulVec,
  }
}

export function functionsOfG2(mcl: MclModule): GroupFunctions {
  return {
    pointBytes: sizeOf.g2,
    encodedLength: 96,
    generator: fromHex(generatorOfG2),
    clear: mcl._mclBnG2_clear,
    deserialize: mcl._mclBnG2_deserialize,
    serialize: mcl._mclBnG2_serialize,
    isZero: mcl._mclBnG2_isZero,
    isEqual: mcl._mclBnG2_isEqual,
    neg: mcl._mclBnG2_neg,
    add: mcl._mclBnG2_add,
    sub: mcl._mclBnG2_sub,
    mul: mcl._mclBnG2_mul,
    mulCT: mcl._mclBnG2_mulCT,
    mulVec: mcl._mclBnG2_mulVec,
  }
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  )
}
