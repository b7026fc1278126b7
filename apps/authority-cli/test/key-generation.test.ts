import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decryptShare } from '@velum/authority'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { buildCli, type RunningCli, startCli } from './run-cli.ts'

const passphrase = 'correct horse battery staple'
const trustees = [1, 2, 3]
let test: TestChain
let folder: string
let id: string

/** Runs a command as one of the trustees. */
const start = (trustee: number, ...args: string[]) =>
  startCli(['--dir', String(trustee), '--passphrase-file', 'passphrase', '--json', ...args], {}, folder)
const run = (trustee: number, ...args: string[]) => start(trustee, ...args).done

beforeAll(async () => {
  buildCli()
  test = await startTestChain()
  folder = await mkdtemp(join(tmpdir(), 'velum-authority-cli-'))
  await writeFile(join(folder, 'velum-deployment.json'), JSON.stringify(test.deployment))
  await writeFile(join(folder, 'passphrase'), `${passphrase}\n`, { mode: 0o600 })
}, 120_000)
afterAll(async () => {
  await test?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

describe('three trustees at their terminals', () => {
  it('make their keys, and one registers the authority', { timeout: 120_000 }, async () => {
    const addresses: string[] = []
    for (const trustee of trustees) {
      const { json } = await run(trustee, 'init', '--deployment', 'velum-deployment.json')
      addresses.push(json.address)
      await test.chain.provider.request({
        method: 'anvil_setBalance',
        params: [json.address, '0xde0b6b3a7640000'],
      })
    }
    const named = addresses.flatMap((address) => ['--trustee', address])
    const { json, exitCode } = await run(1, 'create', '--name', 'Harbourtown Court', ...named)
    expect(exitCode).toBe(0)
    expect(json).toMatchObject({ trustee: 1, threshold: 2 })
    id = json.id
    expect(await test.chain.openingRegistry.authority(id)).toMatchObject({
      trustees: addresses,
      rules: { delaySeconds: 604_800, lifetimeSeconds: 5_184_000, quota: 10, retentionSeconds: 63_072_000 },
    })
  })

  it('refuses a folder that does not belong to a trustee, and one with keys in it', async () => {
    const again = await run(1, 'init', '--deployment', 'velum-deployment.json')
    expect(again).toMatchObject({ exitCode: 1, json: { error: { code: 'folder-has-keys' } } })
    const stranger = await run(2, 'join', `0x${'00'.repeat(32)}`)
    expect(stranger).toMatchObject({ exitCode: 1, json: { error: { code: 'authority-unknown' } } })
  })

  it('get one key, though one of them is killed in every phase', { timeout: 300_000 }, async () => {
    const others = [1, 3].map((trustee) => start(trustee, 'join', id, '--poll', '1s'))
    // Each of these comes before something is sent, so whoever was killed there has to say it again or finds it said.
    const phases = [
      '"type":"prepared"',
      '"type":"sends","round":1',
      '"type":"sends","round":2',
      '"type":"sends","round":3',
      '"type":"share-stored"',
      '"type":"sends","round":4',
    ]
    for (const phase of phases) {
      const killed = start(2, 'join', id, '--poll', '1s')
      await appears(killed, phase)
      killed.kill('SIGKILL')
      expect(await killed.done).toMatchObject({ exitCode: null, stdout: '' })
    }
    const last = start(2, 'join', id, '--poll', '1s')
    const results = await Promise.all([...others, last].map(({ done }) => done))
    const [published] = await test.chain.openingRegistry.epochs(id)
    if (!published) throw new RangeError('the key was published')
    for (const { exitCode, json } of results) {
      expect(exitCode).toBe(0)
      expect(json).toMatchObject({ result: 'done', ceremony: 1, epoch: 1 })
      expect(json.publicKey).toBe(Buffer.from(published.key).toString('hex'))
      const found = await decryptShare(await readFile(join(folder, json.file)), passphrase)
      if (!found.decrypted) throw new RangeError(found.fault)
      expect(found.share.verificationShares).toEqual(published.verificationShares)
    }
    const ceremonies = await test.chain.openingRegistry.ceremonies(id, { blocks: 'final' })
    expect(ceremonies).toHaveLength(1)
    expect(await readdir(join(folder, '2', 'ceremonies'))).toEqual([])
  })

  it('see who was there, and are alarmed when too few were', { timeout: 60_000 }, async () => {
    const now = await run(2, 'status')
    expect(now).toMatchObject({ exitCode: 0, json: { enough: true, trustee: 2, share: { held: true } } })
    expect(now.json.trustees.map(({ lately }: { lately: boolean }) => lately)).toEqual([true, true, true])
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const late = await run(2, 'status', '--within', '1s')
    expect(late).toMatchObject({ exitCode: 5, json: { enough: false } })
    expect((await run(3, 'check-in')).json).toEqual({ trustee: 3 })
  })

  it('restore a backup elsewhere, and not with another passphrase', { timeout: 60_000 }, async () => {
    const made = await run(2, 'backup', '--out', 'backup.json')
    expect(made).toMatchObject({ exitCode: 0, json: { authority: id } })
    expect(made.json.shares).toEqual([{ authority: id, epoch: 1, revision: 0, trustee: 2 }])
    await writeFile(join(folder, 'other'), 'incorrect horse battery staple\n')
    const elsewhere = ['restore', 'backup.json', '--deployment', 'velum-deployment.json', '--json']
    const wrong = await startCli(['--dir', '4', '--passphrase-file', 'other', ...elsewhere], {}, folder).done
    expect(wrong).toMatchObject({ exitCode: 1, json: { error: { code: 'passphrase-wrong' } } })
    expect((await run(4, ...elsewhere)).exitCode).toBe(0)
    expect(await run(4, 'status')).toMatchObject({ exitCode: 0, json: { trustee: 2, share: { held: true } } })
  })
})

async function appears(running: RunningCli, text: string): Promise<void> {
  await expect.poll(() => running.output(), { timeout: 60_000, interval: 5 }).toContain(text)
}
