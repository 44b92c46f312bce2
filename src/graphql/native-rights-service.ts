import type { Action, Principal } from '../access/types.ts'
import type { MirroredKind, MirroredObject, Page, PageRequest } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { NativeGap, NativeRight, NativeRights } from '../connector/native-rights.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { AccessCaller } from './access-service.ts'

/** What tools allow by themselves, beside the policy. */
export interface NativeRightsService {
  /**
   * Of one source that the caller sees. Refuses with FORBIDDEN without `access:explain`, and NOT_FOUND; throws the `Fault`
   * of the tool.
   */
  of(caller: AccessCaller, source: string, call: CallContext): Promise<Outcome<NativeRightsView>>
}

/** What one tool allows by itself. */
export interface NativeRightsView {
  /** `NONE` where the tool has no rights of its own. */
  readonly guard: NativeRights['guard'] | 'NONE'
  /** When the tool was asked; null where there is nothing to ask. */
  readonly asOf: number | null
  readonly gaps: readonly (NativeGap | 'MIRROR_INCOMPLETE')[]
  readonly principals: number
  /** How many of them nobody vouches for. */
  readonly strangers: number
  /** What whoever has an account has. */
  readonly defaults: readonly NativeRight[]
  /**
   * Rights that are wider than the policy, of everybody in groups or of one principal as the tool names it, what whoever
   * has an account has included.
   */
  wider(principal: string | null, page: PageRequest, call: CallContext): Promise<NativeRightsPage>
}

/** A piece of the list; it may be short, or empty, when looking on would take too long. */
export interface NativeRightsPage {
  readonly items: Page<NativeRightView>['items']
  readonly hasNextPage: boolean
  /** Where to go on after; null at the beginning. */
  readonly end: PageRequest['after']
}

/** A right of a tool that is wider than the policy. */
export interface NativeRightView {
  readonly right: NativeRight
  /** As the tool names them; null for everybody. */
  readonly name: string | null
  /** Who that is here; null when nobody vouches for the name, or for everybody. */
  readonly known: Pick<Principal, 'id' | 'kind' | 'name'> | null
  readonly excess: readonly NativeExcessView[]
}

/** What a right gives that the policy does not, on objects of one kind. */
export interface NativeExcessView {
  /** Tells it from others of one right. */
  readonly key: string
  /** Tells its objects from those of any other. */
  readonly listKey: string
  readonly kind: MirroredKind
  /** Each of them on each of the objects. */
  readonly actions: readonly Action[]
  /** Those of the objects that the caller sees. */
  objects(page: PageRequest): Promise<Page<MirroredObject>>
}
