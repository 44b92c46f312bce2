export { createOutbox } from './outbox.ts'
export type * from './ports.ts'
export { type OutboxTiming, outboxTiming } from './timing.ts'
export type * from './types.ts'
