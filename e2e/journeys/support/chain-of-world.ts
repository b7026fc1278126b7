import { createHash } from 'node:crypto'
import { createAuthority } from '@velum/authority'
import { parseEthrDid } from '@velum/did'
import { type Account, type Chain, connectChain, createAccount } from '@velum/registry'
import { openStateFolder, type StateFolder } from '../../../apps/local-stack/src/index.ts'
import { random } from '../../loop/support/city-hall.ts'
import type { World } from './journey.ts'

/** The stack's chain and the account that accredits on it. */
async function openChain({ deployment, stateDir }: World) {
  const state = await openStateFolder(stateDir)
  const chain = connectChain({ deployment, fetch })
  const operator = createAccount(Uint8Array.from(Buffer.from(await state.secret('operator-key'), 'hex')))
  return { chain, operator, state }
}

/** The trustees' accounts, in the order of their shares. */
async function trusteesIn(state: StateFolder): Promise<Account[]> {
  const files = (await state.readAuthority()) ?? new Map<string, string>()
  return [...files]
    .filter(([name]) => name.startsWith('trustee-'))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, text]) => (JSON.parse(text) as { accountKey: string }).accountKey)
    .map((key) => createAccount(Uint8Array.from(Buffer.from(key, 'base64url'))))
}

/** Accounts have no coins at first; the stack's chain gives them some. */
async function fund({ provider }: Chain, accounts: readonly Account[]): Promise<void> {
  for (const { address } of accounts) {
    await provider.request({ method: 'anvil_setBalance', params: [address, '0xde0b6b3a7640000'] })
  }
}

/** The library asks on the chain to open a presentation. Returns the request's id. */
export async function askToOpen(world: World, presentationId: string, answerTo: string): Promise<string> {
  const { chain, state } = await openChain(world)
  const account = createAccount(Uint8Array.from(Buffer.from(await state.secret('demo-account'), 'hex')))
  await fund(chain, [account])
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
  trustees: readonly number[],
): Promise<void> {
  const { chain, state } = await openChain(world)
  const accounts = await trusteesIn(state)
  await fund(chain, accounts)
  const [asked] = (await chain.openingRegistry.openings({ blocks: 'final' })).filter(
    (record) => record.requestId === requestId,
  )
  if (asked === undefined) throw new TypeError('The request is not final.')
  // By the chain's clock, which is that of this machine.
  await new Promise((resolve) => setTimeout(resolve, asked.opensAt.getTime() + 1_000 - Date.now()))
  for (const trustee of trustees) {
    const account = accounts[trustee - 1]
    if (account === undefined) throw new TypeError(`There is no trustee ${trustee}.`)
    await chain.openingRegistry.approveOpening({ requestId, trustee, account, partialHash: random(32) })
  }
}

/** The trustees make the key of a next epoch, all of them sign it, and it is published. Nothing sealed is touched. */
export async function renewAuthorityKey(world: World): Promise<void> {
  const { chain, operator, state } = await openChain(world)
  const { authority: id } = world
  const trustees = await trusteesIn(state)
  const { epoch = 0 } = (await chain.openingRegistry.authority(id)) ?? {}
  const made = createAuthority({ trustees: trustees.length, threshold: 3, random })
  const { publicKey: key, verificationShares, dkgHash } = made
  const content = { id, epoch: epoch + 1, key, verificationShares, dkgHash }
  const signatures: Uint8Array[] = []
  for (const account of trustees) {
    signatures.push(await chain.openingRegistry.signEpoch({ ...content, account }))
  }
  await chain.openingRegistry.publishEpoch({ ...content, signatures, account: operator })
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
