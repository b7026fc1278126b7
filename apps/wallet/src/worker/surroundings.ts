/** What the engine may use of the world: handed in by `main.ts`, where the worker's globals are. */
export interface Surroundings {
  readonly fetch: typeof fetch
  readonly now: () => Date
  readonly random: (length: number) => Uint8Array
  readonly tabs: BroadcastChannel
  readonly databaseName: string
  readonly configUrl: string
}
