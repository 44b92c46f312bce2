/** Told of every read and every entry that was dropped for want of space. */
export interface CacheMetrics {
  read(result: 'hit' | 'miss' | 'error' | 'forged', count: number): void
  evicted(): void
}
