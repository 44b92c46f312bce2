import type { Gate } from '../ports.ts'
import { type AttestedEvidence, attestedGates } from './attested.ts'
import { type CiEvidence, ciStatus } from './ci-status.ts'

/** The gates of the package over what others found and told the gateway. */
export function packagedEvidenceGates(evidence: AttestedEvidence & CiEvidence): readonly Gate[] {
  return [ciStatus(evidence), ...attestedGates(evidence)]
}
