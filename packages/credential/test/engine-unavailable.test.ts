import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { verifyDerivedProof } from '../src/bbs-2023-suite.ts'
import { contextLoader } from '../src/document-loader.ts'
import { type Credential, createBlsKeyPair, deriveCredential, restoreBlsKeyPair } from '../src/index.ts'
import { resident, seededRandom } from './world.ts'

test('an engine that does not start is said to be that, not a broken proof, credential or key', async () => {
  // What a browser does under a policy without 'wasm-unsafe-eval'.
  const refused = new WebAssembly.CompileError('refused by the policy')
  const instantiate = vi.spyOn(WebAssembly, 'instantiate').mockRejectedValue(refused)
  const vector = new URL('vectors/bbs-2023/derivedRevealDocument.json', import.meta.url)
  const document = JSON.parse(readFileSync(vector, 'utf8'))
  const presentationHeader = Uint8Array.of(0x11, 0x33, 0x77, 0xaa)
  const proof = { type: 'DataIntegrityProof' }
  const subject = { type: 'ResidentId', ...resident }
  const credential = { credentialSubject: subject, proof } as unknown as Credential
  for (const attempt of [
    () => verifyDerivedProof({ document, presentationHeader, documentLoader: contextLoader }),
    () => deriveCredential({ credential, claims: ['sex'], presentationHeader }),
    () => createBlsKeyPair({ random: seededRandom(1) }),
    () => restoreBlsKeyPair(seededRandom(1)(32).fill(0, 0, 1)),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'engine-unavailable' })
  }
  instantiate.mockRestore()
  expect((await createBlsKeyPair({ random: seededRandom(1) })).publicKey).toHaveLength(96)
})
