import { AuthorityError } from '../authority-error.ts'
import { encodeLog, parseLog } from '../evidence-file/log-text.ts'
import type { AuditLog } from './audit-log.ts'

/** A log as canonical JSON: another day, another machine finds the same in it. */
export const encodeAuditLog = (log: AuditLog): string => encodeLog(log)

/** Reads a log from its one text. What it says is taken on the word of whoever read the chain. Throws AuthorityError
 *  'file-malformed'. */
export function parseAuditLog(text: string): AuditLog {
  const log = parseLog(text)
  if (isAuditLog(log)) return log as AuditLog
  throw new AuthorityError('file-malformed', 'This is no log of the openings, or it was changed.')
}

type Test = (value: unknown) => boolean

// Members of whoever wrote the file beside these do no harm.
const has = (members: Readonly<Record<string, Test>>): Test => {
  const tests = Object.entries(members)
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    tests.every(([name, test]) => test((value as Readonly<Record<string, unknown>>)[name]))
}
const list =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test)
const both =
  (...tests: readonly Test[]): Test =>
  (value) =>
    tests.every((test) => test(value))
const maybe =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value)
const text: Test = (value) => typeof value === 'string'
const count: Test = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const time: Test = (value) => value instanceof Date && !Number.isNaN(value.getTime())
const octets =
  (length?: number): Test =>
  (value) =>
    value instanceof Uint8Array && (length === undefined || value.length === length)
const id: Test = (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value)
const address: Test = (value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value)
const between =
  (least: number, most: number): Test =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most

const block = has({ blockNumber: count, at: time })
const place = both(block, has({ transactionHash: text }))
const trustee = between(1, 64)
const shares = { verificationShares: list(octets(48)), dkgHash: octets(32) }
const vote = { trustee, account: address, place }

const ceremony = has({
  ...{ ceremony: between(1, 2 ** 31), epoch: between(1, 2 ** 31), begun: place },
  broadcasts: list(has({ round: count, trustee: count, message: octets() })),
  aborted: maybe(has({ trustee: count, accused: count, evidence: octets(), place })),
  published: maybe(place),
})

const authority = has({
  ...{ id, name: text, registered: place },
  trustees: both(list(address), has({ length: between(1, 64) })),
  threshold: between(1, 64),
  rules: has({
    ...{ delaySeconds: count, lifetimeSeconds: count, quota: count, retentionSeconds: count },
    quotaPeriodSeconds: between(1, 2 ** 32),
  }),
  epochs: list(both(place, has({ epoch: count, key: octets(48), ...shares }))),
  refreshes: list(both(place, has({ epoch: count, revision: count, ...shares }))),
  replacements: list(both(place, has({ trustee, from: address, to: address, nonce: count }))),
  ceremonies: list(ceremony),
  destructions: list(both(place, has({ epoch: count, trustee }))),
})

const opening = has({
  ...{ requestId: id, authority: id, epoch: between(1, 2 ** 31), requester: address, answerTo: text },
  ...{ presentationId: octets(32), basisHash: octets(32), requesterKey: octets(32) },
  ...{ requested: place, opensAt: time, expiresAt: time },
  approvals: list(has({ ...vote, partialHash: octets(32) })),
  refusals: list(has({ ...vote, reasonHash: octets(32) })),
  closed: maybe(has({ resultHash: octets(32), place })),
})

const isService: Test = (value) =>
  both(block, has({ clientId: text }))(value) &&
  (has({ kind: (kind) => kind === 'withdrawn' })(value) ||
    has({ kind: (kind) => kind === 'registered', account: address, until: time })(value))

const isAuditLog = has({
  version: (version) => version === 1,
  ...{ chainId: count, contract: address },
  block: has({ number: count, hash: text, at: time }),
  authorities: list(authority),
  openings: list(opening),
  services: list(isService),
})
