import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ServiceDemoError } from './service-demo-error.ts'

/** Reads a key of 32 bytes that the service keeps, and makes it at the first start. Only its owner may read the file.
 *  Throws ServiceDemoError 'key-file-invalid'. */
export async function readSecretKey(dir: string, name: 'request-key' | 'evidence-key'): Promise<Uint8Array> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, name)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return createKeyFile(path)
    throw error
  })
  const key = Uint8Array.from(Buffer.from(text.trim(), 'base64url'))
  if (key.length !== 32)
    throw new ServiceDemoError(
      'key-file-invalid',
      `${path} does not hold a key of 32 bytes in base64url. Restore it, or remove it to get a new one.`,
    )
  return key
}

async function createKeyFile(path: string): Promise<string> {
  const text = randomBytes(32).toString('base64url')
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(`${text}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  return text
}
