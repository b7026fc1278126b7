import { base64 } from '@scure/base'
import { Decrypter, Encrypter } from 'age-encryption'
import { AuthorityError } from '../authority-error.ts'
import { decodeArray, encodeArray } from '../octets.ts'
import { decodeTrusteeShare, encodeTrusteeShare, type TrusteeShare } from '../trustee-share.ts'

/** Which share it is: what stands in the clear in its file too. */
export interface ShareLabel {
  /** The authority's id on chain, `0x…`. */
  readonly authority: string
  readonly epoch: number
  /** How often the shares of this epoch have been renewed: 0 at first. Shares of two revisions do not go together. */
  readonly revision: number
  /** Number of the trustee. */
  readonly trustee: number
}

export interface StoredShare {
  readonly label: ShareLabel
  readonly share: TrusteeShare
}

export type DecryptedShare =
  | ({ readonly decrypted: true } & StoredShare)
  | {
      readonly decrypted: false
      /** 'label-differs': somebody put another label on the file than the one inside. */
      readonly fault: 'file-malformed' | 'passphrase-wrong' | 'label-differs'
    }

const tag = 'VELUM_AUTHORITY_V1_SHARE_FILE_'
const version = 1
const shortestPassphrase = 12
/** A second or two and 256 MiB for each guess. */
const usualWork = 18
// 256 bits in base64url: nobody guesses them, however little a guess costs.
const shortestDrawnPassphrase = 43
// Of sixty-four trustees' verification shares, in base64, and as much again.
const longestFile = 16_384

/** Encrypts a share under a passphrase: a file of text (JSON) that says whose share it is and holds the rest as an age file. The
 *  same file is its backup. `work` as in `encryptUnderPassphrase`. Throws AuthorityError 'invalid-argument' for a passphrase that is too
 *  short and for a share that is none. */
export async function encryptShare(
  { label, share }: StoredShare,
  passphrase: string,
  work?: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { authority, epoch, revision, trustee } = label
  if (!isLabel(label) || trustee !== share.index) {
    throw new AuthorityError('invalid-argument', 'The label is not that of the share.')
  }
  const content = encodeArray([tag, authority, epoch, revision, trustee, await encodeTrusteeShare(share)])
  const encrypted = await encryptUnderPassphrase(content, passphrase, work)
  const file = { version, authority, epoch, revision, trustee, share: base64.encode(encrypted) }
  return new TextEncoder().encode(`${JSON.stringify(file, undefined, 2)}\n`)
}

/** Whose share a file says that it holds, without its passphrase; undefined for a file that is none. */
export function readShareLabel(file: Uint8Array): ShareLabel | undefined {
  return parse(file)?.label
}

/** Decrypts a share that `encryptShare` wrote, and checks that it is one and has the label that stands beside it. */
export async function decryptShare(file: Uint8Array, passphrase: string): Promise<DecryptedShare> {
  const parsed = parse(file)
  if (!parsed) return { decrypted: false, fault: 'file-malformed' }
  const content = await decryptUnderPassphrase(parsed.encrypted, passphrase)
  if (!content) return { decrypted: false, fault: 'passphrase-wrong' }
  const items = decodeArray(content)
  const octets = items?.[5]
  const share = octets instanceof Uint8Array ? await decodeTrusteeShare(octets) : undefined
  if (items?.length !== 6 || items[0] !== tag || !share) return { decrypted: false, fault: 'file-malformed' }
  const { authority, epoch, revision, trustee } = parsed.label
  const own = [authority, epoch, revision, trustee]
  if (!own.every((value, i) => value === items[i + 1]) || share.index !== trustee) {
    return { decrypted: false, fault: 'label-differs' }
  }
  return { decrypted: true, label: parsed.label, share }
}

/** Encrypts octets under a passphrase, as an age file: for whatever a trustee keeps that is as secret as its share. `work`: base-2
 *  logarithm of what each guess costs, for its owner too; 18 by default, a second or two and 256 MiB. Throws AuthorityError
 *  'invalid-argument' for a passphrase of fewer than 12 characters, and for less work with fewer than 43. */
export async function encryptUnderPassphrase(
  octets: Uint8Array,
  passphrase: string,
  work = usualWork,
): Promise<Uint8Array> {
  const typed = normalized(passphrase)
  const { length } = [...typed]
  if (length < shortestPassphrase) {
    throw new AuthorityError(
      'invalid-argument',
      `A passphrase has at least ${shortestPassphrase} characters. Take five random words.`,
    )
  }
  if (work < usualWork && length < shortestDrawnPassphrase) {
    throw new AuthorityError('invalid-argument', 'Only 32 random octets do with less work for each guess.')
  }
  const encrypter = new Encrypter()
  encrypter.setScryptWorkFactor(work)
  encrypter.setPassphrase(typed)
  return encrypter.encrypt(octets)
}

/** The work that `encryptUnderPassphrase` was given, as the head of the file has it: `-> scrypt <salt> <work>`. */
export function workOf(encrypted: Uint8Array): number {
  const head = new TextDecoder('latin1').decode(encrypted.subarray(0, 128))
  return Number(/^-> scrypt \S+ (\d{1,2})$/m.exec(head)?.[1] ?? usualWork)
}

/** The octets of an age file; undefined when the passphrase is another one or the file was changed. */
export async function decryptUnderPassphrase(
  encrypted: Uint8Array,
  passphrase: string,
): Promise<Uint8Array | undefined> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(normalized(passphrase))
  // The library throws for what it cannot decrypt, which is an expected no.
  return decrypter.decrypt(encrypted).catch(() => undefined)
}

// One passphrase, however the keyboard of the day composes its letters.
const normalized = (passphrase: string) => passphrase.normalize('NFC')

function parse(file: Uint8Array): { readonly label: ShareLabel; readonly encrypted: Uint8Array } | undefined {
  if (file.length > longestFile) return undefined
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file))
    if (value?.version !== version || typeof value.share !== 'string') return undefined
    const { authority, epoch, revision, trustee } = value
    const label = { authority, epoch, revision, trustee }
    return isLabel(label) ? { label, encrypted: base64.decode(value.share) } : undefined
  } catch {
    return undefined
  }
}

const isLabel = ({ authority, epoch, revision, trustee }: ShareLabel): boolean =>
  typeof authority === 'string' &&
  /^0x[0-9a-f]{64}$/.test(authority) &&
  [epoch, revision, trustee].every((number) => Number.isSafeInteger(number) && number >= 0)
