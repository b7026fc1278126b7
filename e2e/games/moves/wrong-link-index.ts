import { generateKeyPair, sign } from '@velum/bbs'
import { provePresentation, signBinding, verifyBoundPresentation } from '@velum/binding'
import { expect } from 'vitest'
import type { Tried } from '../support/game.ts'
import { createWorld, utf8 } from '../support/world.ts'

/** With @velum/binding alone, where a prover says itself which statement is the link. */
export async function wrongLinkIndex(): Promise<Tried> {
  const world = await createWorld()
  const { parameters } = world
  const keys = await generateKeyPair({ ciphersuite: 'BLS12-381-SHA-256' })
  const holder = await world.enrol(1)
  const messages = ['a', 'b', 'c', 'd', 'link'].map((text) => utf8(`statement ${text}`))
  const header = utf8('header')
  const signature = await sign({ ciphersuite: 'BLS12-381-SHA-256', ...keys, header, messages })
  const { handle, numbers, blind } = holder.binding
  const terms = { ...keys, parameters, handle, numbers, commitment: holder.entry.opened.commitment }
  const asked = world.ask()
  const { context, statements } = asked
  const shown = { publicKey: keys.publicKey, header, disclosedIndexes: [0], documentHash: world.random(32) }
  const judged = async (linked: number, said: number, wanted: number) => {
    const linkMessage = messages[linked] as Uint8Array
    const binding = { handle, numbers, blind, signature: await signBinding({ ...terms, linkMessage }) }
    const bound = { binding, parameters, secrets: holder.secrets, statements, linkIndex: said }
    const made = await provePresentation({ context, credentials: [{ ...shown, signature, messages, bound }] })
    return verifyBoundPresentation({
      context,
      extension: made.extension ?? new Uint8Array(),
      credentials: [
        {
          ...{ ...shown, proof: made.proofs[0] ?? new Uint8Array(), disclosedMessages: messages.slice(0, 1) },
          ...{ messageCount: messages.length, bound: { parameters, statements, linkIndex: wanted } },
        },
      ],
    })
  }
  expect(await judged(4, 4, 4)).toMatchObject({ valid: true })
  let tried = 0
  for (const linked of [1, 2, 3, 4]) {
    for (const said of [1, 2, 3, 4]) {
      if (linked === 4 && said === 4) continue
      // The verifier takes the index from the template, whatever the prover says.
      expect(await judged(linked, said, 4)).toMatchObject({ valid: false })
      tried++
    }
  }
  return tried
}
