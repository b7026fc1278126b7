import { createHash } from 'node:crypto'
import { parseEthrDid } from '@velum/did'
import { connectChain, createAccount } from '@velum/registry'
import { openStateFolder } from '../../../apps/local-stack/src/index.ts'
import type { World } from './journey.ts'

/** The stack's chain and the account that accredits on it. */
async function openChain({ deployment, stateDir }: World) {
  const state = await openStateFolder(stateDir)
  const chain = connectChain({ deployment, fetch })
  const operator = createAccount(Uint8Array.from(Buffer.from(await state.secret('operator-key'), 'hex')))
  return { chain, operator }
}

/** The register recognises the authority no more; the returned function has it recognise it again. */
export async function withdrawAuthority(world: World): Promise<() => Promise<void>> {
  const { chain, operator: account } = await openChain(world)
  const { authority: id } = world
  await chain.trustRegistry.withdrawAuthority({ account, id })
  return async () => {
    const until = new Date(Date.now() + 86_400_000)
    await chain.trustRegistry.recogniseAuthority({ account, id, until })
  }
}

/** The SHA-256 in hexadecimal of each sealed record that anybody can read on the chain at this address, from this issuer. */
export async function recordsOnChain(world: World, address: string): Promise<string[]> {
  const { chain } = await openChain(world)
  const { address: identity } = parseEthrDid(world.issuer.did)
  const recordAddress = Uint8Array.from(Buffer.from(address.replace(/^0x/, ''), 'hex'))
  const records = await chain.escrowRegistry.records({ recordAddress, identity })
  return records.map(({ ciphertext }) => createHash('sha256').update(ciphertext).digest('hex'))
}
