import type { StoredCopies } from './stored-copies.ts'

export interface ChosenCopy {
  /** 0 is the credential itself, 1 the first of the copies. */
  readonly position: number
  /** Whether another audience has been shown the same one. */
  readonly shared: boolean
}

/** Which copy an audience is shown: the one that it knows, else one that nobody has seen; when all are known somewhere,
 *  the one that the fewest have seen. So the place in the status list, which every copy shows, is another one for
 *  every audience while there are copies left. */
export function chooseCopy({ copies, shownTo }: StoredCopies, audience: string): ChosenCopy {
  const others = Object.entries(shownTo).flatMap(([shown, position]) =>
    shown === audience ? [] : [position],
  )
  const audiences = Array.from({ length: copies.length + 1 }, (_, position) => ({
    position,
    count: others.filter((other) => other === position).length,
  }))
  const known = Object.hasOwn(shownTo, audience)
    ? audiences.find(({ position }) => position === shownTo[audience])
    : undefined
  const [fewest] = audiences.toSorted((one, other) => one.count - other.count)
  const { position, count } = known ?? fewest ?? { position: 0, count: others.length }
  return { position, shared: count > 0 }
}
