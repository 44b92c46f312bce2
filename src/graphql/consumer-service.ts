import type { Principal } from '../access/types.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { ConsumerCommand } from '../consumers/index.ts'
import type { Consumer } from '../consumers/types.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'

/** A consumer with what it uses, which the caller sees. */
export interface ConsumerView {
  readonly consumer: Consumer
  readonly object: MirroredObject
}

/** Who uses what, as callers may see and tell it: a consumer is seen by whoever sees what it uses. */
export interface ConsumerService {
  /** See `registerConsumer` of the domain. */
  register(
    caller: { readonly principal: Principal; readonly origin: RequestOrigin },
    command: ConsumerCommand,
    call: CallContext,
  ): Promise<Outcome<ConsumerView>>
  /** Those that use each object now, the longest registered first, in the order asked. */
  ofObjects(objects: readonly MirroredObject[]): Promise<readonly (readonly ConsumerView[])[]>
  /** Null where unknown, or the caller does not see what it uses. */
  byUid(uid: Uid): Promise<ConsumerView | null>
}
