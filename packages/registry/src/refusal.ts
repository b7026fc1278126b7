import {
  didRegistryInterface,
  escrowRegistryInterface,
  openingRegistryInterface,
  statusRegistryInterface,
  trustRegistryInterface,
} from './contract.ts'
import type { RpcFailure } from './json-rpc.ts'
import { type ChangeRefusal, RegistryError } from './registry-error.ts'

const MESSAGES: Record<ChangeRefusal, string> = {
  'bad-signature': 'The signature is not the controller’s, or another change came first; sign again.',
  'not-authorized': 'The signer neither controls this identity nor is a delegate that may do this.',
  'not-accreditor': 'This account has not the role that this needs; ask the registry’s administrator for it.',
  'signature-expired': 'The signature’s deadline has passed; sign again.',
  'epoch-not-rising': 'This epoch or a later one is anchored already.',
  'epoch-not-next': 'Epochs rise by one, and this is not the next; read the authority again.',
  'version-not-next': 'Another version of this template was published first; sign again.',
  'empty-batch': 'A batch holds at least one record and has a root.',
  'invalid-size': 'What is published is empty or longer than 8 KiB.',
  'already-published': 'This sealed record is published already.',
  'until-not-ahead': 'The end of the term has passed already; name a later one.',
  'nothing-to-withdraw': 'There is nothing (any more) to withdraw.',
  'no-account': 'The zero address can do nothing; name another.',
  'scope-already-defined': 'A scope is defined once; define another under a new id.',
  'scope-size': 'A scope names 1 to 64 services.',
  'invalid-trustees': 'An authority has 1 to 64 trustees, each with an address of its own.',
  'invalid-threshold': 'The threshold is at least 1 and at most the number of trustees.',
  'already-registered': 'This account has registered an authority with this salt; choose another.',
  'unknown-authority': 'There is no authority with this id; register it first.',
  'invalid-epoch-key': 'The key is no compressed point of 48 bytes, or is the point at infinity.',
  'invalid-shares': 'There is not one verification share for each trustee.',
  'not-signed-by-all': 'Not every trustee has signed for this key, in the trustees’ order.',
  reverted: 'The contract refused the change.',
}

/** What the contracts' revert data say, by the first word of the revert's name or text. */
const REASONS: Record<string, ChangeRefusal> = {
  bad_signature: 'bad-signature',
  bad_actor: 'bad-signature',
  ECDSAInvalidSignature: 'bad-signature',
  ECDSAInvalidSignatureLength: 'bad-signature',
  ECDSAInvalidSignatureS: 'bad-signature',
  NotAuthorized: 'not-authorized',
  AccessControlUnauthorizedAccount: 'not-accreditor',
  SignatureExpired: 'signature-expired',
  EpochNotRising: 'epoch-not-rising',
  EpochNotNext: 'epoch-not-next',
  VersionNotNext: 'version-not-next',
  EmptyBatch: 'empty-batch',
  CiphertextSize: 'invalid-size',
  ProfileSize: 'invalid-size',
  AlreadyPublished: 'already-published',
  UntilNotAhead: 'until-not-ahead',
  NothingToWithdraw: 'nothing-to-withdraw',
  NoAccount: 'no-account',
  ScopeAlreadyDefined: 'scope-already-defined',
  ScopeSize: 'scope-size',
  TrusteeCount: 'invalid-trustees',
  InvalidTrustee: 'invalid-trustees',
  InvalidThreshold: 'invalid-threshold',
  AlreadyRegistered: 'already-registered',
  UnknownAuthority: 'unknown-authority',
  InvalidKey: 'invalid-epoch-key',
  InvalidShares: 'invalid-shares',
  SignatureCount: 'not-signed-by-all',
  NotSignedBy: 'not-signed-by-all',
}

const INTERFACES = [
  statusRegistryInterface,
  trustRegistryInterface,
  escrowRegistryInterface,
  openingRegistryInterface,
  didRegistryInterface,
]

export function refusal(reason: ChangeRefusal, cause?: unknown): RegistryError {
  return new RegistryError('change-refused', MESSAGES[reason], { reason, cause })
}

/** A reason that somebody else names; one that this version does not know is just a refusal. */
export function refusalNamed(reason: string | undefined): ChangeRefusal {
  return reason !== undefined && Object.hasOwn(MESSAGES, reason) ? (reason as ChangeRefusal) : 'reverted'
}

/** Turns a chain's error about a call into 'change-refused' or 'payer-unfunded' where it is one. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof RegistryError) || error.code !== 'chain-error') return error
  const { code, message, data } = error.cause as RpcFailure
  // Nodes agree on the code (3) for a revert, older ones on the text alone.
  if (code === 3 || /revert/i.test(message)) return refusal(reasonIn(data), error)
  if (/insufficient funds/i.test(message)) {
    return new RegistryError(
      'payer-unfunded',
      'The account that pays for this change has not enough coins.',
      {
        cause: error,
      },
    )
  }
  return error
}

function reasonIn(data: unknown): ChangeRefusal {
  if (typeof data !== 'string') return 'reverted'
  const parsed = INTERFACES.map((contract) => contract.parseError(data)).find((error) => error !== null)
  // Error(string) is how the older contract speaks.
  const name = parsed?.name === 'Error' ? String(parsed.args[0]) : parsed?.name
  return REASONS[name ?? ''] ?? 'reverted'
}
