import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpeningRecord } from '@velum/registry'
import { type Action, type ActionId, type Affair, actions } from './actions.ts'
import type { GuideWorld, MarketAccount } from './guide-world.ts'
import type { Language } from './language.ts'
import { runProgram } from './run-program.ts'
import { type SceneId, scenes } from './scenes.ts'
import type { Story, StoryFile } from './story.ts'

/** Everything that a page shows. */
export interface View {
  readonly story: Story
  /** What the chain says of the two requests. */
  readonly requests: Partial<Readonly<Record<Affair, OpeningRecord>>>
  /** How many scenes can be seen already. */
  readonly reached: number
}

export interface Stage {
  /** Looks at market and chain, and notes what the visitor has done there. Undefined before anybody began. */
  look(): Promise<View | undefined>
  begin(): Promise<void>
  /** Notes where the visitor is. */
  visit(scene: SceneId): Promise<void>
  /** Offers a card once more, where the last one waited too long. */
  offer(): Promise<void>
  /** Runs what the story has here, unless it may not be run yet or has gone well before. One at a time. */
  act(id: ActionId, language: Language): Promise<void>
  /** A file that lies on a party's desk. */
  file(owner: 'court' | 'market', name: string): Promise<Uint8Array | undefined>
}

const documents = {
  fraud: {
    ...{ file: 'case.json', name: 'complaint.txt' },
    text: 'Complaint\n\nA stallholder promised to bring the brass scales back within one day. The scales never came back,\nand three customers were sold half a pound for a whole one with them.\n\nTideway Market, the clerk\n',
  },
  visit: {
    ...{ file: 'visit.json', name: 'note.txt' },
    text: 'Note\n\nSomebody opened an account with us. We would like to know who.\n\nTideway Market, the clerk\n',
  },
} as const

export function createStage(world: GuideWorld, stories: StoryFile): Stage {
  let acting: Promise<unknown> = Promise.resolve()

  async function look(): Promise<View | undefined> {
    const before = await stories.read()
    if (!before) return undefined
    const found = whatIsNew(before, before.fraud && before.visit ? [] : await world.accounts())
    const isNew = (['visit', 'fraud'] as const).some((affair) => found[affair] !== before[affair])
    const story = isNew ? await stories.change(({ id }) => (id === before.id ? found : {})) : before
    const openings = story.fraud || story.visit ? await world.openings() : []
    const requestOf = (id: string | undefined) =>
      openings.find(({ presentationId }) => id !== undefined && hexOf(presentationId) === id)
    const [fraud, visit] = [requestOf(story.fraud), requestOf(story.visit)]
    const requests = { ...(fraud && { fraud }), ...(visit && { visit }) }
    const reached = scenes.findIndex(({ id }) => !isDone(id, story, requests))
    return { story, requests, reached: reached === -1 ? scenes.length : reached + 1 }
  }

  async function perform(id: ActionId, language: Language): Promise<void> {
    const view = await look()
    // Somebody may have clicked twice, or in two tabs: a vote cannot be cast again.
    if (!view || succeeded(id, view.story) || !mayRun(id, view)) return
    const { story, requests } = view
    const action = actions[id]
    const cwd = await stories.desk(story, action.at)
    if (action.args[0] === 'request' && action.affair) await prepare(story, action.affair, cwd)
    for (const { from, file } of action.post ?? [])
      await copyFile(join(await stories.desk(story, from), file), join(cwd, file))
    const known: Record<string, string> = {
      REQUEST: (action.affair && requests[action.affair]?.requestId) ?? '',
      ISSUER: world.urls.issuer,
      LANGUAGE: language,
    }
    const args = action.args.map((argument) => known[argument] ?? argument)
    const { program, deploymentFile: VELUM_DEPLOYMENT } = world
    const env = { VELUM_DEPLOYMENT, ...keysOf(action) }
    const { output, exitCode } = await runProgram({ program, args, cwd, env })
    // An earlier run may have brought it to the chain and not lived to say so.
    const stands = exitCode !== action.ends && isOnChain(action, (await look())?.requests ?? {})
    const run = {
      ...{ command: commandLine(args), output, exitCode: stands ? action.ends : exitCode },
      at: new Date().toISOString(),
    }
    // Whoever began anew meanwhile has another story.
    await stories.change((now) => (now.id === story.id ? { runs: { ...now.runs, [id]: run } } : {}))
  }

  function keysOf({ at }: Action): Record<string, string> {
    if (at === 'court' || at === 'anybody') return {}
    const { path, passphraseFile } = world.folders[at]
    return { VELUM_AUTHORITY_DIR: path, VELUM_PASSPHRASE_FILE: passphraseFile }
  }

  /** Once: prepared anew it would be another request. */
  async function prepare(story: Story, affair: Affair, desk: string): Promise<void> {
    const { file, name, text } = documents[affair]
    const path = join(desk, file)
    if (await readFile(path).catch(() => undefined)) return
    const basis = { name, content: new TextEncoder().encode(text) }
    const prepared = await world.prepareCase(story[affair] ?? '', basis, 'objections@tideway.example')
    if (prepared !== undefined) await writeFile(path, prepared, { mode: 0o600 })
  }

  return {
    look,
    async begin() {
      const known = await world.accounts()
      const card = await world.offerCard()
      await stories.begin(
        known.flatMap(({ presentations }) => presentations),
        card,
      )
    },
    async visit(scene) {
      const story = await stories.read()
      if (story && story.scene !== scene) await stories.change(() => ({ scene }))
    },
    async offer() {
      const story = await stories.read()
      if (!story || hasCard(story)) return
      const card = await world.offerCard()
      await stories.change(({ id }) => (id === story.id ? { card } : {}))
    },
    act(id, language) {
      const done = acting.then(() => perform(id, language))
      acting = done.catch(() => undefined)
      return done
    },
    async file(owner, name) {
      const story = await stories.read()
      if (!story) return undefined
      return readFile(join(await stories.desk(story, owner), name)).catch(() => undefined)
    },
  }
}

