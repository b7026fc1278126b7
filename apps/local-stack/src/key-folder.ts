import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AuthorityError, createFolder, openTrustee, readFolderAddress, type Trustee } from '@velum/authority'
import type { Address } from '@velum/registry'
import type { LocalChain } from './local-chain.ts'
import { StackError } from './stack-error.ts'
import type { KeyHolder, StateFolder } from './state-folder.ts'

// The passphrases are 32 drawn octets: that each guess takes a second adds nothing but that second at each command.
const work = 10

/** The address of a holder's keys; undefined before they were made. Throws StackError 'authority-files-damaged'. */
export async function readKeyFolder(state: StateFolder, holder: KeyHolder): Promise<Address | undefined> {
  const { path, passphraseFile } = state.keyFolder(holder)
  try {
    const address = await readFolderAddress(path)
    if (await state.hasSecret(`${holder}-passphrase`)) return address
    throw new TypeError(`${passphraseFile} is not there.`)
  } catch (cause) {
    if (cause instanceof AuthorityError && cause.code === 'folder-empty') return undefined
    throw damaged(holder, cause)
  }
}

/** The address of a holder's keys, which are made as `velum-authority init` makes them, unless they are there. Beside them lies the
 *  deployment as it is now. Throws StackError 'authority-files-damaged'. */
export async function makeKeyFolder(
  state: StateFolder,
  { deployment, fund }: LocalChain,
  holder: KeyHolder,
): Promise<Address> {
  const { path: folder } = state.keyFolder(holder)
  const passphrase = await state.secret(`${holder}-passphrase`)
  const address =
    (await readKeyFolder(state, holder)) ?? (await createFolder({ folder, passphrase, work })).address
  await writeFile(join(folder, 'velum-deployment.json'), `${JSON.stringify(deployment, undefined, 2)}\n`)
  await fund(address)
  return address
}

/** Does something as one of the trustees, in this process. Throws StackError 'authority-files-damaged'. */
export async function asTrustee<Result>(
  state: StateFolder,
  { chain }: LocalChain,
  holder: KeyHolder,
  act: (trustee: Trustee) => Promise<Result>,
): Promise<Result> {
  const { path: folder } = state.keyFolder(holder)
  const passphrase = await state.secret(`${holder}-passphrase`)
  const options = { folder, passphrase, chain, now: () => new Date() }
  const trustee = await openTrustee(options).catch((cause) => {
    throw cause instanceof AuthorityError && cause.code !== 'folder-in-use' ? damaged(holder, cause) : cause
  })
  try {
    return await act(trustee)
  } finally {
    await trustee.close()
  }
}

export function damaged(holder: KeyHolder, cause?: unknown): StackError {
  return new StackError(
    'authority-files-damaged',
    `The keys of ${holder} (its folder, or the file ${holder}-passphrase, in the state folder) are not there or cannot be ` +
      'read. Put them back: without its trustees’ shares nobody can ever open what was sealed for an authority. Or begin ' +
      'anew by deleting the whole state folder.',
    { cause },
  )
}
