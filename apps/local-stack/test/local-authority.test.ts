import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decryptShare, verifyCeremony } from '@velum/authority'
import { connectChain, createAuthoritySource } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accreditIssuer, registerService } from '../src/appoint.ts'
import { startLocalAuthority } from '../src/local-authority.ts'
import { type LocalChain, startLocalChain } from '../src/local-chain.ts'
import { findFreePorts } from '../src/ports.ts'
import { openStateFolder, trustees } from '../src/state-folder.ts'

const newFolder = () => mkdtemp(join(tmpdir(), 'velum-authority-'))

let folder: string
let local: LocalChain
/** Of the first start over `folder`. */
let id: `0x${string}`

beforeAll(async () => {
  folder = await newFolder()
  local = await startChain(folder)
  id = await startLocalAuthority(await openStateFolder(folder), local)
}, 60_000)
afterAll(async () => {
  await local?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

async function startChain(place: string): Promise<LocalChain> {
  const ports = await findFreePorts()
  const state = await openStateFolder(place)
  return startLocalChain({ state, chainPort: ports.chain, relayerPort: ports.relayer })
}

/** The chain as a start has it that comes to an end when it has sent so many transactions. */
function dyingAfter(transactions: number): LocalChain {
  let sent = 0
  const chain = connectChain({
    deployment: local.deployment,
    async fetch(url, init) {
      if (String(init?.body).includes('eth_sendRawTransaction') && ++sent > transactions) {
        const { id: call } = JSON.parse(String(init?.body)) as { id: number }
        return Response.json({ jsonrpc: '2.0', id: call, error: { code: -32000, message: 'no more' } })
      }
      return fetch(url, init)
    },
  })
  return { ...local, chain }
}

/** Every file of a folder with its content. */
async function contentOf(place: string): Promise<Map<string, string>> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')] as const)),
  )
}

