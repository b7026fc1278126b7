import { join } from 'node:path'
import { x25519 } from '@noble/curves/ed25519.js'
import { base64, bech32 } from '@scure/base'
import { type Account, type Address, createAccount, parseAddress } from '@velum/registry'
import { Decrypter, Encrypter } from 'age-encryption'
import { AuthorityError } from '../authority-error.ts'
import { decryptUnderPassphrase, encryptUnderPassphrase, workOf } from '../ceremony/share-at-rest.ts'
import { decodeArray, encodeArray, platformRandom, type RandomOctets } from '../octets.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { readIfThere, writeSafely } from './safe-file.ts'

/** A folder with the keys of one account, this process's alone until `close`. */
export interface OwnFolder {
  readonly path: string
  readonly account: Account
  /** What each guess of the passphrase costs, as the folder was made: its shares cost the same. */
  readonly work: number
  /** Encrypts a file and brings it to disk. `name`: its path in the folder. */
  write(name: string, octets: Uint8Array): Promise<void>
  /** Decrypts what `write` wrote; undefined when there is none. Throws AuthorityError 'file-malformed' when it was changed. */
  read(name: string): Promise<Uint8Array | undefined>
  close(): Promise<void>
}

export interface CreateFolderOptions {
  /** Is made; it must not hold keys. */
  readonly folder: string
  readonly passphrase: string
  /** Base-2 logarithm of what each guess of the passphrase costs, and each opening of the folder: 18 by default, a second or two. Less
   *  is for a machine that drew 32 octets as its passphrase. */
  readonly work?: number
  /** A cryptographic source; the platform's own by default. */
  readonly random?: RandomOctets
}

const tag = 'VELUM_AUTHORITY_V1_KEYS_'
export const keysName = 'keys.json'

/** Makes the keys of a folder: an account's, and one that everything else in the folder is encrypted to. Throws AuthorityError
 *  'folder-has-keys', 'folder-in-use', and 'invalid-argument' for a passphrase of fewer than 12 characters, with less work than usual
 *  fewer than 43. */
export async function createFolder(options: CreateFolderOptions): Promise<{ readonly address: Address }> {
  const { folder, passphrase, work, random = platformRandom } = options
  const lock = await lockFolder(folder)
  try {
    if (await readIfThere(join(folder, keysName))) {
      throw new AuthorityError(
        'folder-has-keys',
        `There is a key in ${folder} already. Go on with that, or name another folder.`,
      )
    }
    const [secretKey, identity] = [random(32), random(32)]
    const { address } = createAccount(secretKey)
    const encrypted = await encryptUnderPassphrase(encodeArray([tag, secretKey, identity]), passphrase, work)
    const file = { version: 1, address, keys: base64.encode(encrypted) }
    await writeSafely(join(folder, keysName), `${JSON.stringify(file, undefined, 2)}\n`)
    return { address }
  } finally {
    await lock.release()
  }
}

/** Whose folder it is, without its passphrase. Throws AuthorityError 'folder-empty', 'file-malformed'. */
export async function readFolderAddress(folder: string): Promise<Address> {
  return (await readKeysFile(folder)).address
}

/** Opens a folder for this process alone. Throws AuthorityError 'folder-empty', 'folder-in-use', 'passphrase-wrong',
 *  'file-malformed'. */
export async function openFolder(options: {
  readonly folder: string
  readonly passphrase: string
}): Promise<OwnFolder> {
  const { folder, passphrase } = options
  const { address, encrypted } = await readKeysFile(folder)
  const lock = await lockFolder(folder)
  try {
    const keys = await decryptKeys({ address, encrypted }, passphrase)
    return ownFolder(folder, lock, { ...keys, work: workOf(encrypted) })
  } catch (error) {
    await lock.release()
    throw error
  }
}

interface KeysFile {
  readonly address: Address
  readonly encrypted: Uint8Array
}

/** Reads the text of a file of keys; undefined for what is none. */
export function parseKeysFile(octets: Uint8Array): KeysFile | undefined {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets))
    if (value?.version !== 1) return undefined
    return { address: parseAddress(value.address), encrypted: base64.decode(value.keys) }
  } catch {
    return undefined
  }
}

async function readKeysFile(folder: string): Promise<KeysFile> {
  const octets = await readIfThere(join(folder, keysName))
  if (!octets) {
    throw new AuthorityError(
      'folder-empty',
      `There is no key in ${folder}. Make one with init, or restore a backup.`,
    )
  }
  return parseKeysFile(octets) ?? malformed(keysName)
}

/** Throws AuthorityError 'passphrase-wrong', 'file-malformed'. */
export async function decryptKeys({ address, encrypted }: KeysFile, passphrase: string) {
  const content = await decryptUnderPassphrase(encrypted, passphrase)
  if (!content) {
    throw new AuthorityError(
      'passphrase-wrong',
      'The passphrase is another one. Try again; nothing was changed.',
    )
  }
  const [found, secretKey, identity] = decodeArray(content) ?? []
  if (found !== tag || !(secretKey instanceof Uint8Array) || !(identity instanceof Uint8Array))
    malformed(keysName)
  const account = createAccount(secretKey as Uint8Array)
  if (account.address !== address) malformed(keysName)
  return { account, identity: identity as Uint8Array }
}

function ownFolder(
  path: string,
  lock: FolderLock,
  {
    account,
    identity,
    work,
  }: { readonly account: Account; readonly identity: Uint8Array; readonly work: number },
): OwnFolder {
  return {
    path,
    account,
    work,
    async write(name, octets) {
      const encrypter = new Encrypter()
      encrypter.addRecipient(bech32.encodeFromBytes('age', x25519.getPublicKey(identity)))
      await writeSafely(join(path, name), await encrypter.encrypt(octets))
    },
    async read(name) {
      const encrypted = await readIfThere(join(path, name))
      if (!encrypted) return undefined
      const decrypter = new Decrypter()
      decrypter.addIdentity(bech32.encodeFromBytes('AGE-SECRET-KEY-', identity).toUpperCase())
      // The library throws for what it cannot decrypt.
      return (await decrypter.decrypt(encrypted).catch(() => undefined)) ?? malformed(name)
    },
    close: () => lock.release(),
  }
}

function malformed(name: string): never {
  throw new AuthorityError('file-malformed', `The file ${name} was changed or damaged. Restore your backup.`)
}
