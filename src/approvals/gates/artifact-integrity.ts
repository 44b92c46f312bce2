import { z } from 'zod'
import type { Gate } from '../ports.ts'
import { defineGate, found, missingEvidence } from './define-gate.ts'
import type { GateEvidence } from './evidence.ts'

/** The files are what they were when the request was bound to them. */
export function artifactIntegrity(evidence: Pick<GateEvidence, 'again'>): Gate {
  return defineGate({
    name: 'artifact-integrity',
    description: 'The files of the version are hashed now, and are those that the request is bound to.',
    params: z.strictObject({}),
    async run({ subject }, _params, call) {
      const { uid, artifactDigest: bound } = subject.facts
      const now = (await evidence.again(uid, call))?.facts.artifactDigest ?? null
      const inputs = { version: uid, bound, now }
      if (bound === null || now === null)
        return missingEvidence('The files of the version cannot be read in any configured store.', inputs)
      const isSame = bound === now
      return found({
        verdict: isSame ? 'PASS' : 'FAIL',
        reasons: isSame ? [] : ['DIGEST_CHANGED'],
        explanation: isSame
          ? 'The files are what they were, to the byte.'
          : 'The files are not those that the request is bound to.',
        observed: [{ name: 'sha256', value: null, text: now }],
        evidence: [{ uri: subject.facts.ref, digest: now }],
        inputs,
      })
    },
  })
}
