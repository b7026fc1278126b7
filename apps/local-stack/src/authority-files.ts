import { createAuthority, encodeTrusteeShare } from '@velum/authority'
import { type Account, createAccount } from '@velum/registry'
import { StackError } from './stack-error.ts'
import type { StateFolder } from './state-folder.ts'

/** An opening authority of this machine: what goes onto the chain, and the trustees' accounts that sign for it. */
export interface LocalAuthority {
  readonly name: string
  readonly threshold: number
  readonly salt: Uint8Array
  readonly epoch: number
  readonly key: Uint8Array
  readonly verificationShares: readonly Uint8Array[]
  readonly dkgHash: Uint8Array
  readonly trustees: readonly Account[]
}

export interface LocalAuthorityOptions {
  readonly state: StateFolder
  readonly random: (length: number) => Uint8Array
}

const name = 'Harbour Oversight · 海港监督署'
const trustees = 5
const threshold = 3

/** Reads the authority of an earlier start, or generates its key and its trustees' accounts and writes them first.
 *  Throws StackError 'authority-files-damaged'. */
export async function openLocalAuthority({ state, random }: LocalAuthorityOptions): Promise<LocalAuthority> {
  const files = (await state.readAuthority()) ?? (await generate({ state, random }))
  try {
    const shared = JSON.parse(textOf(files, 'authority.json')) as Record<string, unknown>
    const accounts = Array.from({ length: trustees }, (_, i) => {
      const trustee = JSON.parse(textOf(files, trusteeFile(i + 1))) as { accountKey: string }
      return createAccount(octets(trustee.accountKey))
    })
    return {
      name: String(shared.name),
      threshold: Number(shared.threshold),
      salt: octets(shared.salt),
      epoch: Number(shared.epoch),
      key: octets(shared.key),
      verificationShares: (shared.verificationShares as unknown[]).map(octets),
      dkgHash: octets(shared.dkgHash),
      trustees: accounts,
    }
  } catch (cause) {
    throw new StackError(
      'authority-files-damaged',
      'The files of the local opening authority (the folder "authority" of the state folder) cannot be read. Put them ' +
        'back: without the shares in them nobody can ever open what was sealed for it. Or begin anew by deleting the ' +
        'whole state folder.',
      { cause },
    )
  }
}

/** One file for each trustee, as if each had taken theirs home, and one that all of them may see. */
async function generate({ state, random }: LocalAuthorityOptions): Promise<ReadonlyMap<string, string>> {
  const made = createAuthority({ trustees, threshold, random })
  const files = new Map<string, string>()
  for (const share of made.shares) {
    const trustee = {
      trustee: share.index,
      accountKey: base64url(random(32)),
      share: base64url(await encodeTrusteeShare(share)),
    }
    files.set(trusteeFile(share.index), pretty(trustee))
  }
  files.set(
    'authority.json',
    pretty({
      name,
      threshold,
      salt: base64url(random(32)),
      epoch: 1,
      key: base64url(made.publicKey),
      verificationShares: made.verificationShares.map(base64url),
      dkgHash: base64url(made.dkgHash),
    }),
  )
  await state.writeAuthority(files)
  return files
}

const trusteeFile = (number: number) => `trustee-${number}.json`
const pretty = (content: object) => `${JSON.stringify(content, undefined, 2)}\n`

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

function octets(text: unknown): Uint8Array {
  return Uint8Array.from(Buffer.from(text as string, 'base64url'))
}

function textOf(files: ReadonlyMap<string, string>, file: string): string {
  const text = files.get(file)
  if (text === undefined) throw new TypeError(`${file} is not there.`)
  return text
}
