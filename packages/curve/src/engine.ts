import type { MclModule } from './mcl-module.ts'
import { encodeScalar, type Scalar, scalarLength } from './scalar.ts'

/** Bytes of mcl's own representations. */
export const sizeOf = { fp: 48, fr: 32, g1: 144, g2: 288, gt: 576 } as const

const scratchBytes = 4096

/** mcl together with one block of its memory in which operands and results of a single operation lie. */
export interface Engine {
  readonly mcl: MclModule
  /** Address of 4,096 bytes that every operation may overwrite. Operations are synchronous, so two never meet here. */
  readonly scratch: number
}

export function createEngine(mcl: MclModule): Engine {
  return { mcl, scratch: mcl._malloc(scratchBytes) }
}

export function writeWords({ mcl }: Engine, address: number, words: Int32Array): void {
  mcl.HEAP32.set(words, address >> 2)
}

export function readWords({ mcl }: Engine, address: number, bytes: number): Int32Array {
  return mcl.HEAP32.slice(address >> 2, (address + bytes) >> 2)
}

export function writeOctets({ mcl }: Engine, address: number, octets: Uint8Array): void {
  mcl.HEAP8.set(octets, address)
}

export function readOctets({ mcl }: Engine, address: number, length: number): Uint8Array {
  return new Uint8Array(mcl.HEAP8.slice(address, address + length).buffer)
}

/** Puts a scalar at `address` in mcl's form. `buffer` is 32 bytes of room for its octets. */
export function writeScalar(engine: Engine, address: number, scalar: Scalar, buffer: number): void {
  writeOctets(engine, buffer, encodeScalar(scalar))
  if (engine.mcl._mclBnFr_deserialize(address, buffer, scalarLength) !== scalarLength) {
    throw new RangeError('mcl refused a scalar below the group order')
  }
}

/** Overwrites the scratch block, after an operation on a secret. */
export function wipeScratch({ mcl, scratch }: Engine): void {
  mcl.HEAP8.fill(0, scratch, scratch + scratchBytes)
}

/** Runs `use` with `bytes` of memory, which is overwritten and freed afterwards whatever happens. */
export function withMemory<T>({ mcl }: Engine, bytes: number, use: (address: number) => T): T {
  const address = mcl._malloc(bytes)
  if (address === 0) throw new RangeError('the pairing engine is out of memory')
  try {
    return use(address)
  } finally {
    mcl.HEAP8.fill(0, address, address + bytes)
    mcl._free(address)
  }
}
