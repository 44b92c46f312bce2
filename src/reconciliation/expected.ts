import type { ApprovalRequest, TargetState } from '../approvals/index.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Held, Watch } from './types.ts'

/** What a target should hold. */
export interface Expected {
  /** Null for nothing. */
  readonly held: Held | null
  /** SHA-256 over its files when it was approved; null where none are known. */
  readonly digest: string | null
  /** What its server was told to load, as a text of its connector; null for an alias, and where the gateway did not tell it. */
  readonly settings: string | null
  /** The request that made it so; null for what was found at first contact. */
  readonly request: ApprovalRequest | null
}

/** What a target should hold by the last request that was completed, and before any what it held at first contact; null before that. */
export async function expectedOf(
  requestOf: (uid: Uid) => Promise<ApprovalRequest | null>,
  state: TargetState,
  watch: Watch | null,
): Promise<Expected | null> {
  if (state.request === null) {
    const baseline = watch?.baseline ?? null
    return baseline === null ? null : { held: baseline.held, digest: null, settings: null, request: null }
  }
  const request = await requestOf(state.request)
  const { desired } = state
  if (desired === null || request === null) return { held: null, digest: null, settings: null, request }
  const { modelUid, ref } = request.subject
  return {
    held: { version: desired.versionUid, modelUid, ref },
    digest: desired.artifactDigest,
    settings: settingsOf(request),
    request,
  }
}

function settingsOf({ plan }: ApprovalRequest): string | null {
  return plan.steps.find(({ place }) => place.kind === 'SERVED_SETTINGS')?.desired ?? null
}
