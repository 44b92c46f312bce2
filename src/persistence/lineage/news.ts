/** Passes on what this process has just committed. */
export interface News {
  /** Tells everybody of a change by its sequence; null is none. */
  tell(sequence: number | null): void
  /** Answers how to end it. */
  subscribe(listener: (sequence: number) => void): () => void
}

/** News that nobody listens to yet. */
export function createNews(): News {
  const listeners = new Set<(sequence: number) => void>()
  return {
    tell(sequence) {
      if (sequence !== null) for (const listener of listeners) listener(sequence)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
