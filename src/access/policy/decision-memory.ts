import { LRUCache } from 'lru-cache'
import type { Decision } from './types.ts'

/** Decisions that were made, by question and resource. */
export interface DecisionMemory {
  /** Decisions on one question: answers the one known of a resource, or makes it. */
  of(question: string): (resource: string, decide: () => Decision) => Decision
}

const charsDefault = 8_000_000

/** What an entry takes beside its key. */
const entryChars = 200

/** Questions that are remembered. */
const questionsMax = 5_000

interface Remembered {
  readonly decisions: Map<string, Decision>
  chars: number
}

/**
 * Keeps as many decisions as fit; the questions asked least recently are forgotten first, and one that would not fit
 * alone begins anew. Resources are looked up by the very keys they bring: joined with the question's, each look-up would
 * have to hash a new text, which is most of a decision that is known already.
 */
export function createDecisionMemory(charsMax = charsDefault): DecisionMemory {
  const held = { chars: 0 }
  const questions = new LRUCache<string, Remembered>({
    max: questionsMax,
    dispose: ({ chars }) => void (held.chars -= chars),
  })
  const note = (remembered: Remembered, added: number) => {
    remembered.chars += added
    held.chars += added
    while (held.chars > charsMax && questions.size > 1) questions.pop()
    if (held.chars > charsMax) questions.clear()
  }
  return {
    of(question) {
      const known = questions.get(question)
      const remembered = known ?? { decisions: new Map<string, Decision>(), chars: question.length }
      if (known === undefined && charsMax > 0) {
        questions.set(question, remembered)
        held.chars += question.length
      }
      return (resource, decide) => {
        const found = remembered.decisions.get(resource)
        if (found !== undefined) return found
        const decision = decide()
        // An error may be of the moment; only what follows from the key is remembered.
        if (decision.reason === 'ERROR' || questions.peek(question) !== remembered) return decision
        remembered.decisions.set(resource, decision)
        note(remembered, resource.length + entryChars)
        return decision
      }
    },
  }
}
