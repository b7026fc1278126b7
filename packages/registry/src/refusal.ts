import { didRegistryInterface, statusRegistryInterface } from './contract.ts'
import type { RpcFailure } from './json-rpc.ts'
import { type ChangeRefusal, RegistryError } from './registry-error.ts'

const MESSAGES: Record<ChangeRefusal, string> = {
  'bad-signature': 'The signature is not the controller’s, or another change came first; sign again.',
  'not-authorized': 'The signer neither controls this identity nor is a delegate that may do this.',
  'epoch-not-rising': 'This list already has an anchor with this epoch or a later one.',
  'signature-expired': 'The signature’s deadline has passed; sign again.',
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
  EpochNotRising: 'epoch-not-rising',
  SignatureExpired: 'signature-expired',
}

export function refusal(reason: ChangeRefusal, cause?: unknown): RegistryError {
  return new RegistryError('change-refused', MESSAGES[reason], { reason, cause })
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
  const parsed = statusRegistryInterface.parseError(data) ?? didRegistryInterface.parseError(data)
  // Error(string) is how the older contract speaks.
  const name = parsed?.name === 'Error' ? String(parsed.args[0]) : parsed?.name
  return REASONS[name ?? ''] ?? 'reverted'
}
