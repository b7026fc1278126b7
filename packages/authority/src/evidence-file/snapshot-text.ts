import { hasForm } from '@velum/exchange'
import { AuthorityError } from '../authority-error.ts'
import type { ChainSnapshot } from './chain-snapshot.ts'
import { encodeLog, parseLog } from './log-text.ts'

/** A snapshot as canonical JSON; octets are `{"octets": base64url}`, times `{"time": milliseconds}`. */
export function encodeSnapshot(snapshot: ChainSnapshot): string {
  return encodeLog(snapshot)
}

/** Reads a snapshot from its one text. What it says is taken on the word of whoever read the chain. Throws AuthorityError
 *  'file-malformed'. */
export function parseSnapshot(text: string): ChainSnapshot {
  const snapshot = parseLog(text)
  if (isSnapshot(snapshot)) return snapshot
  throw new AuthorityError('file-malformed', 'This is no snapshot of the chain, or it was changed.')
}

function isSnapshot(value: unknown): value is ChainSnapshot {
  return hasForm(value, {
    version: (version) => version === 1,
    chainId: Number.isSafeInteger,
    block: (block) =>
      hasForm(block, {
        number: Number.isSafeInteger,
        hash: (hash) => typeof hash === 'string',
        at: (at) => at instanceof Date,
      }),
    openings: Array.isArray,
    authority: (authority) =>
      hasForm(authority, {
        id: (id) => typeof id === 'string',
        name: (name) => typeof name === 'string',
        threshold: Number.isSafeInteger,
        epochs: Array.isArray,
        refreshes: Array.isArray,
      }),
    services: Array.isArray,
    issuers: Array.isArray,
  })
}
