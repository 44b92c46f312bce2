export {
  type AttestCommand,
  type AttestPorts,
  attestEvidence,
} from './attest.ts'
export type * from './ports.ts'
export { clockSkewMsMax } from './read-claim.ts'
export { repositoryName } from './repository-name.ts'
export type * from './types.ts'
