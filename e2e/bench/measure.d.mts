interface Figures {
  /** ms */
  median: number
  minimum: number
}

export function measure(
  operations: Record<string, () => unknown>,
  options: { rounds: number; warmUp: number; budget: number },
): Promise<Record<string, Figures>>
