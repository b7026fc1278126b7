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
  'not-signed-by-all': 'A signature is missing, or is not that of the trustee in whose place it stands.',
  'invalid-rules': 'A lifetime, a quota and its period are at least 1.',
  'not-trustee': 'This account is not the trustee with this number.',
  'unknown-trustee': 'There is no trustee with this number.',
  'unknown-epoch': 'The authority has no key of this epoch.',
  'epoch-retired': 'The retention of this epoch is over.',
  'epoch-not-retired':
    'The retention of this epoch is not over, or its last requests could still be voted on.',
  'already-attested': 'The trustee has attested this already.',
  'revision-not-next': 'Revisions rise by one, and this is not the next; read the epoch again.',
  'not-enough-signers': 'A replacement needs the signatures of a threshold of trustees.',
  'invalid-signers': 'A signer stands twice, or is no trustee.',
  'ceremony-under-way': 'The authority has a ceremony under way; finish or abort it first.',
  'ceremony-not-under-way': 'This ceremony is over, or never began.',
  'round-not-open': 'This round waits for messages of the one before.',
  'already-broadcast': 'The trustee has spoken in this round already.',
  'invalid-message': 'The message has not the size that this round asks for.',
  'reveal-differs': 'This is not what the trustee committed to.',
  'already-requested': 'This account has made this request already; another needs another legal basis.',
  'quota-used-up': 'The requester has used up its requests of this period.',
  'invalid-answer': 'How the holder can answer is said in 1 to 256 bytes.',
  'unknown-request': 'There is no request with this id.',
  'not-yet-open': 'The delay of this request is not over.',
  'request-expired': 'This request has expired.',
  'already-voted': 'The trustee has voted on this request already.',
  'approved-elsewhere':
    'Trustees who approved another request about this presentation have to approve this one first.',
  'already-closed': 'This request is closed.',
  'not-requester': 'Only the account that made the request closes it.',
  'not-enough-approvals': 'Fewer trustees than the threshold have approved.',
  'empty-result': 'The hash of a result is not zero.',
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
  InvalidRules: 'invalid-rules',
  NotTrustee: 'not-trustee',
  UnknownTrustee: 'unknown-trustee',
  UnknownEpoch: 'unknown-epoch',
  EpochRetired: 'epoch-retired',
  EpochNotRetired: 'epoch-not-retired',
  AlreadyAttested: 'already-attested',
  RevisionNotNext: 'revision-not-next',
  NotEnoughSigners: 'not-enough-signers',
  SignersNotAscending: 'invalid-signers',
  CeremonyUnderWay: 'ceremony-under-way',
  CeremonyNotUnderWay: 'ceremony-not-under-way',
  RoundNotOpen: 'round-not-open',
  AlreadyBroadcast: 'already-broadcast',
  MessageSize: 'invalid-message',
  RevealDiffers: 'reveal-differs',
  AlreadyRequested: 'already-requested',
  QuotaUsedUp: 'quota-used-up',
  AnswerSize: 'invalid-answer',
  UnknownRequest: 'unknown-request',
  NotYetOpen: 'not-yet-open',
  RequestExpired: 'request-expired',
  AlreadyVoted: 'already-voted',
  ApprovedElsewhere: 'approved-elsewhere',
  AlreadyClosed: 'already-closed',
  NotRequester: 'not-requester',
  NotEnoughApprovals: 'not-enough-approvals',
  EmptyResult: 'empty-result',
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
