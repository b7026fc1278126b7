import { hex } from '@scure/base'
import { parseAddress } from '@velum/registry'
import { AuthorityError } from '../authority-error.ts'
import { type TrusteeContext, trusteeStanding } from './trustee-context.ts'

/** That a trustee gives its place to another account, with the signatures so far: a file of text that goes from trustee to trustee. */
export interface ReplacementFile {
  /** The authority's id. */
  readonly authority: string
  /** Number of the trustee that goes. */
  readonly trustee: number
  /** The address of the one that comes. */
  readonly replacement: string
  /** How many replacements came before: after another one the signatures count for nothing. */
  readonly nonce: number
  /** 65 octets each, by the numbers of those who signed. */
  readonly signatures: readonly { readonly trustee: number; readonly signature: Uint8Array }[]
}

const version = 1
const longestFile = 65_536

export function encodeReplacementFile({ signatures, ...about }: ReplacementFile): string {
  const written = signatures.map(({ trustee, signature }) => ({ trustee, signature: hex.encode(signature) }))
  return `${JSON.stringify({ version, ...about, signatures: written }, undefined, 2)}\n`
}

/** Reads the file; undefined for what is none. Whether its signatures hold, the contract says. */
export function parseReplacementFile(text: string): ReplacementFile | undefined {
  if (text.length > longestFile) return undefined
  try {
    const { version: found, authority, trustee, replacement, nonce, signatures } = JSON.parse(text)
    if (found !== version || !/^0x[0-9a-f]{64}$/.test(authority)) return undefined
    if (!isCount(trustee) || !Number.isSafeInteger(nonce) || nonce < 0) return undefined
    return {
      ...{ authority, trustee, nonce, replacement: parseAddress(replacement) },
      signatures: (signatures as { trustee: unknown; signature: string }[]).map((one) => {
        if (!isCount(one.trustee)) throw new RangeError('no number of a trustee')
        return { trustee: one.trustee, signature: hex.decode(one.signature) }
      }),
    }
  } catch {
    return undefined
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1

export interface SignReplacementOptions {
  readonly trustee: number
  readonly replacement: string
  /** With the signatures of others; absent for whoever signs first. */
  readonly file?: ReplacementFile
}

/** Adds this trustee's signature to a replacement. Throws AuthorityError 'replacement-differs' when the file is about another one, or
 *  another came in between; and what the registry throws. */
export async function signReplacement(
  context: TrusteeContext,
  options: SignReplacementOptions,
): Promise<ReplacementFile & { readonly missing: number }> {
  const { id, trustee: own, authority } = await trusteeStanding(context)
  const { openingRegistry } = context.chain
  const nonce = (await openingRegistry.replacements(id)).length
  const { trustee } = options
  const replacement = parseAddress(options.replacement)
  const wanted = { authority: id, trustee, replacement, nonce }
  const file = options.file ?? { ...wanted, signatures: [] }
  const same =
    file.authority === id &&
    file.trustee === trustee &&
    file.nonce === nonce &&
    parseAddress(file.replacement) === replacement
  if (!same) {
    throw new AuthorityError(
      'replacement-differs',
      'The file is about another replacement, or another was made since. Begin a new file.',
    )
  }
  const { account } = context.folder
  const signature = await openingRegistry.signReplacement({ id, trustee, replacement, nonce, account })
  const others = file.signatures.filter((one) => one.trustee !== own)
  const signatures = [...others, { trustee: own, signature }].sort(
    (left, right) => left.trustee - right.trustee,
  )
  return { ...wanted, signatures, missing: Math.max(authority.threshold - signatures.length, 0) }
}

/** Makes a replacement that enough trustees have signed. It ends a ceremony that is under way. Throws what the registry throws. */
export async function sendReplacement(
  { chain, folder }: TrusteeContext,
  file: ReplacementFile,
): Promise<void> {
  const { authority: id, trustee, replacement, signatures } = file
  const { account } = folder
  await chain.openingRegistry.replaceTrustee({ id, trustee, replacement, signatures, account })
}
