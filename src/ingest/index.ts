export { ciLimits } from './ci/read-report.ts'
export { type CiOutcome, type CiPorts, type DraftedRequest, receiveReport } from './ci/receive.ts'
export { createHints } from './mlflow-hooks/hints.ts'
export type { HookStanding, HookStore } from './mlflow-hooks/ports.ts'
export { type HookDelivery, type HookOutcome, receiveHook } from './mlflow-hooks/receive.ts'
export {
  type HookedSource,
  lookAtHooks,
  type RegistrationPorts,
  registerHooks,
  removeHooks,
} from './mlflow-hooks/registration.ts'
export { eventLimits } from './openlineage/limits.ts'
export type { OpenLineageStore } from './openlineage/ports.ts'
export { createReceiver, type EventPorts, type EventReceiver, type EventSender } from './openlineage/receive.ts'
