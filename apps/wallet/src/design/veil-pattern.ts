/** A drapery of fine lines, as paths for an SVG. Two identical seeds give the same drapery. */
export interface VeilPattern {
  readonly width: number
  readonly height: number
  readonly folds: readonly Fold[]
}

/** One sheet of the veil: its threads, from the near edge to the far one. */
interface Fold {
  readonly threads: readonly string[]
}

interface Edge {
  readonly rest: number
  readonly waves: readonly { readonly height: number; readonly turns: number; readonly phase: number }[]
}

const STEPS = 64

/** Weaves `sheets` sheets over a `width` by `height` surface. A sheet is the space between two
 *  wandering edges, filled with threads: where the edges cross, the cloth seems to turn over. */
export function weaveVeil({
  seed,
  width,
  height,
  sheets = 3,
  threads = 34,
}: {
  seed: string
  width: number
  height: number
  sheets?: number
  threads?: number
}): VeilPattern {
  const draw = sequence(seed)
  const folds: Fold[] = []
  for (let sheet = 0; sheet < sheets; sheet++) {
    const rest = 0.22 + (0.6 * (sheet + 0.5)) / sheets
    const near = edge(draw, rest - 0.06)
    const far = edge(draw, rest + 0.16)
    const paths: string[] = []
    for (let index = 0; index < threads; index++) {
      const part = index / (threads - 1)
      paths.push(thread({ near, far, part, width, height }))
    }
    folds.push({ threads: paths })
  }
  return { width, height, folds }
}

function edge(draw: () => number, rest: number): Edge {
  return {
    rest,
    waves: [
      { height: 0.16 + 0.1 * draw(), turns: 0.55 + 0.4 * draw(), phase: draw() },
      { height: 0.07 + 0.06 * draw(), turns: 1.1 + 0.7 * draw(), phase: draw() },
      { height: 0.015 + 0.02 * draw(), turns: 2.4 + 1.2 * draw(), phase: draw() },
    ],
  }
}

function at({ rest, waves }: Edge, x: number): number {
  let y = rest
  for (const wave of waves) y += wave.height * Math.sin(2 * Math.PI * (wave.turns * x + wave.phase))
  return y
}

function thread({
  near,
  far,
  part,
  width,
  height,
}: {
  near: Edge
  far: Edge
  part: number
  width: number
  height: number
}): string {
  let path = ''
  for (let step = -1; step <= STEPS + 1; step++) {
    const x = step / STEPS
    // The threads bunch towards both edges, as cloth does at a hem.
    const eased = part - 0.07 * Math.sin(2 * Math.PI * part)
    const y = at(near, x) * (1 - eased) + at(far, x) * eased
    path += `${step === -1 ? 'M' : 'L'}${(x * width).toFixed(1)} ${(y * height).toFixed(1)}`
  }
  return path
}

/** Numbers in [0, 1) that depend on the seed alone (FNV-1a into mulberry32): looks only, no secrets. */
function sequence(seed: string): () => number {
  let state = 2166136261
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