describe('the authority of the first start', () => {
  it('is recognised, with a key that its five trustees made over the chain', async () => {
    const { openingRegistry, trustRegistry } = local.chain
    const current = await createAuthoritySource(local.chain).current(id)
    expect(current).toMatchObject({ id, threshold: 3, trustees: 5, epoch: 1 })
    expect(await trustRegistry.authority(id)).toBeDefined()
    const registered = await openingRegistry.authority(id)
    const [record, ...others] = await openingRegistry.ceremonies(id, { blocks: 'final' })
    if (!record) throw new RangeError('there was a ceremony')
    expect(others).toEqual([])
    const verdict = await verifyCeremony({
      terms: { authority: id, ceremony: 1, epoch: 1, trustees: 5, threshold: 3 },
      log: { broadcasts: record.broadcasts, published: true },
      isSignature: ({ authority, ...message }) =>
        openingRegistry.isCeremonyMessageSignature({
          ...{ ...message, id: authority },
          signer: registered?.trustees[message.trustee - 1] ?? '',
        }),
      isConfirmation: () => true,
    })
    expect(verdict).toMatchObject({ result: 'complete', publicKey: current?.key })
  })

  it('has given each trustee a share in a folder of their own, for their owner’s eyes alone', async () => {
    const state = await openStateFolder(folder)
    for (const [i, trustee] of trustees.entries()) {
      const { path, passphraseFile } = state.keyFolder(trustee)
      expect(path).toBe(join(folder, 'authority', `trustee-${i + 1}`))
      const names = await readdir(path)
      expect(names.sort()).toEqual([
        ...['authority.json', 'ceremonies', 'keys.json', 'shares'],
        'velum-deployment.json',
      ])
      const [share = ''] = await readdir(join(path, 'shares'))
      for (const secret of [join(path, 'keys.json'), join(path, 'shares', share), passphraseFile]) {
        expect((await stat(secret)).mode & 0o077).toBe(0)
      }
      const passphrase = (await readFile(passphraseFile, 'utf8')).trim()
      const stored = await readFile(join(path, 'shares', share))
      const found = await decryptShare(stored, passphrase)
      expect(found).toMatchObject({ decrypted: true, label: { authority: id, epoch: 1, trustee: i + 1 } })
      const other = await readFile(
        state.keyFolder(trustees[(i + 1) % 5] ?? trustees[0]).passphraseFile,
        'utf8',
      )
      expect(await decryptShare(stored, other.trim())).toMatchObject({ fault: 'passphrase-wrong' })
    }
  })

  it('is found by the next, which sends nothing and writes nothing anew', async () => {
    const before = await contentOf(join(folder, 'authority'))
    expect(await startLocalAuthority(await openStateFolder(folder), dyingAfter(0))).toBe(id)
    expect(await contentOf(join(folder, 'authority'))).toEqual(before)
  })

  // In order: registered; a ceremony begun; four rounds of five messages each; published; recognised.
  it.each([0, 1, 9, 19, 23])(
    'is one and complete after a start that died after %i transactions',
    { timeout: 60_000 },
    async (transactions) => {
      const other = await newFolder()
      const state = await openStateFolder(other)
      await expect(startLocalAuthority(state, dyingAfter(transactions))).rejects.toThrow(
        /no more|key generation/,
      )
      const again = await startLocalAuthority(state, local)
      const { openingRegistry } = local.chain
      expect(await openingRegistry.ceremonies(again, { blocks: 'final' })).toHaveLength(1)
      expect(await createAuthoritySource(local.chain).current(again)).toMatchObject({ epoch: 1 })
      const registered = await openingRegistry.authority(again)
      const all = await openingRegistry.registrations()
      const same = all.filter((one) => one.trustees.join() === registered?.trustees.join())
      expect(same.map((one) => one.id)).toEqual([again])
      for (const trustee of trustees) {
        const { path } = state.keyFolder(trustee)
        expect(await readdir(join(path, 'ceremonies'))).toEqual([])
        expect(await readdir(join(path, 'shares'))).toHaveLength(1)
      }
      expect(await startLocalAuthority(state, dyingAfter(0))).toBe(again)
      await rm(other, { recursive: true })
    },
  )

  it.each(['authority/trustee-3', 'authority/trustee-3/keys.json', 'trustee-3-passphrase'])(
    'is not replaced in silence when %s is lost',
    async (name) => {
      const other = await newFolder()
      await cp(folder, other, { recursive: true })
      await rm(join(other, name), { recursive: true })
      const state = await openStateFolder(other)
      const refusal = startLocalAuthority(state, dyingAfter(0))
      await expect(refusal).rejects.toMatchObject({ code: 'authority-files-damaged' })
      await expect(refusal).rejects.toThrow(/trustee-3/)
      await rm(other, { recursive: true })
    },
  )

  it('is missed on a chain that has lost it', async () => {
    const other = await newFolder()
    const bare = await startChain(other)
    const lost = startLocalAuthority(await openStateFolder(folder), bare)
    await expect(lost).rejects.toMatchObject({ code: 'chain-younger-than-stores' })
    await bare.stop()
    await rm(other, { recursive: true })
    // The folders have the deployment of their own chain again.
    await startLocalAuthority(await openStateFolder(folder), local)
  })
})

it('a state folder whose authority had its key from one process is named, and nothing in it is touched', async () => {
  const other = await newFolder()
  await mkdir(join(other, 'authority'))
  await writeFile(join(other, 'authority', 'trustee-1.json'), '{}')
  await expect(openStateFolder(other)).rejects.toMatchObject({ code: 'state-of-earlier-version' })
  expect(await readdir(other)).toEqual(['authority'])
  await rm(other, { recursive: true })
})

it('an issuer and a service are entered once, and again after they were withdrawn', async () => {
  const { chain, operator: account } = local
  const identity = `0x${'1a'.repeat(20)}`
  const verifier = `0x${'2b'.repeat(20)}`
  const clientId = 'decentralized_identifier:did:web:localhost%3A4040'
  const enter = async (on: LocalChain) => {
    await accreditIssuer({ ...on, identity, name: 'Residents’ Office' })
    await registerService({ ...on, clientId, verifier })
  }
  await enter(local)
  await enter(dyingAfter(0))
  await chain.trustRegistry.withdrawIssuer({ account, identity })
  await chain.trustRegistry.withdrawVerifier({ account, clientId })
  await enter(local)
  expect(await chain.trustRegistry.issuer(identity)).toMatchObject({ name: 'Residents’ Office' })
  expect(await chain.trustRegistry.verifier(clientId)).toMatchObject({ account: verifier })
})
