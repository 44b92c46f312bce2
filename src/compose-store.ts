/** What is composed on the store alone: commands on tokens, people and the trail need no connector and no schema to load. */
export { exportAuditTrail, verifyAuditTrail } from './composition/audit-commands.ts'
export { openTokens } from './composition/identity.ts'
export { openPrincipals, type Principals } from './composition/principals.ts'
export { openStore } from './composition/store.ts'
