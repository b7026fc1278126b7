import { AuthorityError, type TrusteeStatus, trusteeStatus } from '@velum/authority'
import type { Address, AuthorityRules, Hex } from '@velum/registry'
import { recogniseAuthority } from './appoint.ts'
import { asTrustee, damaged, makeKeyFolder, readKeyFolder } from './key-folder.ts'
import type { LocalChain } from './local-chain.ts'
import { StackError } from './stack-error.ts'
import { type KeyHolder, type StateFolder, trustees } from './state-folder.ts'

const name = 'Harbour Oversight · 海港监督署'
const threshold = 3

/** A delay as short as somebody who tries an opening can wait, where a court takes days; and time to be called away meanwhile. */
const rules: AuthorityRules = {
  delaySeconds: 20,
  lifetimeSeconds: 86_400,
  quota: 20,
  quotaPeriodSeconds: 86_400,
  retentionSeconds: 365 * 86_400,
}

/** One machine says a thing to itself at once: this long it waits before it listens again. */
const pollMilliseconds = 20
/** The five of them take two seconds: whoever waits longer waits for what the chain has lost. */
const longestCeremonyMs = 120_000

/** The opening authority of this machine, whose five trustees did what five people do with `velum-authority`: `init`, `create`, `join`;
 *  then the operator recognises it. What an earlier start has done is not done again, and one that was cut short is gone on with.
 *  Returns the authority's id. Throws StackError 'authority-files-damaged', 'authority-without-key', 'chain-younger-than-stores'. */
export async function startLocalAuthority(state: StateFolder, local: LocalChain): Promise<Hex> {
  await requireNoneLost(state, local)
  const addresses: Address[] = []
  for (const trustee of trustees) addresses.push(await makeKeyFolder(state, local, trustee))
  const standings = new Map<KeyHolder, TrusteeStatus | undefined>()
  for (const trustee of trustees) standings.set(trustee, await standing(state, local, trustee))
  const id = (await findRegistered(local, addresses)) ?? (await register(state, local, addresses))
  for (const trustee of trustees) {
    if (standings.get(trustee) === undefined)
      await asTrustee(state, local, trustee, (one) => one.belongTo(id))
  }
  const { epoch = 0 } = (await local.chain.openingRegistry.authority(id)) ?? {}
  if (epoch === 0) await makeKey(state, local)
  else await finish(state, local, standings)
  await recogniseAuthority(local, id)
  return id
}

/** Trustees who have lost their keys are not replaced by others in silence. */
async function requireNoneLost(state: StateFolder, local: LocalChain): Promise<void> {
  const found = await Promise.all(trustees.map((trustee) => readKeyFolder(state, trustee)))
  const lost = trustees.find((_, i) => found[i] === undefined)
  if (lost === undefined) return
  for (const [i, trustee] of trustees.entries()) {
    if (found[i] && (await standing(state, local, trustee))) throw damaged(lost)
  }
}

/** How a trustee's folder stands; undefined while it belongs to no authority. */
async function standing(
  state: StateFolder,
  { chain }: LocalChain,
  trustee: KeyHolder,
): Promise<TrusteeStatus | undefined> {
  const { path: folder } = state.keyFolder(trustee)
  try {
    return await trusteeStatus({ chain, folder, now: () => new Date(), seenWithinSeconds: 86_400 })
  } catch (error) {
    const code = error instanceof AuthorityError ? error.code : undefined
    if (code === 'authority-unnamed') return undefined
    throw code === 'authority-unknown' ? lostByChain(state, error) : error
  }
}

/** Of a start that was cut short before any folder knew the authority. */
async function findRegistered(
  { chain }: LocalChain,
  addresses: readonly Address[],
): Promise<Hex | undefined> {
  const found = (await chain.openingRegistry.registrations()).find(
    (one) => one.name === name && one.trustees.join() === addresses.join(),
  )
  return found?.id
}

async function register(state: StateFolder, local: LocalChain, addresses: readonly Address[]): Promise<Hex> {
  const terms = { name, trustees: addresses, threshold, rules }
  return (await asTrustee(state, local, trustees[0], (trustee) => trustee.register(terms))).id
}

/** Lets all trustees make the first key together, each with its own folder and over the chain, until each has its share. */
async function makeKey(state: StateFolder, local: LocalChain): Promise<void> {
  const failed = new AbortController()
  const signal = AbortSignal.any([failed.signal, AbortSignal.timeout(longestCeremonyMs)])
  const ends = trustees.map((trustee) =>
    asTrustee(state, local, trustee, (one) => one.takePart({ pollMilliseconds, signal })).catch((error) => {
      // The others would wait for this one.
      failed.abort(error)
      throw error
    }),
  )
  // Until the last has let go of its folder.
  await Promise.allSettled(ends)
  try {
    for (const { result } of await Promise.all(ends)) {
      if (result !== 'done') throw new TypeError(`A trustee's key generation ended as "${result}".`)
    }
  } catch (cause) {
    if (cause instanceof StackError) throw cause
    throw new StackError(
      'authority-without-key',
      'The trustees of the local opening authority did not bring their key generation to an end: ' +
        `${cause instanceof Error ? cause.message : String(cause)} Start again: it goes on where it was. If it does not, ` +
        'begin anew by deleting the whole state folder.',
      { cause },
    )
  }
}

/** A start that was cut short when the key was there leaves trustees who have not read so yet. */
async function finish(
  state: StateFolder,
  local: LocalChain,
  standings: ReadonlyMap<KeyHolder, TrusteeStatus | undefined>,
): Promise<void> {
  for (const [trustee, status] of standings) {
    // What is under way is the trustees' own, later ceremony, for which somebody runs `velum-authority`.
    if (!status?.unfinished || status.ceremony) continue
    const signal = AbortSignal.timeout(longestCeremonyMs)
    await asTrustee(state, local, trustee, (one) => one.takePart({ pollMilliseconds, signal }))
  }
}

function lostByChain({ chainFile }: StateFolder, cause: unknown): StackError {
  return new StackError(
    'chain-younger-than-stores',
    `The local chain does not know the authority that its trustees belong to: its file (${chainFile}) was lost or replaced, ` +
      'or the machine stopped before it was written. Put the old file back, or begin anew by deleting its folder.',
    { cause },
  )
}
