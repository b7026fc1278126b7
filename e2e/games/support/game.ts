import { describe, test } from 'vitest'

/** What a game is about, printed above its moves. */
export interface GameWords {
  readonly name: string
  /** What must hold. */
  readonly property: string
  /** What the adversary has and can do. */
  readonly adversary: string
}

declare module 'vitest' {
  interface TaskMeta {
    game?: GameWords
    /** How often the adversary tried. */
    tried?: number
    /** What it measured, where a number says more than yes or no. */
    measured?: string
  }
}

/** What a move was: how often it was tried, and what was measured where it is not all or nothing. */
export type Tried = number | { readonly tried: number; readonly measured: string }

// A thousand pairs take half a minute on a quiet machine; a busy one must not make a property fail.
const timeout = 900_000

/** A game: a property against an adversary who makes moves. */
export function game(words: GameWords, moves: (move: Move) => void): void {
  describe(words.name, () => {
    moves((what, make) => {
      test(what, { timeout }, async ({ task }) => {
        task.meta.game = words
        const tried = await make()
        Object.assign(task.meta, typeof tried === 'number' ? { tried } : tried)
      })
    })
  })
}

/** A move: what the adversary does, and the function that does it, checks that the property held and says how often it tried. */
export type Move = (what: string, make: () => Promise<Tried>) => void