/** Changes whenever a page would look different because of what happened elsewhere. */
export function stateText({ story: { visit, fraud }, reached, requests }: View): string {
  const votes = Object.values(requests).map(({ approvals, refusals, closed }) => [
    approvals.length,
    refusals.length,
    closed !== undefined,
  ])
  return JSON.stringify([visit, fraud, reached, votes])
}

/** Whether an action can be run as things stand. */
export function mayRun(
  id: ActionId,
  { story, requests }: Pick<View, 'story' | 'requests'>,
  now = new Date(),
) {
  const { affair, after = [], args, afterDelay } = actions[id]
  if (after.some((one) => !succeeded(one, story))) return false
  if (affair === undefined) return true
  if (args[0] === 'request') return story[affair] !== undefined
  const request = requests[affair]
  if (!request) return false
  return !afterDelay || request.opensAt <= now
}

/** Whether a card waits that can still be taken. */
export const hasCard = ({ card }: Story, now = new Date()) =>
  card !== undefined && new Date(card.expiresAt) > now

/** Whether the chain has what a command would bring there. Approving again is no fault: the program says so itself. */
function isOnChain({ args: [command], affair, at }: Action, requests: View['requests']): boolean {
  const request = affair && requests[affair]
  if (!request) return false
  if (command === 'refuse') return request.refusals.some(({ trustee }) => at === `trustee-${trustee}`)
  return command === 'request' || (command === 'close' && request.closed !== undefined)
}

/** Whether an action went as the story wants it. */
export const succeeded = (id: ActionId, { runs }: Story) => runs[id]?.exitCode === actions[id].ends

function isDone(scene: SceneId, story: Story, requests: View['requests']): boolean {
  switch (scene) {
    case 'account':
      return story.visit !== undefined
    case 'promise':
      return story.fraud !== undefined
    case 'request':
      return requests.fraud !== undefined
    case 'trustees':
      return succeeded('approve-5', story)
    case 'parts':
      return succeeded('hand-over-1', story) && succeeded('hand-over-2', story)
    case 'opening':
      return succeeded('close', story)
    case 'evidence':
      return succeeded('snapshot', story)
    case 'audit':
      return succeeded('audit', story)
    case 'innocent':
      return succeeded('refuse-5-visit', story)
    default:
      return true
  }
}

/** The first visit, and the first promise, that the market did not know when the story began. */
function whatIsNew({ before, visit, fraud }: Story, accounts: readonly MarketAccount[]) {
  const old = new Set(before)
  const deposits = accounts.flatMap((one) => one.deposits)
  const isDeposit = (id: string) => deposits.some(({ presentationId }) => presentationId === id)
  const came = accounts.flatMap((one) => one.presentations).find((id) => !old.has(id) && !isDeposit(id))
  const [promised] = deposits
    .filter(({ presentationId }) => !old.has(presentationId))
    .toSorted((left, right) => left.at.localeCompare(right.at))
  const newVisit = visit ?? came
  const newFraud = fraud ?? promised?.presentationId
  return { ...(newVisit && { visit: newVisit }), ...(newFraud && { fraud: newFraud }) }
}

/** As typed: what has spaces in quotes. */
function commandLine(args: readonly string[]): string {
  const typed = args.filter((argument) => argument !== '--yes')
  return `velum-authority ${typed.map((one) => (/[\s"]/.test(one) ? `"${one}"` : one)).join(' ')}`
}

const hexOf = (octets: Uint8Array) => `0x${Buffer.from(octets).toString('hex')}`
