/** What a source outside of this program answers; undefined when it is out of reach. */
export async function attempt<Value>(ask: () => Promise<Value>): Promise<{ value: Value } | undefined> {
  try {
    return { value: await ask() }
  } catch {
    // Each source has errors of its own; to whoever verifies they all mean that it cannot tell.
    return undefined
  }
}
