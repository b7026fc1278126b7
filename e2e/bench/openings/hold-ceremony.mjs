import { beginPart, nextStep } from '@velum/authority'
import { random } from '../sample.mjs'

/** A whole key generation, all trustees in one process: each signs, checks and keeps what it would on a machine of its own, without
 *  disk and chain. `{outcome, signatures, shares, broadcasts}`. */
export async function holdCeremony({ registry, id, ceremony, accounts, threshold }) {
  const epoch = 1
  const terms = { authority: id, ceremony, epoch, trustees: accounts.length, threshold }
  const accountOf = (trustee) => accounts[trustee - 1]
  const messageOf = ({ authority, ...message }) => ({ id: authority, ...message })
  const contentOf = ({ publicKey, verificationShares, dkgHash }) => ({
    ...{ id, ceremony, epoch, key: publicKey, verificationShares, dkgHash },
  })
  const checks = {
    sign: (message) =>
      registry.signCeremonyMessage({ ...messageOf(message), account: accountOf(message.trustee) }),
    isSignature: ({ signature, ...message }) =>
      registry.isCeremonyMessageSignature({
        ...{ ...messageOf(message), signature, signer: accountOf(message.trustee).address },
      }),
    isConfirmation: ({ trustee, signature, outcome }) =>
      registry.isEpochSignature({
        ...{ ...contentOf(outcome), signature, signer: accountOf(trustee).address },
      }),
  }
  const broadcasts = []
  const states = []
  const ends = new Map()
  for (const [position] of accounts.entries()) {
    states.push(await beginPart({ terms, trustee: position + 1, sign: checks.sign, random }))
  }
  while (ends.size < accounts.length) {
    for (const [position, account] of accounts.entries()) {
      const trustee = position + 1
      const save = async (state) => {
        states[position] = state
      }
      const step = await nextStep({ state: states[position], log: { broadcasts }, ...checks, save })
      if (step.type === 'send') broadcasts.push({ round: step.round, trustee, message: step.message })
      else if (step.type === 'confirm') {
        const message = await registry.signEpoch({ ...contentOf(step.outcome), account })
        broadcasts.push({ round: 4, trustee, message })
      } else if (step.type === 'publish') ends.set(trustee, step)
      else if (step.type !== 'wait') throw new Error(`An honest ceremony came to: ${step.type}.`)
    }
  }
  const shares = accounts.map((_, position) => ends.get(position + 1).share)
  const { outcome, signatures } = ends.get(1)
  return { content: contentOf(outcome), signatures, shares, broadcasts }
}
