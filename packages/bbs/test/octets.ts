import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex')
export const octets = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const vectors = join(import.meta.dirname, 'vectors')

export function readVector<Vector>(path: string): Vector {
  return JSON.parse(readFileSync(join(vectors, path), 'utf8'))
}

export function readVectors<Vector>(folder: string): [file: string, vector: Vector][] {
  const files = readdirSync(join(vectors, folder)).sort()
  return files.map((file) => [file, readVector<Vector>(`${folder}/${file}`)])
}

/** A source that hands out the given scalars in order, each as the 48 octets that are reduced to it. */
export function replay(scalars: readonly string[]): (length: number) => Uint8Array {
  const rest = [...scalars]
  return (length) => {
    const next = rest.shift()
    if (next === undefined) throw new Error('more randomness was drawn than the vector has')
    return octets(next.padStart(2 * length, '0'))
  }
}

/** A source for tests that must come out the same each time; nothing secret depends on it. */
export function seededRandom(seed: number): (length: number) => Uint8Array {
  let state = seed >>> 0
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state >>> 24
    })
}
