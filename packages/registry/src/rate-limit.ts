export interface RateLimitOptions {
  /** How often a key may do it in a window. */
  limit: number
  windowSeconds: number
  now: () => Date
}

export interface RateLimit {
  /** Counts one more for this key and returns 0; or, when it has had its share, counts nothing and returns after how
   *  many seconds it may come again. */
  take(key: string): number
}

/** A sliding window in memory: each key may do something `limit` times in any `windowSeconds`. */
export function createRateLimit({ limit, windowSeconds, now }: RateLimitOptions): RateLimit {
  const taken = new Map<string, number[]>()
  return {
    take(key) {
      const time = now().getTime()
      const begin = time - windowSeconds * 1000
      for (const [other, times] of taken) {
        const recent = times.filter((at) => at > begin)
        if (recent.length === 0) taken.delete(other)
        else taken.set(other, recent)
      }
      const mine = taken.get(key) ?? []
      const [oldest] = mine
      if (oldest !== undefined && mine.length >= limit) return Math.ceil((oldest - begin) / 1000)
      taken.set(key, [...mine, time])
      return 0
    },
  }
}
