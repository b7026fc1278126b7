import { chooseCopy } from '../bindings/choose-copy.ts'
import { copiesCollection } from '../bindings/stored-copies.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { ChosenCredential } from './choose-credential.ts'

/** Puts in the place of each chosen credential the copy that this audience is shown, and keeps which one it is: what the
 *  audience sees when the holder comes back is the same, and another audience sees another. */
export function withCopies(
  { vault }: WalletWorld,
  audience: string,
  chosen: readonly ChosenCredential[],
): Promise<ChosenCredential[]> {
  return vault.transaction(async (within) => {
    const shown: ChosenCredential[] = []
    for (const choice of chosen) {
      const { id, value } = choice.entry
      const stored = choice.binding && (await within.get(copiesCollection, id))
      if (stored === undefined) {
        shown.push(choice)
        continue
      }
      const { position } = chooseCopy(stored, audience)
      const shownTo = { ...stored.shownTo, [audience]: position }
      within.put(copiesCollection, id, { ...stored, shownTo })
      const copy = stored.copies[position - 1]
      shown.push(
        copy
          ? {
              ...choice,
              entry: { id, value: { ...value, credential: copy.credential } },
              binding: copy.binding,
            }
          : choice,
      )
    }
    return shown
  })
}
