/** The threads of the wallet's sign on a 48 by 48 field: they hang from one rod and are gathered to the left. */
export function markThreads(count = 9): string {
  let path = ''
  for (let index = 0; index < count; index++) {
    const part = index / (count - 1)
    const top = 6 + part * 36
    const waist = 6 + part * 9
    const hem = 5 + part * 20
    path += `M${top.toFixed(2)} 6C${top.toFixed(2)} ${(17 + 5 * part).toFixed(2)} ${waist.toFixed(2)} ${(17 + 4 * (1 - part)).toFixed(2)} ${waist.toFixed(2)} 29`
    path += `S${hem.toFixed(2)} 36 ${hem.toFixed(2)} 42`
  }
  return path
}
