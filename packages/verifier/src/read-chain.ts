import { VerifierError } from './verifier-error.ts'

/** Asks the chain. Throws VerifierError 'chain-unreachable' whatever went wrong on the way. */
export async function readChain<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (cause) {
    throw new VerifierError(
      'chain-unreachable',
      'The public register cannot be reached, so nothing can be asked at the moment. Try again later.',
      { cause },
    )
  }
}
