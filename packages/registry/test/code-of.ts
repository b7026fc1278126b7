import { RegistryError, type RegistryErrorCode } from '@velum/registry'

/** The code that a call is refused with; undefined when it is not refused. */
export async function codeOf(call: () => unknown): Promise<RegistryErrorCode | undefined> {
  try {
    await call()
    return undefined
  } catch (error) {
    if (error instanceof RegistryError) return error.code
    throw error
  }
}
