import { bbsPlus } from './libraries/bbs-plus.mjs'
import { cryptoWasm } from './libraries/crypto-wasm.mjs'
import { digitalbazaar } from './libraries/digitalbazaar.mjs'
import { pairingCryptoBbs } from './libraries/pairing-crypto.mjs'
import { velum } from './libraries/velum.mjs'
import { createSample, random } from './sample.mjs'

/** Each opens a library with a key of its own for one sample: `sign(messages)`, `verify(messages, signature)`, `derive(messages,
 *  signature)` and `verifyProof(messages, proof)`, of which the latter sees only the disclosed messages. */
export const libraries = {
  ours: velum,
  '@mattrglobal/bbs-signatures': bbsPlus,
  '@mattrglobal/pairing-crypto': pairingCryptoBbs,
  '@docknetwork/crypto-wasm': cryptoWasm,
  '@digitalbazaar/bbs-signatures': digitalbazaar,
}

/** Throws unless the library accepts its own signature and proof, and refuses both for another message. */
export async function checkLibrary(name) {
  const sample = createSample(4)
  const { messages } = sample
  const library = await libraries[name](sample)
  const signature = await library.sign(messages)
  const proof = await library.derive(messages, signature)
  const others = messages.with(0, random(48))
  const answers = [
    await library.verify(messages, signature),
    await library.verifyProof(messages, proof),
    await library.verify(others, signature),
    await library.verifyProof(others, proof),
  ]
  if (answers.join() === 'true,true,false,false') return
  throw new Error(`${name} accepts what is wrong or refuses what is right: ${answers.join()}`)
}

/** The four operations of a library on one sample, without arguments. */
export async function operationsOf(name, sample) {
  const { messages } = sample
  const library = await libraries[name](sample)
  const signature = await library.sign(messages)
  const proof = await library.derive(messages, signature)
  return {
    sign: () => library.sign(messages),
    verify: () => library.verify(messages, signature),
    derive: () => library.derive(messages, signature),
    verifyProof: () => library.verifyProof(messages, proof),
  }
}
