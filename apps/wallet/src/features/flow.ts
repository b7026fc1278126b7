/** A piece of state that a flow moves along and a page looks at. */
export interface Flow<State> {
  get(): State
  subscribe(listener: () => void): () => void
}

export interface MovableFlow<State> extends Flow<State> {
  set(next: State): void
}

export function createFlow<State>(initial: State): MovableFlow<State> {
  let state = initial
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    set(next) {
      state = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
