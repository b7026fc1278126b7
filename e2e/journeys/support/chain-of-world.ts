import { createHash } from 'node:crypto'
import { openFolder, openTrustee } from '@velum/authority'
import { parseEthrDid } from '@velum/did'
import { type Account, connectChain, createAccount } from '@velum/registry'
import {
  type KeyHolder,
  openStateFolder,
  type StateFolder,
  trustees,
} from '../../../apps/local-stack/src/index.ts'
import { random } from '../../loop/support/city-hall.ts'
import type { World } from './journey.ts'

/** The stack's chain and the account that accredits on it. */
async function openChain({ deployment, stateDir }: World) {
  const state = await openStateFolder(stateDir)
  const chain = connectChain({ deployment, fetch })
  const operator = createAccount(Uint8Array.from(Buffer.from(await state.secret('operator-key'), 'hex')))
  return { chain, operator, state }
}

/** What opens the folder of a trustee or of a service. */
async function keysOf(state: StateFolder, holder: KeyHolder) {
  return { folder: state.keyFolder(holder).path, passphrase: await state.secret(`${holder}-passphrase`) }
}

/** The account of a trustee or of a service. */
async function accountOf(state: StateFolder, holder: KeyHolder): Promise<Account> {
  const folder = await openFolder(await keysOf(state, holder))
  await folder.close()
  return folder.account
}

/** The library asks on the chain to open a presentation. Returns the request's id. */
export async function askToOpen(world: World, presentationId: string, answerTo: string): Promise<string> {
  const { chain, state } = await openChain(world)
  const account = await accountOf(state, 'demo')
  // The key of a moment ago: journeys before this one may have renewed it.
  const { epoch = 1 } = (await chain.openingRegistry.authority(world.authority)) ?? {}
  const { requestId } = await chain.openingRegistry.requestOpening({
    ...{ authority: world.authority, epoch, account, answerTo },
    ...{ basisHash: random(32), requesterKey: random(32) },
    presentationId: Uint8Array.from(Buffer.from(presentationId.slice(2), 'hex')),
  })
  return requestId
}

/** So many trustees agree, as soon as the authority's rules let them. */
export async function agreeToOpen(
  world: World,
  requestId: string,
  trustees: readonly (1 | 2 | 3 | 4 | 5)[],
): Promise<void> {
  const { chain, state } = await openChain(world)
  const [asked] = (await chain.openingRegistry.openings({ blocks: 'final' })).filter(
    (record) => record.requestId === requestId,
  )
  if (asked === undefined) throw new TypeError('The request is not final.')
  // By the chain's clock, which is that of this machine.
  await new Promise((resolve) => setTimeout(resolve, asked.opensAt.getTime() + 1_000 - Date.now()))
  for (const trustee of trustees) {
    const account = await accountOf(state, `trustee-${trustee}`)
    await chain.openingRegistry.approveOpening({ requestId, trustee, account, partialHash: random(32) })
  }
}

/** The trustees make the key of a next epoch together. Nothing sealed is touched. */
export async function renewAuthorityKey(world: World): Promise<void> {
  const { chain, state } = await openChain(world)
  const now = () => new Date()
  const open = async (holder: KeyHolder) => openTrustee({ ...(await keysOf(state, holder)), chain, now })
  const opened = await Promise.all(trustees.map(open))
  const made = await Promise.all(
    opened.map((trustee) => trustee.takePart({ begin: 'next-epoch', pollMilliseconds: 20 })),
  )
  await Promise.all(opened.map((trustee) => trustee.close()))
  if (made.some(({ result }) => result !== 'done')) throw new TypeError('The trustees made no key.')
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
