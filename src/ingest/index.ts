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
