import { ExchangeError } from '../exchange-error.ts'
import { fetchJson } from './fetch-json.ts'
import { encodeHex } from './octets.ts'
import { parseAnchoredRecord, type RecordStatus } from './record-status.ts'

/** Asks an issuer where a sealed record stands. The address is derived from the holder's registration point, so
 *  only who has that can ask.
 *  Throws ExchangeError 'issuer-failed', 'issuer-unreachable' or 'insecure-url'. */
export async function fetchRecordStatus(options: {
  readonly issuerUrl: string
  /** 32 bytes. */
  readonly address: Uint8Array
  readonly fetch: typeof fetch
}): Promise<RecordStatus> {
  const { issuerUrl, address } = options
  const url = `${issuerUrl}/records/${encodeHex(address)}`
  try {
    const { status, body } = await fetchJson({ step: 'record', url, fetch: options.fetch })
    if (status === 202) return { state: 'pending' }
    const record = parseAnchoredRecord(body)
    if (record) return { state: 'anchored', ...record }
  } catch (error) {
    if (error instanceof ExchangeError && error.code === 'record-unknown') return { state: 'unknown' }
    throw error
  }
  throw new ExchangeError(
    'issuer-failed',
    'The issuer answered something that tells nothing about a record. Try again later.',
  )
}
