import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { ActionId } from './actions.ts'
import type { OfferedCard } from './guide-world.ts'
import type { SceneId } from './scenes.ts'

/** How a command went. */
export interface Run {
  /** As somebody would have typed it. */
  readonly command: string
  /** Both outputs as a terminal shows them. */
  readonly output: string
  readonly exitCode: number
  /** ISO 8601. */
  readonly at: string
}

/** One visitor's way through the demo, on disk so that it goes on where it stopped. */
export interface Story {
  /** Its folder's name: a story that begins anew finds nobody's old files. */
  readonly id: string
  /** Presentations that the market knew before. */
  readonly before: readonly string[]
  readonly card?: OfferedCard
  /** Ids of the visitor's presentations at the market: of coming in, and of the promise. */
  readonly visit?: string
  readonly fraud?: string
  readonly runs: Partial<Readonly<Record<ActionId, Run>>>
  /** Where the visitor was last. */
  readonly scene: SceneId
}

export interface StoryFile {
  /** Undefined before anybody began. */
  read(): Promise<Story | undefined>
  begin(before: readonly string[], card: OfferedCard): Promise<Story>
  /** Changes come one after the other. */
  change(change: (story: Story) => Partial<Story>): Promise<Story>
  /** A party's folder of this story, made where it is missing. */
  desk(story: Story, owner: string): Promise<string>
}

export function openStoryFile(dir: string): StoryFile {
  const path = join(dir, 'story.json')
  let last: Promise<unknown> = Promise.resolve()

  const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
    const result = last.then(act, act)
    last = result.catch(() => undefined)
    return result
  }
  const read = async (): Promise<Story | undefined> => {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    return text === undefined ? undefined : (JSON.parse(text) as Story)
  }
  const write = async (story: Story): Promise<Story> => {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    const file = await open(`${path}.new`, 'w', 0o600)
    try {
      await file.writeFile(JSON.stringify(story, undefined, 2))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${path}.new`, path)
    return story
  }

  return {
    read: () => inTurn(read),
    begin: (before, card) =>
      inTurn(() => write({ id: randomBytes(6).toString('hex'), before, card, runs: {}, scene: 'card' })),
    change: (change) =>
      inTurn(async () => {
        const story = await read()
        if (!story) throw new TypeError('No story has begun.')
        return write({ ...story, ...change(story) })
      }),
    async desk({ id }, owner) {
      const folder = join(dir, id, owner)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return folder
    },
  }
}
