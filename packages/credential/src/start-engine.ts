import { openInterface, standardApiId } from '@velum/bbs'
import { CredentialError } from './credential-error.ts'

const ciphersuite = 'BLS12-381-SHA-256'

/** Starts what computes with curves, unless it runs. Throws CredentialError 'engine-unavailable': without this the libraries would
 *  take an engine that does not start, as under a policy without WebAssembly, for a proof that does not hold. */
export async function startEngine(): Promise<void> {
  try {
    await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
  } catch {
    throw new CredentialError(
      'engine-unavailable',
      "WebAssembly does not start here; a page needs script-src 'wasm-unsafe-eval' in its content security policy.",
    )
  }
}
