/** The threads of the wallet's sign on a 48 by 48 field: a veil hung from two points, each fold deeper than the one
 *  before it, down to a V. */
export function markThreads(count = 5): string {
  let path = ''
  for (let index = 0; index < count; index++) {
    const depth = (index + 1) / count
    const low = 7 + 46 * depth
    const hang = 20 * (1 - 0.94 * depth ** 1.6)
    path += `M4 7C${(24 - hang).toFixed(2)} ${low.toFixed(2)} ${(24 + hang).toFixed(2)} ${low.toFixed(2)} 44 7`
  }
  return path
}
