import type { ApprovalRequest, BreakGlass, Review } from '../approvals/index.ts'
import type { EffectView, HistoryEntryView } from '../graphql/approval-service.ts'

/** What happened to a request, as far as it and what hangs on it tell; the oldest first. */
export function historyOf(
  request: ApprovalRequest,
  reviews: readonly Review[],
  effects: readonly EffectView[],
): readonly HistoryEntryView[] {
  const { requester, createdAt, submittedAt, decidedAt, endedAt, state, cause, breakGlass } = request
  const entries: readonly HistoryEntryView[] = [
    { at: createdAt, event: 'DRAFTED', by: requester, detail: null },
    ...at(submittedAt, { event: 'SUBMITTED', by: requester, detail: null }),
    ...reviews.flatMap(ofReview),
    ...(breakGlass === undefined ? [] : ofGlass(breakGlass)),
    ...at(decidedAt, { event: 'DECIDED', by: null, detail: state === 'REJECTED' ? 'REJECTED' : 'APPROVED' }),
    ...ofEffects(effects),
  ]
  const ended = at(endedAt, { event: 'ENDED', by: null, detail: cause === null ? state : `${state}: ${cause}` })
  // Of what happened in one millisecond the order above is that of cause and effect; nothing comes after the end.
  return [...entries.toSorted((one, other) => one.at - other.at), ...ended]
}

function at(time: number | null, rest: Omit<HistoryEntryView, 'at'>): readonly HistoryEntryView[] {
  return time === null ? [] : [{ at: time, ...rest }]
}

function ofGlass({ by, at: broken, ratifications }: BreakGlass): readonly HistoryEntryView[] {
  return [
    { at: broken, event: 'GLASS_BROKEN', by, detail: null },
    ...ratifications.map((each) => ({ at: each.at, event: 'RATIFIED' as const, by: each.by, detail: null })),
  ]
}

function ofReview({ reviewer, decision, createdAt, dismissal }: Review): readonly HistoryEntryView[] {
  return [
    { at: createdAt, event: 'REVIEWED', by: reviewer, detail: decision },
    ...(dismissal === null
      ? []
      : [{ at: dismissal.at, event: 'REVIEW_DISMISSED', by: dismissal.by, detail: dismissal.reason } as const]),
  ]
}

function ofEffects(effects: readonly EffectView[]): readonly HistoryEntryView[] {
  const started = effects.length === 0 ? null : Math.min(...effects.map(({ createdAt }) => createdAt))
  return [
    ...at(started, { event: 'STARTED', by: null, detail: null }),
    ...effects.flatMap(({ state, endedAt, place, value }) => {
      const detail = `${place} = ${value ?? 'nothing'}`
      if (state === 'VERIFIED' || state === 'SKIPPED') return at(endedAt, { event: 'CARRIED_OUT', by: null, detail })
      return state === 'COMPENSATED' ? at(endedAt, { event: 'UNDONE', by: null, detail }) : []
    }),
  ]
}
