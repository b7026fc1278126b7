import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { createIssuer, type Issuer } from './world.ts'

let issuer: Issuer

beforeAll(async () => {
  issuer = await createIssuer(51)
})

describe('randomness', () => {
  // Unpatched, two processes of Node sign and prove with the same numbers: then two proofs have A' in common, and with two
  // nonces under one set of draws anybody computes what they hide.
  const drawing = (start: string) => `import { createRequire } from 'node:module'
    import { readFileSync } from 'node:fs'
    const { publicKey, secretKey } = JSON.parse(readFileSync(0, 'utf8'))
    const keyPair = { publicKey: Uint8Array.from(publicKey), secretKey: Uint8Array.from(secretKey) }
    const { blsSign, blsCreateProof } = ${start}
    const messages = [new Uint8Array([1]), new Uint8Array([2])]
    const signature = await blsSign({ keyPair, messages })
    const nonce = new Uint8Array(32)
    const proof = await blsCreateProof({ publicKey: keyPair.publicKey, signature, messages, revealed: [0], nonce })
    console.log(Buffer.from(signature).toString('hex'), Buffer.from(proof).toString('hex'))`

  async function drawn(start: string): Promise<string> {
    const cwd = fileURLToPath(new URL('..', import.meta.url))
    const running = promisify(execFile)(process.execPath, ['--input-type=module', '-e', drawing(start)], {
      cwd,
    })
    const { publicKey, secretKey } = issuer.key
    running.child.stdin?.end(JSON.stringify({ publicKey: [...publicKey], secretKey: [...secretKey] }))
    return (await running).stdout
  }

  test('is the same in every process for the library alone', async () => {
    const alone = `createRequire(process.cwd() + '/')('@mattrglobal/bbs-signatures')`
    expect(await drawn(alone)).toBe(await drawn(alone))
  })

  test('differs between processes as we start the library, which leaves nothing behind', async () => {
    // As it is shipped: another process does not read TypeScript.
    const root = fileURLToPath(new URL('../../..', import.meta.url))
    await promisify(execFile)(
      process.execPath,
      [`${root}/node_modules/typescript/bin/tsc`, '-b', 'packages/credential'],
      { cwd: root },
    )
    const ours = "await (await import('./dist/bbs-plus/load-bbs-plus.js')).loadBbsPlus()"
    const [first = '', second = ''] = [await drawn(ours), await drawn(ours)]
    expect(first).toMatch(/^[0-9a-f]{224} [0-9a-f]+\n$/)
    expect(first).not.toBe(second)
    // Not even the exponent of the first signature, nor A' of the first proof.
    expect(first.slice(96, 160)).not.toBe(second.slice(96, 160))
    expect('self' in globalThis).toBe(false)
  }, 60_000)
})
