import type { VaultReader } from '@velum/vault'
import { historyCollection } from '../history/history-collection.ts'
import { HolderError } from '../holder-error.ts'
import type { WalletWorld } from '../wallet-world.ts'
import { type BoundEntry, describeOpening } from './describe-opening.ts'
import { mergeOpening } from './merge-opening.ts'
import { standing } from './opening-state.ts'
import type { Openings } from './openings.ts'
import { readOpenings } from './read-openings.ts'
import { openingCollection, watchCollection, watchId } from './stored-opening.ts'

export function createOpenings({ vault, chain, now }: WalletWorld): Openings {
  return {
    async list() {
      const presentations = await readPresentations(vault)
      const kept = await vault.list(openingCollection)
      const openings = kept.flatMap(({ id: requestId, value: opening }) => {
        const presentation = presentations.get(opening.presentationId)
        if (presentation === undefined) return []
        const { deployment } = chain
        return describeOpening({ requestId, opening, presentation, deployment, now: now() })
      })
      const watch = await vault.get(watchCollection, watchId)
      return {
        openings: openings.sort((left, right) => (left.requested.at < right.requested.at ? 1 : -1)),
        watched: presentations.size,
        ...(watch && { checkedAt: watch.checkedAt }),
        nodeBehind: watch?.nodeBehind ?? false,
      }
    },

    async check() {
      const presentations = await readPresentations(vault)
      if (presentations.size === 0) return
      const before = (await vault.get(watchCollection, watchId))?.readTo ?? -1
      const read = await readOpenings(chain, new Set(presentations.keys()))
      await vault.transaction(async (within) => {
        const reached = (await within.get(watchCollection, watchId))?.readTo ?? -1
        // Another tab has read further meanwhile.
        if (reached > before && reached > read.readTo) return
        const kept = new Map((await within.list(openingCollection)).map(({ id, value }) => [id, value]))
        const behind = read.readTo < reached
        for (const requestId of new Set([...read.found.keys(), ...kept.keys()])) {
          const opening = mergeOpening({ requestId, kept: kept.get(requestId), read, behind, now: now() })
          if (opening) within.put(openingCollection, requestId, opening)
        }
        within.put(watchCollection, watchId, {
          readTo: Math.max(read.readTo, reached),
          checkedAt: now().toISOString(),
          nodeBehind: behind,
        })
      })
    },

    acknowledge: (view) =>
      vault.transaction(async (within) => {
        const opening = await within.get(openingCollection, view.requestId)
        if (opening === undefined) throw openingNotFound()
        const acknowledged = standing(view.state, view)
        if (opening.acknowledged === acknowledged) return
        within.put(openingCollection, view.requestId, { ...opening, acknowledged })
      }),
  }
}

type Presentations = ReadonlyMap<string, BoundEntry>

/** The presentations that can be asked about, by their ids. One whose answer may not have arrived is among them. */
async function readPresentations(vault: VaultReader): Promise<Presentations> {
  const entries = (await vault.list(historyCollection)).map(({ value }) => value)
  const bound = entries.flatMap((entry) =>
    entry.kind === 'presentation' && entry.bound ? [{ ...entry, bound: entry.bound }] : [],
  )
  return new Map(bound.map((entry) => [entry.bound.presentationId, entry]))
}

function openingNotFound(): HolderError {
  return new HolderError(
    'opening-not-found',
    'The wallet knows of no such request about something it showed.',
  )
}
