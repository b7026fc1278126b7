import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type CeremonyRecord, type ChangeRefusal, RegistryError } from '@velum/registry'

const folderName = 'ceremonies'

/** The file of a ceremony's state in a folder. */
export const stateName = (ceremony: number): string => join(folderName, `${ceremony}.age`)

/** The ceremonies that a folder has not brought to an end, oldest first. */
export async function keptCeremonies(path: string): Promise<number[]> {
  const folder = join(path, folderName)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return (await readdir(folder))
    .map((name) => Number(/^(\d+)\.age$/.exec(name)?.[1]))
    .filter((number) => number > 0)
    .sort((left, right) => left - right)
}

export const isUnderWay = ({ aborted, published }: CeremonyRecord): boolean => !aborted && !published

/** Whether the contract refused a change because another came first, for one of these reasons. A change that was overtaken on its way
 *  into a block is 'reverted' without one: whoever reads the chain again learns it. */
export const isOvertaken = (error: unknown, reasons: readonly ChangeRefusal[]): boolean =>
  error instanceof RegistryError &&
  error.reason !== undefined &&
  (error.reason === 'reverted' || reasons.includes(error.reason))
