import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeTrusteeShare } from '@velum/authority'
import { connectChain, createAuthoritySource } from '@velum/registry'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accreditIssuer, appointAuthority, registerService } from '../src/appoint.ts'
import { openLocalAuthority } from '../src/authority-files.ts'
import { type LocalChain, startLocalChain } from '../src/local-chain.ts'
import { findFreePorts } from '../src/ports.ts'
import { openStateFolder } from '../src/state-folder.ts'

const random = (length: number) => Uint8Array.from(randomBytes(length))
const newFolder = () => mkdtemp(join(tmpdir(), 'velum-authority-'))

async function openAuthority(folder: string) {
  return openLocalAuthority({ state: await openStateFolder(folder), random })
}

describe('the files of the authority', () => {
  let folder: string
  beforeEach(async () => {
    folder = await newFolder()
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('hold one share a trustee, readable by their owner alone, and no key as a whole', async () => {
    const authority = await openAuthority(folder)
    const names = (await readdir(join(folder, 'authority'))).sort()
    expect(names).toEqual(['authority.json', ...[1, 2, 3, 4, 5].map((number) => `trustee-${number}.json`)])
    for (const name of names) {
      expect((await stat(join(folder, 'authority', name))).mode & 0o777).toBe(0o600)
    }
    expect((await stat(join(folder, 'authority'))).mode & 0o777).toBe(0o700)
    for (const [index, { address }] of authority.trustees.entries()) {
      const text = await readFile(join(folder, 'authority', `trustee-${index + 1}.json`), 'utf8')
      const { trustee, share } = JSON.parse(text)
      expect(trustee).toBe(index + 1)
      expect(address).toMatch(/^0x[0-9a-f]{40}$/)
      // Reading a share checks that it belongs to the public key.
      const decoded = await decodeTrusteeShare(Uint8Array.from(Buffer.from(share, 'base64url')))
      expect(decoded).toMatchObject({ index: index + 1, threshold: 3, publicKey: authority.key })
    }
  })

  it('are read again by the next start', async () => {
    const first = await openAuthority(folder)
    const { trustees, ...second } = await openAuthority(folder)
    expect(first).toMatchObject(second)
    expect(trustees.map(({ address }) => address)).toEqual(first.trustees.map(({ address }) => address))
  })

  it('that a killed start left unfinished are written anew', async () => {
    await mkdir(join(folder, 'authority.new'))
    await writeFile(join(folder, 'authority.new', 'trustee-1.json'), '{"trustee":1,')
    const { key } = await openAuthority(folder)
    expect((await openAuthority(folder)).key).toEqual(key)
    expect(await readdir(folder)).toEqual(['authority'])
  })

  it.each(['authority.json', 'trustee-3.json'])('without %s are refused, not replaced', async (name) => {
    await openAuthority(folder)
    await rm(join(folder, 'authority', name))
    await expect(openAuthority(folder)).rejects.toMatchObject({ code: 'authority-files-damaged' })
  })
})

describe('on the chain', () => {
  let folder: string
  let local: LocalChain
  beforeAll(async () => {
    folder = await newFolder()
    const ports = await findFreePorts()
    const state = await openStateFolder(folder)
    local = await startLocalChain({ state, chainPort: ports.chain, relayerPort: ports.relayer })
  })
  afterAll(async () => {
    await local?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** The chain as a process has it that is killed when it has sent so many transactions. */
  function dyingAfter(transactions: number): LocalChain {
    let sent = 0
    const chain = connectChain({
      deployment: local.deployment,
      async fetch(url, init) {
        if (String(init?.body).includes('eth_sendRawTransaction') && ++sent > transactions) {
          throw new TypeError('killed')
        }
        return fetch(url, init)
      },
    })
    return { ...local, chain }
  }

  it.each([0, 1, 2, 3])(
    'the authority is complete after a start that died after %i of its 3 steps',
    async (steps) => {
      const other = await newFolder()
      const authority = await openAuthority(other)
      const dying = appointAuthority({ ...dyingAfter(steps), authority })
      if (steps < 3) await expect(dying).rejects.toMatchObject({ code: 'chain-unreachable' })
      else await dying

      const id = await appointAuthority({ ...local, authority: await openAuthority(other) })
      const { name, threshold, epoch, key } = authority
      const source = createAuthoritySource(local.chain)
      expect(await source.current(id)).toEqual({ id, name, threshold, trustees: 5, epoch, key })

      // Once complete, nothing is sent any more.
      const again = await appointAuthority({ ...dyingAfter(0), authority })
      expect(again).toBe(id)
      await rm(other, { recursive: true })
    },
  )

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
})
