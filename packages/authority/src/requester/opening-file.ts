import { join } from 'node:path'
import { base64urlnopad } from '@scure/base'
import {
  encodeCanonicalJson,
  encodeOpeningCase,
  hasForm,
  isOpeningCase,
  type OpeningCase,
  parseCanonicalJson,
} from '@velum/exchange'
import { AuthorityError } from '../authority-error.ts'
import type { OwnFolder } from '../trustee/own-folder.ts'

/** All that a requester keeps of one opening, encrypted in its folder. */
export interface OpeningFile {
  readonly openingCase: OpeningCase
  /** What opens the parts: `AGE-SECRET-KEY-1…`. */
  readonly identity: string
  /** Parts that were found right, opened. */
  readonly parts: readonly { readonly trustee: number; readonly octets: Uint8Array }[]
  /** What the parts combined to, and the salt that the request is closed with. */
  readonly result?: { readonly point: Uint8Array; readonly salt: Uint8Array }
}

// A case with a scanned document, and little beside it.
const longest = 17_825_792
const { encode, decode } = base64urlnopad
const nameOf = (requestId: string) => join('openings', `${requestId}.age`)

/** Brings an opening to disk. */
export async function keepOpening(folder: OwnFolder, requestId: string, opening: OpeningFile): Promise<void> {
  const { openingCase, identity, parts, result } = opening
  encodeOpeningCase(openingCase)
  const text = encodeCanonicalJson({
    version: 1,
    case: openingCase,
    identity,
    parts: parts.map(({ trustee, octets }) => ({ trustee, octets: encode(octets) })),
    result: result ? { point: encode(result.point), salt: encode(result.salt) } : null,
  })
  await folder.write(nameOf(requestId), new TextEncoder().encode(text))
}

/** Reads an opening from disk; undefined when there is none. Throws AuthorityError 'file-malformed'. */
export async function readOpening(folder: OwnFolder, requestId: string): Promise<OpeningFile | undefined> {
  const octets = await folder.read(nameOf(requestId))
  if (!octets) return undefined
  const json = parseCanonicalJson(new TextDecoder().decode(octets), longest)
  if (!hasForm(json, form)) {
    throw new AuthorityError('file-malformed', 'What the folder keeps of this request is damaged.')
  }
  const { case: openingCase, identity, parts, result } = json as unknown as StoredOpening
  return {
    openingCase,
    identity,
    parts: parts.map((part) => ({ trustee: part.trustee, octets: decode(part.octets) })),
    ...(result && { result: { point: decode(result.point), salt: decode(result.salt) } }),
  }
}

/** The same. Throws AuthorityError 'request-unknown' too when there is none. */
export async function requireOpening(folder: OwnFolder, requestId: string): Promise<OpeningFile> {
  const found = await readOpening(folder, requestId)
  if (found) return found
  throw new AuthorityError(
    'request-unknown',
    'This folder has not made that request. What opens the parts is in the folder that has.',
  )
}

interface StoredOpening {
  readonly case: OpeningCase
  readonly identity: string
  readonly parts: readonly { readonly trustee: number; readonly octets: string }[]
  readonly result: { readonly point: string; readonly salt: string } | null
}

// Only this program writes it, under a key of its own: the form says that it is that file, and not a later version's.
const isText = (value: unknown) => typeof value === 'string'
const form = {
  version: (version: unknown) => version === 1,
  case: isOpeningCase,
  identity: isText,
  parts: Array.isArray,
  result: (result: unknown) => result === null || hasForm(result, { point: isText, salt: isText }),
}
