import { canonicalize } from '@digitalbazaar/di-sd-primitives'
import { createEd25519KeyPair, createPresentation, inspectDerivedProof } from '@velum/credential'
import { operationsOf } from '../libraries.mjs'
import { measureGroups } from '../measure.mjs'
import { createSample, random } from '../sample.mjs'
import { digitalbazaar } from './digitalbazaar.mjs'
import { velum } from './velum.mjs'
import { createWorld } from './world.mjs'

/** Issue, derive and verify by both stacks, over one document and after each has accepted what the other made; beside them what
 *  ours is made of: BBS alone over as many messages, and one canonicalisation of the document. */
export async function measureW3c(options) {
  const world = await createWorld()
  const ours = velum(world)
  const { proof: _, ...document } = await ours.issue()
  const theirs = digitalbazaar(world, document)
  await requireAgreement(ours, theirs)

  const stacks = { ours: await stepsOf(ours, world), digitalbazaar: await stepsOf(theirs, world) }
  const { bbsMessages, ...parts } = await partsOf(ours, world, document)
  return { ...(await measureGroups({ ...stacks, ...parts }, options)), bbsMessages }
}

async function requireAgreement(ours, theirs) {
  for (const [maker, judge] of [
    [ours, theirs],
    [theirs, ours],
  ]) {
    const derived = await maker.derive(await maker.issue())
    const forged = { ...derived, credentialSubject: { ...derived.credentialSubject, sex: 'M' } }
    if (!(await judge.verify(derived)) || (await judge.verify(forged))) {
      throw new Error('The two W3C stacks disagree.')
    }
  }
}

async function stepsOf(stack, { challenge, domain }) {
  const credential = await stack.issue()
  const derived = await stack.derive(credential)
  const holderKey = await createEd25519KeyPair({ random })
  const presentation = await createPresentation({ credentials: [derived], holderKey, challenge, domain })
  return {
    issue: () => stack.issue(),
    derive: () => stack.derive(credential),
    verify: () => stack.verify(derived),
    verifyPresentation: () => stack.verifyPresentation(presentation),
  }
}

async function partsOf(ours, { documentLoader }, document) {
  const derived = await ours.derive(await ours.issue())
  const { bbsMessages, bbs } = await bbsLike(inspectDerivedProof(derived))
  const { proof: _, ...shown } = derived
  const canonical = (input) => () => canonicalize(input, { documentLoader })
  return {
    bbsMessages,
    bbs,
    canonicalisation: {
      issue: canonical(document),
      derive: canonical(document),
      verify: canonical(shown),
    },
  }
}

// As many messages and as many of them disclosed as the credential's proof has.
async function bbsLike({ selectiveIndexes, bbsProof }) {
  // Three points, four scalars, and one scalar for each hidden message.
  const hidden = (bbsProof.length - 3 * 48 - 4 * 32) / 32
  const bbsMessages = selectiveIndexes.length + hidden
  const sample = {
    ...createSample(bbsMessages),
    disclosedIndexes: selectiveIndexes.map((_, position) => position),
  }
  const { sign, derive, verifyProof } = await operationsOf('ours', sample)
  return { bbsMessages, bbs: { issue: sign, derive, verify: verifyProof } }
}
