/** Who acts, as a change or a refusal is recorded. */
export interface Actor {
  /** Stable id of the principal; null when nobody was authenticated. */
  readonly id: string | null
  readonly kind: 'USER' | 'SERVICE_ACCOUNT' | 'SYSTEM' | 'NOBODY'
  /** Name for people to read; kept apart from the record, where it can be erased. */
  readonly name: string | null
  /** Id of the principal this is done for, when it is another. */
  readonly onBehalfOf: string | null
  readonly method: 'TOKEN' | 'OIDC' | 'SESSION' | 'COMMAND_LINE' | 'SYSTEM' | 'NONE'
  /** Address of the caller; only its network is ever recorded. */
  readonly address: string | null
  readonly requestId: string | null
  /** Place in a distributed trace (W3C Trace Context); null when there is none. */
  readonly traceparent: string | null
}

/** How a request was authenticated. */
export type RequestMethod = 'TOKEN' | 'OIDC' | 'SESSION' | 'NONE'

/** Where a request came from. */
export interface RequestOrigin {
  readonly method: RequestMethod
  readonly address: string | null
  readonly requestId: string
  /** As it was sent, when it was a good one; null otherwise. */
  readonly traceparent: string | null
}

/** The gateway itself. */
export const systemActor: Actor = {
  id: 'system',
  kind: 'SYSTEM',
  name: null,
  onBehalfOf: null,
  method: 'SYSTEM',
  address: null,
  requestId: null,
  traceparent: null,
}

/** Whoever runs a command on the gateway's own machine: the configuration and its secret are all the proof there is. */
export const commandLineActor: Actor = { ...systemActor, id: 'command-line', method: 'COMMAND_LINE' }

/** A caller that is not known. */
export function nobody({ address, requestId, traceparent }: Omit<RequestOrigin, 'method'>): Actor {
  return { ...systemActor, id: null, kind: 'NOBODY', method: 'NONE', address, requestId, traceparent }
}
