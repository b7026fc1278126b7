import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectChain } from '@velum/registry'
import { deskOf } from './authority-command.ts'
import type { World } from './journey.ts'

/** What the market noted of its newest account: a visit without anything lent, and the one with. */
export async function visitsToMarket({
  stateDir,
}: World): Promise<{ readonly login: string; readonly lent: string }> {
  const folder = join(stateDir, 'market', 'accounts')
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
  const accounts = texts.map((text) => JSON.parse(text) as Account)
  const newest = accounts.sort((one, other) => (one.firstVisit < other.firstVisit ? 1 : -1))[0]
  const lent = newest?.deposits[0]?.presentationId
  const login = newest?.presentations.find((one) => one !== lent)
  if (lent === undefined || login === undefined) throw new TypeError('The market has noted no such visits.')
  return { login, lent }
}

interface Account {
  readonly firstVisit: string
  readonly deposits: readonly { readonly presentationId: string }[]
  readonly presentations: readonly string[]
}

/** The market's clerk prepares a case from what the market kept, and puts it on the desk. What the SDK warns of. */
export async function makeCase(
  world: World,
  presentationId: string,
  file: string,
): Promise<readonly string[]> {
  const content = new TextEncoder().encode(complaint)
  const basis = { name: 'complaint.txt', content }
  const prepared = await world.services.market.openingRequest(presentationId, { basis, answerTo })
  if (!prepared.prepared) throw new TypeError(prepared.reason)
  await writeFile(join(await deskOf(world), file), prepared.case)
  return prepared.warnings
}

/** On what the market's requests rest. */
export const complaint = 'Complaint: the barrow of Saturday never came back.\n'

/** How the holder can answer the market. */
export const answerTo = 'https://market.example/answers'

/** Resolves when trustees may approve a request: by the chain's clock, which is that of this machine. */
export async function delayIsOver({ deployment }: World, requestId: string): Promise<void> {
  const chain = connectChain({ deployment, fetch })
  const records = await chain.openingRegistry.openings({ blocks: 'final' })
  chain.close()
  const record = records.find((one) => one.requestId === requestId)
  if (record === undefined) throw new TypeError('The request is not final.')
  await new Promise((resolve) => setTimeout(resolve, record.opensAt.getTime() + 1_000 - Date.now()))
}

/** The parts that trustees have handed over. */
export async function partsOnDesk(world: World): Promise<string[]> {
  return (await readdir(await deskOf(world))).filter((name) => name.startsWith('part-')).sort()
}
