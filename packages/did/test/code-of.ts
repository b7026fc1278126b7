import { DidError, type DidErrorCode } from '@velum/did'

/** The code that a call is refused with; undefined when it is not refused. */
export function codeOf(call: () => unknown): DidErrorCode | undefined {
  try {
    call()
    return undefined
  } catch (error) {
    if (error instanceof DidError) return error.code
    throw error
  }
}

export async function codeOfAsync(call: () => Promise<unknown>): Promise<DidErrorCode | undefined> {
  const settled = await call().then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  return (
    settled &&
    codeOf(() => {
      throw settled.error
    })
  )
}
