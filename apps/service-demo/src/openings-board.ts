import type { OpeningChange } from '@velum/verifier'

/** The requests to open one of the service's sealed names, each as it stands now. In memory: the chain has them all, and a watch from
 *  the beginning tells them again. */
export interface OpeningsBoard {
  note(change: OpeningChange): void
  /** The newest change of each request, the newest request first. */
  list(): readonly OpeningChange[]
}

export function createOpeningsBoard(): OpeningsBoard {
  const newest = new Map<string, OpeningChange>()
  return {
    note: (change) => void newest.set(change.requestId, change),
    list: () => [...newest.values()].reverse(),
  }
}
